/** The sentences of answers in both languages, apart from figures and names. */
import type { Nature } from '../knowledge/fact.ts';
import type { Text } from '../language/locale.ts';
import type { Correction, Refusal } from './answer.ts';
import { periodText } from './figure-text.ts';

export const NATURE: Readonly<Record<Nature, Text>> = {
  actual: { zh: '实际值', en: 'actual' },
  estimate: { zh: '估算', en: 'estimate' },
  forecast: { zh: '预测', en: 'forecast' },
  plan: { zh: '计划', en: 'plan' },
  claim: { zh: '说法', en: 'claim' },
};

export const REFUSAL: Readonly<Record<Refusal, Text>> = {
  'ratios-do-not-add': { zh: '百分比和比率不能相加', en: 'percentages and ratios do not add up' },
  'currencies-differ': {
    zh: '单位不同（例如人民币与美元），不能合在一起算',
    en: 'the units differ (such as yuan and dollars), so they cannot be computed together',
  },
  'periods-differ': {
    zh: '期间不同（例如一个季度与一整年），不能这样算',
    en: 'the periods differ (such as a quarter and a year), so this cannot be computed',
  },
  'metrics-differ': {
    zh: '两者不是同一指标，不能这样算',
    en: 'these are different measures, so this cannot be computed',
  },
  'level-over-time': {
    zh: '时点数不能跨期相加',
    en: 'figures as of a point in time do not add up over time',
  },
  'part-missing': {
    zh: '所需的数字不全，不作推算',
    en: 'a figure that it needs is missing, and none is made up',
  },
  whose: { zh: '请说明是哪家公司', en: 'please name the company' },
  average: {
    zh: '只计算一家公司各年的平均数，其他平均数库里没有依据',
    en: 'only an average over the years of one company is computed; the base holds nothing to compute another from',
  },
};

export function correctionText(
  correction: Correction,
  locale: 'zh' | 'en',
  name: (id: string) => string,
): string {
  const zh = locale === 'zh';
  switch (correction.kind) {
    case 'loss-not-profit':
      return zh ? '并未盈利，是亏损：' : 'Not a profit but a loss: ';
    case 'profit-not-loss':
      return zh ? '并未亏损，是盈利：' : 'Not a loss but a profit: ';
    case 'fell-not-rose':
      return zh ? '不是上升，而是下降：' : 'It fell, not rose: ';
    case 'rose-not-fell':
      return zh ? '不是下降，而是上升：' : 'It rose, not fell: ';
    case 'figure':
      return zh ? `不是${correction.written}：` : `Not ${correction.written}: `;
    case 'turned-round':
      return zh
        ? `方向反了，是${name(correction.agent)}对${name(correction.target)}：`
        : `It is the other way round (${name(correction.agent)} → ${name(correction.target)}): `;
    case 'not-of':
      return zh ? `与${name(correction.entity)}无关：` : `Not ${name(correction.entity)}: `;
    case 'not-by':
      return zh ? `并非出自${name(correction.entity)}：` : `Not according to ${name(correction.entity)}: `;
    case 'not-in':
      return zh
        ? `不是${periodText(correction.period, 'zh')}：`
        : `Not ${periodText(correction.period, 'en')}: `;
    case 'other-way-round':
      return zh ? '恰好相反：' : 'It is the other way round: ';
    case 'not-converted':
      return zh
        ? `库里只有${correction.held === 'CNY' ? '人民币' : '美元'}数字，不作换算：`
        : `The base has it in ${correction.held} only and does not convert: `;
    case 'not-actual':
      return zh ? '这不是实际值，而是预测或计划：' : 'Not an actual figure but a forecast or plan: ';
  }
}
