/** The sentences of a fact that was set from a chat: speaker, subject, period, measure and figure, by template. */
import { amount, metricName } from '../../answer/fact-text.ts';
import { periodText } from '../../answer/figure-text.ts';
import type { Fact, Nature } from '../../knowledge/fact.ts';
import type { FactBase } from '../../knowledge/fact-base.ts';
import type { Text } from '../../language/locale.ts';

const IS: Readonly<Record<Nature, Text>> = {
  actual: { zh: '为', en: 'was' },
  estimate: { zh: '估计为', en: 'is estimated at' },
  forecast: { zh: '预计为', en: 'is forecast at' },
  plan: { zh: '计划为', en: 'is planned at' },
  claim: { zh: '据称为', en: 'is said to be' },
};

/** @param base has every id that the fact names. */
export function composeStatement(fact: Fact, base: FactBase): Text {
  return { zh: inChinese(fact, base), en: inEnglish(fact, base) };
}

function inChinese(fact: Fact, base: FactBase): string {
  const name = (id: string): string => base.entity(id).label.zh;
  const period = fact.period === null ? '' : periodText(fact.period, 'zh');
  const objects = fact.objects.length === 0 ? '' : `（${fact.objects.map(name).join('、')}）`;
  const what = `${name(fact.subject)}${period}${metricName(fact, 'zh', base)}${objects}`;
  return `据${name(fact.by)}，${what}${IS[fact.nature].zh}${amount(fact, 'zh', base)}。`;
}

function inEnglish(fact: Fact, base: FactBase): string {
  const name = (id: string): string => base.entity(id).label.en;
  const subject = name(fact.subject);
  const whose = `${subject}${subject.endsWith('s') ? '’' : '’s'}`;
  const objects = fact.objects.length === 0 ? '' : ` (${fact.objects.map(name).join(', ')})`;
  const period = fact.period === null ? '' : ` ${periodPhrase(fact.period)}`;
  const what = `${whose} ${metricName(fact, 'en', base)}${objects}${period}`;
  return `According to ${name(fact.by)}, ${what} ${IS[fact.nature].en} ${amount(fact, 'en', base)}.`;
}

/** in 2024 · in Q1 2025 · on 15 July 2025 · from 2022 to 2024. */
function periodPhrase(period: string): string {
  const text = periodText(period, 'en');
  if (period.includes('/')) return `from ${text}`;
  return `${period.length === 10 ? 'on' : 'in'} ${text}`;
}
