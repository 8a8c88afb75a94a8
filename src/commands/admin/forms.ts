/** The forms of the curators' commands. What was given already stands in their fields. */
import { figureText } from '../../answer/figure-text.ts';
import type { Fact } from '../../knowledge/fact.ts';
import { factTarget } from '../../knowledge/revision.ts';
import type { Locale, Text } from '../../language/locale.ts';
import type { Field, Form } from '../../platforms/platform.ts';
import { callFits } from '../actions.ts';
import { LONGEST_TEXT, optionOf } from '../asked.ts';
import type { Admin } from './admin.ts';
import { readValue } from './read-value.ts';

type FieldWords = { readonly label: Text; readonly hint?: Text; readonly lines?: 'many' };

const FIELDS = {
  subject: {
    label: { zh: '对象', en: 'Subject' },
    hint: { zh: '公司、产品等，例如：摩尔线程', en: 'A company, a product …, such as: Moore Threads' },
  },
  metric: { label: { zh: '指标', en: 'Measure' }, hint: { zh: '例如：净利润', en: 'Such as: net profit' } },
  period: {
    label: { zh: '期间', en: 'Period' },
    hint: {
      zh: '例如：2024、2025-Q1；原文没写就填“无”',
      en: 'Such as: 2024, 2025-Q1; none where the source gives none',
    },
  },
  value: {
    label: { zh: '数值与单位', en: 'Value and unit' },
    hint: {
      zh: '例如：14.92亿元、约39亿元、10%–20%；亏损写负数',
      en: 'Such as: CNY 1.492bn, 10%–20%; a loss is negative',
    },
  },
  source: {
    label: { zh: '来源', en: 'Source' },
    hint: {
      zh: '编号（可带段落 p39）、网址，或：发布者《标题》',
      en: 'Its id (with paragraph p39), an address, or: publisher “title”',
    },
  },
  note: {
    label: { zh: '为什么改', en: 'Why it is changed' },
    hint: { zh: '写进历史，供其他维护者查看', en: 'Kept in the history for the other curators' },
    lines: 'many',
  },
  reason: {
    label: { zh: '理由', en: 'Reason' },
    hint: { zh: '写进历史，供其他维护者查看', en: 'Kept in the history for the other curators' },
    lines: 'many',
  },
} as const satisfies Readonly<Record<string, FieldWords>>;

function field(
  name: keyof typeof FIELDS,
  locale: Locale,
  more: { readonly value?: string | undefined; readonly required: boolean },
): Field {
  const { label, hint, lines }: FieldWords = FIELDS[name];
  return {
    name,
    label: label[locale],
    ...(hint === undefined ? {} : { hint: hint[locale] }),
    ...(more.value === undefined ? {} : { value: more.value }),
    required: more.required,
    lines: lines ?? 1,
  };
}

const ADD: Text = { zh: '新增一条事实', en: 'Add a fact' };
const SET: Text = { zh: '更正一条事实', en: 'Correct a fact' };
const SEND: Text = { zh: '提交', en: 'Send' };

/** Five fields are what every platform can show: the reason of an addition is given as an option, and carried. */
export function addForm(admin: Admin, problem?: string): Form {
  const names = ['subject', 'metric', 'period', 'value', 'source'] as const;
  const fields = names.map((name) =>
    field(name, admin.locale, { value: optionOf(admin.request, name, LONGEST_TEXT), required: true }),
  );
  return form({ title: ADD, command: ADD_CALL, fields, ...carriedNote(ADD_CALL, problem, admin) }, admin);
}

/** Which fact: it leads to the form with today's value. What was given for that one stays. */
export function whichForm(admin: Admin, problem?: string): Form {
  const value = (name: string): string | undefined => optionOf(admin.request, name, LONGEST_TEXT);
  const given = (['value', 'source'] as const).filter((name) => value(name) !== undefined);
  const fields = [
    field('subject', admin.locale, { value: value('subject'), required: true }),
    field('metric', admin.locale, { value: value('metric'), required: true }),
    field('period', admin.locale, { value: value('period'), required: false }),
    ...given.map((name) => field(name, admin.locale, { value: value(name), required: false })),
  ];
  return form({ title: SET, command: SET_CALL, fields, ...carriedNote(SET_CALL, problem, admin) }, admin);
}

const ADD_CALL = 'chip-admin fact add';
const SET_CALL = 'chip-admin fact set';

/** A reason that was given with the command stays with the form that has no field for it, or is said to be lost. */
function carriedNote(
  command: string,
  problem: string | undefined,
  { request, locale }: Admin,
): Pick<Parts, 'options' | 'problem'> {
  const note = optionOf(request, 'note', LONGEST_TEXT);
  if (note === undefined) return { options: {}, problem };
  const options = { note };
  if (callFits({ command, options })) return { options, problem };
  const lost =
    locale === 'zh'
      ? '理由太长，这张表单带不过去：请把缺的几项连同理由写在一条命令里。'
      : 'The reason is too long for this form to carry: please give what is missing with the reason in one command.';
  return { options: {}, problem: problem === undefined ? lost : `${problem} ${lost}` };
}

/** Filled with what the fact says now, and with the revision that it says so by. */
export function setForm(fact: Fact, admin: Admin, problem?: string): Form {
  const { request, locale, snapshot } = admin;
  const base = optionOf(request, 'base') ?? String(snapshot.last(factTarget(fact.id)) ?? 0);
  const source = [fact.source, fact.locator].filter((part) => part !== '').join(' ');
  const fields = [
    field('value', locale, {
      value: optionOf(request, 'value', LONGEST_TEXT) ?? shownValue(fact, admin),
      required: true,
    }),
    field('source', locale, { value: optionOf(request, 'source', LONGEST_TEXT) ?? source, required: true }),
    field('note', locale, { value: optionOf(request, 'note', LONGEST_TEXT), required: false }),
  ];
  return form({ title: SET, command: SET_CALL, options: { fact: fact.id, base }, fields, problem }, admin);
}

/** As it is shown in answers where that reads back as the same figure; else every digit of it. */
function shownValue(fact: Fact, { locale, snapshot }: Admin): string {
  if (typeof fact.value === 'object' && 'zh' in fact.value) return `${fact.value.zh} | ${fact.value.en}`;
  const text = figureText(fact, locale);
  const read = readValue(text, snapshot.base.metric(fact.metric), fact.unit ?? undefined);
  if (!('problem' in read) && JSON.stringify(read.value) === JSON.stringify(fact.value)) return text;
  const plain = typeof fact.value === 'number' ? String(fact.value) : fact.value.join('–');
  return `${plain} ${fact.unit ?? ''}`.trim();
}

export function reasonForm(title: Text, options: Readonly<Record<string, string>>, admin: Admin): Form {
  const fields = [field('reason', admin.locale, { required: true })];
  return form({ title, command: admin.request.command, options, fields, problem: undefined }, admin);
}

type Parts = {
  readonly title: Text;
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
  readonly fields: readonly Field[];
  readonly problem: string | undefined;
};

function form({ title, command, options, fields, problem }: Parts, { locale }: Admin): Form {
  return {
    kind: 'form',
    locale,
    title: title[locale],
    submit: SEND[locale],
    call: { command, options },
    fields,
    ...(problem === undefined ? {} : { problem }),
  };
}
