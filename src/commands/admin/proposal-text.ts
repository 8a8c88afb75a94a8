/** Changes, proposals and what became of them, in words. */
import { publicName } from '../../answer/author.ts';
import { checkFacts, type Finding } from '../../knowledge/checks.ts';
import type { Fact } from '../../knowledge/fact.ts';
import type { FactBase } from '../../knowledge/fact-base.ts';
import { rowsToCsv } from '../../knowledge/formats/csv.ts';
import { factOf, type Revision, targetOf } from '../../knowledge/revision.ts';
import { versionAt } from '../../knowledge/undo.ts';
import type { Locale } from '../../language/locale.ts';
import type { Action, Block, Message } from '../../platforms/platform.ts';
import type { Proposal, Step } from '../../store/store.ts';
import { callActions, shareActions } from '../actions.ts';
import type { Admin } from './admin.ts';
import { changeTable, otherChanges, sourceLine, sourceText, valueText } from './fact-change.ts';
import { factGlance, findingText } from './finding-text.ts';
import { withSources } from './read-fact.ts';

const MOST_CHANGES = 10;

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
  if (!before) {
    const where = [sourceText(fact, { locale, base }), fact.locator].filter((part) => part !== '').join(' ');
    return `${zh ? '新增：' : 'Add: '}${factGlance(fact, locale, base)}${zh ? '，来源 ' : '; source '}${where}`;
  }
  const [old, fresh] = [valueText(before, locale, base), valueText(fact, locale, base)];
  const glance = factGlance(fact, locale, base);
  const others = otherChanges(fact, before, { locale, base });
  const was = old === fresh ? [] : [zh ? `原为 ${old}` : `it said ${old}`];
  return [`${zh ? '改：' : 'Change: '}${glance}`, ...was, ...others].join(zh ? '，' : '; ');
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
    const before = heldBefore(only.step, admin);
    const table = changeTable(only.fact, before, { locale, base, done });
    // Whoever is to approve it did not type it: a new paragraph alone does not say of what.
    return done ? [table] : [{ kind: 'text', text: factGlance(before ?? only.fact, locale, base) }, table];
  }
  return [{ kind: 'list', items: firstOf(stepLines(steps, admin, MOST_CHANGES), steps.length, locale) }];
}

/** As many lines as are given, and how many there are besides. */
function firstOf(lines: readonly string[], all: number, locale: Locale): string[] {
  const shown = lines.slice(0, MOST_CHANGES);
  const rest = all - shown.length;
  if (rest === 0) return shown;
  return [...shown, locale === 'zh' ? `……另有 ${rest} 项` : `… and ${rest} more`];
}

function stepLines(steps: readonly Step[], admin: Admin, most = steps.length): string[] {
  const base = baseFor(steps, admin.snapshot.base);
  return steps
    .slice(0, most)
    .map((step) => changeLine(step.change, heldBefore(step, admin), admin.locale, base));
}

/** All changes of a proposal that has more of them than a message shows: nobody approves what cannot be read. */
export function stepFiles({ id, steps }: Proposal, admin: Admin): Pick<Message, 'files'> {
  if (steps.length <= MOST_CHANGES) return {};
  const zh = admin.locale === 'zh';
  const alt = zh ? `提议 #${id} 的全部 ${steps.length} 项` : `All ${steps.length} changes of proposal #${id}`;
  const content = rowsToCsv([['change'], ...stepLines(steps, admin).map((line) => [line])]);
  return { files: [{ name: `proposal-${id}.csv`, type: 'text/csv', content, alt }] };
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
    { kind: 'list', items: firstOf(texts, texts.length, admin.locale) },
  ];
}

/** 2026-11-23 08:00 UTC. */
export function momentText(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** The revisions that came between: of what would be replaced, those that the steps do not know of. */
export function changedSince({ steps }: Pick<Proposal, 'steps'>, { snapshot }: Admin): readonly Revision[] {
  return steps.flatMap(({ change, base }) =>
    snapshot.revisionsOf(targetOf(change)).filter(({ seq }) => seq > (base ?? 0)),
  );
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
    ...rejectActions(id, locale),
    ...shareActions({ command: 'chip-admin proposal', options }, locale),
  ];
}

export function rejectActions(id: number, locale: Locale): Action[] {
  const call = { command: 'chip-admin reject', options: { proposal: String(id) } };
  return styled('danger', callActions(locale === 'zh' ? '否决' : 'Reject', call));
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
