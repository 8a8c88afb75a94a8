/** `/chip source`: one fact with everything that is known about where it comes from. */
import { correctionLines } from '../answer/corrected.ts';
import { sourceName } from '../answer/fact-text.ts';
import { figureText, periodText } from '../answer/figure-text.ts';
import { NATURE } from '../answer/phrases.ts';
import type { Fact, Qualifier } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale, Text } from '../language/locale.ts';
import type { Message } from '../platforms/platform.ts';
import { askCall, callActions, shareActions } from './actions.ts';
import { type Asked, localeOf, quote, requiredOption, shorten } from './asked.ts';
import { indexesOf, meaningsOf } from './indexes.ts';
import { evidenceLinks } from './links.ts';
import { askFor } from './questions.ts';

const MOST_NEAREST = 5;

export function source(asked: Asked): Message {
  const { request, base } = asked;
  const id = requiredOption(request, 'fact');
  const locale = localeOf(request, id);
  const fact = base.fact(id) ?? base.fact(id.toLowerCase());
  return fact ? factMessage(fact, locale, asked) : unknownFact(id, locale, base);
}

const QUALIFIER: Readonly<Record<Qualifier, Text>> = {
  exact: { zh: '与原文数字一致', en: 'as the source gives it' },
  about: { zh: '约数', en: 'about' },
  over: { zh: '超过', en: 'more than' },
  under: { zh: '不超过', en: 'at most' },
  nearly: { zh: '接近', en: 'nearly' },
};

function factMessage(fact: Fact, locale: Locale, { base, request }: Asked): Message {
  const zh = locale === 'zh';
  const other: Locale = zh ? 'en' : 'zh';
  const rows = detailsOf(fact, locale, base).flatMap(([name, text]) => (text ? [[name, text]] : []));
  const question = askFor(fact, locale, base, request.today);
  const ask = zh ? '在相关事实中查看' : 'See it among related facts';
  return {
    locale,
    blocks: [
      { kind: 'headline', text: fact.statement[locale] },
      { kind: 'text', text: fact.statement[other] },
      { kind: 'table', head: zh ? ['项目', '内容'] : ['Item', 'Content'], rows },
      ...[base.source(fact.source).url, ...correctionLines([fact], locale, base)]
        .filter((text) => text !== '')
        .map((text) => ({ kind: 'note' as const, text })),
    ],
    actions: [
      ...(question === undefined ? [] : callActions(ask, askCall(question))),
      ...shareActions({ command: 'chip source', options: { fact: fact.id } }, locale),
    ],
    links: evidenceLinks([fact], locale),
  };
}

/** Rows without a text are left out. */
function detailsOf(fact: Fact, locale: Locale, base: FactBase): [name: string, text: string | undefined][] {
  const source = base.source(fact.source);
  const names = locale === 'zh' ? ZH : EN;
  const label = (id: string): string => base.entity(id).label[locale];
  return [
    [names.subject, label(fact.subject)],
    [names.metric, base.metric(fact.metric).label[locale]],
    [names.value, figureText(fact, locale)],
    [names.unit, fact.unit ?? undefined],
    [names.period, fact.period === null ? names.none : periodText(fact.period, locale)],
    [names.qualifier, fact.unit === null ? undefined : QUALIFIER[fact.qualifier][locale]],
    [names.nature, NATURE[fact.nature][locale]],
    [names.by, label(fact.by)],
    [names.asOf, fact.asOf === null ? undefined : periodText(fact.asOf, locale)],
    [names.definition, fact.definition?.[locale]],
    [names.note, fact.note?.[locale]],
    [names.rank, fact.rank === 'deprecated' ? names.deprecated : undefined],
    [names.source, sourceName(source, locale)],
    [names.date, source.date],
    [names.paragraph, fact.locator],
    [names.id, fact.id],
  ];
}

const ZH = {
  subject: '对象',
  metric: '指标',
  value: '数值',
  unit: '单位',
  period: '期间',
  none: '原文未写明',
  qualifier: '精确程度',
  nature: '性质',
  by: '谁说的',
  asOf: '截至',
  definition: '口径',
  note: '注意',
  rank: '状态',
  deprecated: '已不再采用',
  source: '来源',
  date: '日期',
  paragraph: '段落',
  id: '编号',
};
const EN: typeof ZH = {
  subject: 'Subject',
  metric: 'Measure',
  value: 'Value',
  unit: 'Unit',
  period: 'Period',
  none: 'the source gives none',
  qualifier: 'Precision',
  nature: 'Nature',
  by: 'Said by',
  asOf: 'As of',
  definition: 'Definition',
  note: 'Note',
  rank: 'Status',
  deprecated: 'no longer used',
  source: 'Source',
  date: 'Date',
  paragraph: 'Paragraph',
  id: 'Id',
};

function unknownFact(text: string, locale: Locale, base: FactBase): Message {
  const zh = locale === 'zh';
  const found = indexesOf(base).facts.search(text.replaceAll('-', ' '), meaningsOf(text, base));
  // What shares no word with the id is near it by chance only.
  const words = text
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length > 2);
  const alike = (fact: Fact) =>
    words.some((word) => fact.id.includes(word) || fact.statement.zh.includes(word));
  const near = [...new Set(found.map(({ value }) => value))].filter(alike).slice(0, MOST_NEAREST);
  const lead = zh
    ? `库里没有编号为${quote(text)}的事实。`
    : `The base has no fact with the id ${quote(text)}.`;
  const hint = near.length === 0 ? '' : zh ? '相近的：' : ' Near it:';
  return {
    locale,
    blocks: [{ kind: 'text', text: lead + hint }],
    actions: near.flatMap((fact) =>
      callActions(shorten(fact.statement[locale], 75), {
        command: 'chip source',
        options: { fact: fact.id },
      }),
    ),
  };
}
