/** `/chip company`: what the base holds about one company, product, person or anything else that has a name. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Entity } from '../knowledge/vocabulary.ts';
import type { Locale } from '../language/locale.ts';
import type { Action, Block, Message } from '../platforms/platform.ts';
import { askCall, callActions, distinctActions, shareActions } from './actions.ts';
import { type Asked, localeOf, requiredOption } from './asked.ts';
import { chartActions, chartLabel } from './chart-actions.ts';
import * as words from './fact-words.ts';
import { type Series, seriesBlocks, seriesOf } from './figure-table.ts';
import { entityLinks } from './links.ts';
import { askFor } from './questions.ts';
import { resolveEntity } from './readings.ts';

/** What fits one screen; the rest is a press away. */
const MOST_ROWS = 8;
const MOST_STATEMENTS = 6;
const MOST_MORE = 8;
const MOST_CHARTS = 3;

export function company(asked: Asked): Message {
  const text = requiredOption(asked.request, 'name');
  const locale = localeOf(asked.request, text);
  const callFor = (id: string) => ({ command: 'chip company', options: { name: id } });
  const resolved = resolveEntity({ text, locale, callFor }, asked);
  if ('message' in resolved) return resolved.message;
  return entityCard(resolved.id, locale, { ...asked, notes: resolved.note });
}

type Carded = Asked & { readonly notes: readonly string[] };

function entityCard(id: string, locale: Locale, asked: Carded): Message {
  const { base } = asked;
  const standing = base.factsAbout(id).filter(({ rank }) => rank !== 'deprecated');
  const own = standing.filter((fact) => fact.subject === id || fact.objects.includes(id));
  const series = seriesOf(id, own, { locale, base });
  const told = inOrder(id, own.length > 0 ? own : standing, base);
  const statements = told.slice(0, MOST_STATEMENTS);
  const shownSeries = series.slice(0, MOST_ROWS);
  const rest = [...series.slice(MOST_ROWS).flatMap(({ facts }) => facts), ...told.slice(MOST_STATEMENTS)];
  const more = moreActions(rest, locale, asked);
  const shown = [...shownSeries.flatMap(({ facts }) => facts), ...statements];
  return {
    locale,
    blocks: [
      ...headBlocks(base.entity(id), { own: own.length, all: standing.length }, { locale, base }),
      ...seriesBlocks(shownSeries, { locale, base }),
      ...listBlocks(statements, locale, base),
      ...(shown.length > 0 ? [note(words.sourceLine(shown, locale, base))] : []),
      ...(more.length > 0 ? [note(locale === 'zh' ? '还有：' : 'More:')] : []),
      ...asked.notes.map(note),
    ],
    actions: [
      ...more,
      ...cardCharts(shownSeries, { locale, base }),
      ...shareActions({ command: 'chip company', options: { name: id } }, locale),
    ],
    links: entityLinks(base.entity(id), locale),
  };
}

function cardCharts(series: readonly Series[], { locale, base }: words.Telling): Action[] {
  const actions = series.flatMap(({ name, facts }) =>
    chartActions({ facts, locale, label: chartLabel(locale, name) }, base),
  );
  return distinctActions(actions, MOST_CHARTS);
}

function note(text: string): Block {
  return { kind: 'note', text };
}

/** Name in both languages, what it is, whose it is, what it is counted among. */
function headBlocks(
  entity: Entity,
  { own, all }: { readonly own: number; readonly all: number },
  { locale, base }: words.Telling,
): Block[] {
  const zh = locale === 'zh';
  const other = entity.label[zh ? 'en' : 'zh'];
  const name = other === entity.label[locale] ? other : `${entity.label[locale]} · ${other}`;
  const labels = (ids: readonly string[]) =>
    words.listed(
      ids.map((id) => base.entity(id).label[locale]),
      locale,
    );
  const groups = base.vocabulary.entities
    .filter(({ members }) => members.includes(entity.id))
    .map(({ id }) => id);
  const said = [
    words.KIND[entity.kind][locale],
    entity.of.length > 0 && (zh ? `所属：${labels(entity.of)}` : `of ${labels(entity.of)}`),
    groups.length > 0 && (zh ? `属于：${labels(groups)}` : `one of: ${labels(groups)}`),
    entity.members.length > 0 &&
      (zh ? `成员：${labels(entity.members)}` : `members: ${labels(entity.members)}`),
    coverage(own, all - own, zh),
  ].filter((part) => part !== false);
  return [
    { kind: 'headline', text: name },
    { kind: 'text', text: said.join(' · ') },
  ];
}

function coverage(own: number, others: number, zh: boolean): string {
  if (own === 0) return zh ? `库里只有 ${others} 条事实提到它` : `only mentioned, in ${counted(others)}`;
  const more = others === 0 ? '' : zh ? `，另有 ${others} 条提到它` : `, mentioned in ${others} more`;
  return (zh ? `库里有 ${own} 条事实` : `${counted(own)} in the base`) + more;
}

export function counted(facts: number): string {
  return facts === 1 ? '1 fact' : `${facts} facts`;
}

function listBlocks(facts: readonly Fact[], locale: Locale, base: FactBase): Block[] {
  if (facts.length === 0) return [];
  return [{ kind: 'list', items: facts.map((fact) => words.statementLine(fact, locale, base)) }];
}

/** Who and what belongs to it first, what is thought of it last. */
const WEIGHTS = ['person', 'organisation', 'product', 'date', 'place', 'text', 'reason', 'figure'];

/** Statements in words, its own before those in which it is the answer. */
function inOrder(id: string, facts: readonly Fact[], base: FactBase): Fact[] {
  const weightOf = (fact: Fact): number =>
    WEIGHTS.indexOf(base.metric(fact.metric).answers) + (fact.subject === id ? 0 : WEIGHTS.length);
  return facts.filter(({ unit }) => unit === null).sort((a, b) => weightOf(a) - weightOf(b));
}

function moreActions(facts: readonly Fact[], locale: Locale, { base, request }: Asked): Action[] {
  const actions: Action[] = [];
  const metrics = new Set<string>();
  for (const fact of facts) {
    if (actions.length === MOST_MORE) break;
    const key = `${fact.subject} ${fact.metric}`;
    if (metrics.has(key)) continue;
    const question = askFor(fact, locale, base, request.today);
    if (question === undefined) continue;
    metrics.add(key);
    actions.push(...callActions(question, askCall(question)));
  }
  return distinctActions(actions, MOST_MORE);
}
