/** Changes, proposals and what became of them, in words. */
import { publicName } from '../../answer/author.ts';
import { sourceName } from '../../answer/fact-text.ts';
import { NATURE } from '../../answer/phrases.ts';
import { checkFacts, type Finding } from '../../knowledge/checks.ts';
import { changedFields, type Fact } from '../../knowledge/fact.ts';
import type { FactBase } from '../../knowledge/fact-base.ts';
import { factOf, factTarget, type Revision } from '../../knowledge/revision.ts';
import { versionAt } from '../../knowledge/undo.ts';
import type { Source } from '../../knowledge/vocabulary.ts';
import type { Locale, Text } from '../../language/locale.ts';
import type { Action, Block } from '../../platforms/platform.ts';
import type { Proposal, Step } from '../../store/store.ts';
import { callActions, shareActions } from '../actions.ts';
import { shorten } from '../asked.ts';
import { amountOf, measureOf, periodOf } from '../fact-words.ts';
import type { Admin } from './admin.ts';
import { factGlance, findingText } from './finding-text.ts';
import { withSources } from './read-fact.ts';

const MOST_CHANGES = 10;
const LONGEST_CELL = 300;

/** What one change is, in one line: 改 摩尔线程 2024年 净亏损：15亿元 → 14.92亿元（id）. */
export function changeLine(
  change: Step['change'],
  before: Fact | null,
  locale: Locale,
  base: FactBase,
): string {
  const zh = locale === 'zh';
  const name = (id: string): string => base.findEntity(id)?.label[locale] ?? id;
  switch (change.kind) {
    case 'assert':
      return assertLine(change.fact, before, locale, base);
    case 'retract':
      return `${zh ? '撤下：' : 'Retract: '}${before ? factGlance(before, locale, base) : change.fact}`;
    case 'alias-add':
      return zh
        ? `给${name(change.entity)}加别名“${change.alias}”`
        : `Give ${name(change.entity)} the alias “${change.alias}”`;
    case 'alias-remove':
      return zh
        ? `去掉${name(change.entity)}的别名“${change.alias}”`
        : `Take the alias “${change.alias}” from ${name(change.entity)}`;
    case 'source-add':
      return `${zh ? '新来源：' : 'New source: '}${sourceLine(change.source, locale)}`;
  }
}

function assertLine(fact: Fact, before: Fact | null, locale: Locale, base: FactBase): string {
  const zh = locale === 'zh';
  if (!before) return `${zh ? '新增：' : 'Add: '}${factGlance(fact, locale, base)}`;
  const [old, fresh] = [valueText(before, locale, base), valueText(fact, locale, base)];
  const glance = factGlance(fact, locale, base);
  if (old === fresh) return `${zh ? '改：' : 'Change: '}${glance}`;
  return zh ? `改：${glance}，原为 ${old}` : `Change: ${glance}; it said ${old}`;
}

/** A figure with the name of its measure where that tells the sign: 净亏损 14.92亿元. */
export function valueText(fact: Fact, locale: Locale, base: FactBase): string {
  const said = amountOf(fact, locale, base);
  return typeof fact.value === 'number' && fact.value < 0 ? `${measureOf(fact, locale, base)} ${said}` : said;
}

function sourceLine(source: Source, locale: Locale): string {
  return [sourceName(source, locale), source.url].filter((part) => part !== '').join(' ');
}

const FIELD: Partial<Record<keyof Fact, Text>> = {
  subject: { zh: '对象', en: 'Subject' },
  metric: { zh: '指标', en: 'Measure' },
  period: { zh: '期间', en: 'Period' },
  value: { zh: '数值', en: 'Value' },
  by: { zh: '谁说的', en: 'Said by' },
  source: { zh: '来源', en: 'Source' },
  locator: { zh: '段落', en: 'Paragraph' },
  nature: { zh: '性质', en: 'Nature' },
  statement: { zh: '表述', en: 'Statement' },
  note: { zh: '注意', en: 'Note' },
  definition: { zh: '口径', en: 'Definition' },
};

/** `done`: it is recorded already. */
type Shown = { readonly locale: Locale; readonly base: FactBase; readonly done: boolean };

/** Old and new, field by field. */
export function changeTable(fact: Fact, before: Fact | null, { locale, base, done }: Shown): Block {
  const zh = locale === 'zh';
  const shown = Object.keys(FIELD) as (keyof Fact)[];
  const changed = before ? fieldsShown(before, fact) : new Set(shown);
  const cell = (of: Fact | null, field: keyof Fact): string =>
    of ? shorten(fieldText(of, field, locale, base), LONGEST_CELL) || '–' : '–';
  const rows = shown
    .filter((field) => changed.has(field))
    .filter((field) => before !== null || cell(fact, field) !== '–')
    .map((field) => [
      FIELD[field]?.[locale] ?? field,
      ...(before ? [cell(before, field)] : []),
      cell(fact, field),
    ]);
  const head = before
    ? [
        zh ? '项目' : 'Item',
        ...(zh
          ? done
            ? ['原来', '现在']
            : ['现在', '改为']
          : done
            ? ['Before', 'Now']
            : ['Now', 'Change to']),
      ]
    : [zh ? '项目' : 'Item', zh ? '内容' : 'Content'];
  return { kind: 'table', head, rows };
}

/** Value, unit and qualifier are read as one. */
function fieldsShown(before: Fact, fact: Fact): ReadonlySet<keyof Fact> {
  const changed = changedFields(before, fact);
  const value = changed.some((field) => field === 'unit' || field === 'qualifier');
  return new Set([...changed, ...(value ? ['value' as const] : [])]);
}

