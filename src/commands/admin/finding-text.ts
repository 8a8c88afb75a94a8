/** Findings and misread options as sentences. */
import { amount, titleOf } from '../../answer/fact-text.ts';
import type { Finding } from '../../knowledge/checks.ts';
import type { Fact } from '../../knowledge/fact.ts';
import type { FactBase } from '../../knowledge/fact-base.ts';
import type { Locale } from '../../language/locale.ts';
import { listed } from '../fact-words.ts';
import type { ValueProblem } from './read-value.ts';

/** A fact in one glance: 摩尔线程 2024年 净亏损：14.92亿元（id）. */
export function factGlance(fact: Fact, locale: Locale, base: FactBase): string {
  const said =
    fact.unit === null
      ? fact.statement[locale]
      : `${titleOf(fact, locale, base)}${locale === 'zh' ? '：' : ': '}${amount(fact, locale, base)}`;
  return locale === 'zh' ? `${said}（${fact.id}）` : `${said} (${fact.id})`;
}

export function findingText(finding: Finding, locale: Locale, base: FactBase): string {
  const zh = locale === 'zh';
  const other = 'fact' in finding ? factGlance(finding.fact, locale, base) : '';
  switch (finding.kind) {
    case 'unit': {
      const units = unitsText(finding.units, locale);
      return zh
        ? `单位与这个指标不符，可用：${units}。`
        : `The unit does not fit this measure. It takes: ${units}.`;
    }
    case 'period':
      return zh
        ? '期间不成立，请写成 2024、2025-Q1、2025-H1、2025-07 或 2022/2024。'
        : 'There is no such period. Write 2024, 2025-Q1, 2025-H1, 2025-07 or 2022/2024.';
    case 'words-with-unit':
      return zh ? '用文字说的内容没有单位。' : 'What is told in words has no unit.';
    case 'too-large':
      return tooLargeText(locale);
    case 'unknown':
      return zh ? `库里没有“${finding.id}”。` : `The base has no ${finding.what} “${finding.id}”.`;
    case 'duplicate':
      return zh
        ? `同一来源的同一数字已在库里：${other}`
        : `The same source’s same figure is there already: ${other}`;
    case 'beside':
      return zh
        ? `同一对象、指标和期间已有另一条：${other}`
        : `There is another one of the same subject, measure and period: ${other}`;
    case 'jump':
      return jumpText(finding.times, other, locale);
    case 'sign':
      return zh ? `正负与这一条相反：${other}` : `The sign is the opposite of this one: ${other}`;
    case 'other-unit':
      return zh ? `单位与这一条不同：${other}` : `The unit is not the one of this: ${other}`;
    case 'zero':
      return zh
        ? `其中一个是零，另一个不是：${other}`
        : `One of the two is zero and the other is not: ${other}`;
    case 'future':
      return zh
        ? '这个期间还没结束，却记为实际值；若是预测，请取消，在数值前写上“预计”（或估计、计划）。'
        : 'The period is not over, and this would be an actual figure. If it is a forecast, cancel and write forecast (or estimated, planned) before the value.';
  }
}

function jumpText(times: number, other: string, locale: Locale): string {
  const up = times > 1;
  const size = Math.round(up ? times : 1 / times).toLocaleString('en-US');
  if (locale === 'zh') {
    const said = up ? `是这一条的 ${size} 倍` : `只有这一条的 ${size} 分之一`;
    return `${said}，万与亿是否写错？${other}`;
  }
  const said = up ? `${size} times as much as this one` : `only 1/${size} of this one`;
  return `It is ${said}; was 万 meant, or 亿? ${other}`;
}

function tooLargeText(locale: Locale): string {
  return locale === 'zh'
    ? '数值大得不可能，请检查位数与单位。'
    : 'The figure is impossibly large. Check its digits and its unit.';
}

/** Units as they are written, not as the base names them. */
const UNIT: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  CNY: { zh: '元（人民币）', en: 'CNY' },
  USD: { zh: '美元', en: 'USD' },
  piece: { zh: '片', en: 'pieces' },
  month: { zh: '个月', en: 'months' },
  year: { zh: '年', en: 'years' },
  x: { zh: '倍', en: 'times' },
  count: { zh: '个数', en: 'a count' },
};

function unitsText(units: readonly string[], locale: Locale): string {
  return listed(
    units.map((unit) => UNIT[unit]?.[locale] ?? unit),
    locale,
  );
}

export function valueProblemText(problem: ValueProblem, locale: Locale): string {
  const zh = locale === 'zh';
  switch (problem.problem) {
    case 'no-figure':
      return zh
        ? '数值里没有数字。例如：14.92亿元、约39亿元、10%–20%。'
        : 'There is no figure in the value. Such as: CNY 1.492bn, about 3.9 billion yuan, 10%–20%.';
    case 'several-figures':
      return zh
        ? '数值里有几个数字，请只写一个，或写成范围（10%–20%）。'
        : 'There are several figures in the value. Give one, or a range such as 10%–20%.';
    case 'range-order':
      return zh ? '范围请从小到大写。' : 'Write the smaller end of the range first.';
    case 'too-large':
      return tooLargeText(locale);
    case 'loss-of-what':
      return zh ? '这个指标没有“亏损”一说。' : 'This measure knows no loss.';
    case 'two-languages':
      return zh
        ? '用文字说的内容请写两种语言，中间用竖线隔开：中文 | English'
        : 'What is told in words needs both languages with a bar between: 中文 | English';
    case 'unit-missing':
      return zh
        ? `请写明单位：${unitsText(problem.units, locale)}。`
        : `Please say the unit: ${unitsText(problem.units, locale)}.`;
    case 'unit-unfit':
      return zh
        ? `单位与这个指标不符，可用：${unitsText(problem.units, locale)}。`
        : `The unit does not fit this measure. It takes: ${unitsText(problem.units, locale)}.`;
    case 'left-over':
      return zh
        ? `数值里的“${problem.text}”没有读懂，请只写数字和单位。`
        : `“${problem.text}” in the value was not understood. Write the figure and its unit alone.`;
  }
}