function fieldText(fact: Fact, field: keyof Fact, locale: Locale, base: FactBase): string {
  switch (field) {
    case 'value':
      return valueText(fact, locale, base);
    case 'period':
      return periodOf(fact.period, locale);
    case 'subject':
    case 'by':
      return base.findEntity(fact[field])?.label[locale] ?? fact[field];
    case 'metric':
      return measureOf(fact, locale, base);
    case 'source': {
      const source = base.vocabulary.sources.find(({ id }) => id === fact.source);
      return source ? sourceLine(source, locale) : fact.source;
    }
    case 'statement':
      return fact.statement[locale];
    case 'nature':
      return NATURE[fact.nature][locale];
    case 'note':
    case 'definition':
      return fact[field]?.[locale] ?? '';
    default:
      return String(fact[field] ?? '');
  }
}

/** The base with the sources that the steps bring along. */
export function baseFor(steps: readonly Step[], base: FactBase): FactBase {
  return withSources(
    base,
    steps.flatMap(({ change }) => (change.kind === 'source-add' ? [change.source] : [])),
  );
}

/** What the base says now of the fact that a step is of. */
export function heldBefore({ change }: Step, { snapshot }: Admin): Fact | null {
  return snapshot.base.fact(factOf(change) ?? '') ?? null;
}

/** What would change: a table for one fact, a list for several. */
export function stepBlocks(steps: readonly Step[], admin: Admin, done = false): Block[] {
  const { locale, snapshot } = admin;
  const base = baseFor(steps, snapshot.base);
  const facts = steps.flatMap((step) =>
    step.change.kind === 'assert' ? [{ step, fact: step.change.fact }] : [],
  );
  const [only, ...more] = facts;
  const others = steps.filter(({ change }) => change.kind !== 'assert' && change.kind !== 'source-add');
  if (only && more.length === 0 && others.length === 0) {
    return [changeTable(only.fact, heldBefore(only.step, admin), { locale, base, done })];
  }
  const lines = steps.map((step) => changeLine(step.change, heldBefore(step, admin), locale, base));
  const rest = lines.length - MOST_CHANGES;
  const items =
    rest > 0
      ? [...lines.slice(0, MOST_CHANGES), locale === 'zh' ? `……另有 ${rest} 项` : `… and ${rest} more`]
      : lines;
  return [{ kind: 'list', items }];
}

/** What the checks find now, with all that the steps bring along: a fact may be told with another of them. */
export function findingsOf(steps: readonly Step[], admin: Admin): readonly Finding[] {
  const base = baseFor(steps, admin.snapshot.base);
  const facts = steps.flatMap(({ change }) => (change.kind === 'assert' ? [change.fact] : []));
  return checkFacts(facts, base, admin.request.today).flat();
}

export function findingBlocks(findings: readonly Finding[], admin: Admin, steps: readonly Step[]): Block[] {
  if (findings.length === 0) return [];
  const base = baseFor(steps, admin.snapshot.base);
  const texts = [...new Set(findings.map((finding) => findingText(finding, admin.locale, base)))];
  return [
    { kind: 'text', text: admin.locale === 'zh' ? '请留意：' : 'Please note:' },
    { kind: 'list', items: texts.slice(0, MOST_CHANGES) },
  ];
}

/** 2026-11-23 08:00 UTC. */
export function momentText(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** Whether something that the proposal would replace has been replaced since. */
export function isOutdated({ steps }: Pick<Proposal, 'steps'>, { snapshot }: Admin): boolean {
  return steps.some(({ change, base }) => {
    const fact = factOf(change);
    return fact !== undefined && snapshot.last(factTarget(fact)) !== base;
  });
}

/** Who proposed it, when and why. */
export function proposalNote({ author, made, reason }: Proposal, locale: Locale): string {
  const by = locale === 'zh' ? `${publicName(author, 'zh')} 提议` : `proposed by ${publicName(author, 'en')}`;
  const why = reason === '' ? '' : locale === 'zh' ? `理由：${reason}` : `reason: ${reason}`;
  return [by, momentText(made), why].filter((part) => part !== '').join(' · ');
}

/** Approve and reject; every press is checked again. */
export function voteActions({ id }: Proposal, locale: Locale): Action[] {
  const options = { proposal: String(id) };
  const zh = locale === 'zh';
  return [
    ...styled('primary', callActions(zh ? '批准' : 'Approve', { command: 'chip-admin approve', options })),
    ...styled('danger', callActions(zh ? '否决' : 'Reject', { command: 'chip-admin reject', options })),
    ...shareActions({ command: 'chip-admin proposal', options }, locale),
  ];
}

export function styled(style: 'primary' | 'danger', actions: readonly Action[]): Action[] {
  return actions.map((action) => (action.kind === 'call' ? { ...action, style } : action));
}

/** Revisions one a line: #12 · 2026-11-23 08:00 UTC · Discord …0001 · 改：…. */
export function revisionLines(revisions: readonly Revision[], admin: Admin): string[] {
  const { locale, snapshot } = admin;
  return revisions.map((revision) => {
    const { seq, recorded, author, reason, change } = revision;
    const line = changeLine(change, beforeRevision(revision, admin), locale, snapshot.base);
    return [`#${seq}`, momentText(recorded), publicName(author, locale), line, reason]
      .filter((part) => part !== '')
      .join(' · ');
  });
}

function beforeRevision({ change, seq }: Revision, { snapshot }: Admin): Fact | null {
  const id = factOf(change);
  return id === undefined ? null : versionAt(id, snapshot, seq);
}
