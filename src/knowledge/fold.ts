/** Files + log → knowledge. Pure: the same files and revisions give the same knowledge, however often it is done. */
import { periodDays } from '../language/calendar.ts';
import type { Locale } from '../language/locale.ts';
import { normalise } from '../language/normalise.ts';
import { beforeLog } from './before-log.ts';
import { type Fact, isFactValue, plainFact, sameFact } from './fact.ts';
import type { Knowledge } from './knowledge.ts';
import { type Change, factOf, type Revision } from './revision.ts';
import type { Entity, Metric, Source } from './vocabulary.ts';

/** A revision that the files no longer bear, such as one of an entity that they have dropped. */
export type Skipped = { readonly seq: number; readonly reason: string };

export type Folded = { readonly knowledge: Knowledge; readonly skipped: readonly Skipped[] };

/** What is known while the log is read. A retracted fact keeps its place as null. */
type State = {
  readonly facts: Map<string, Fact | null>;
  readonly entities: Map<string, Entity>;
  readonly sources: Map<string, Source>;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly own: ReadonlyMap<string, Fact>;
};

/** Later revisions win. Cost linear in facts and revisions. */
export function foldLog(folder: Knowledge, revisions: readonly Revision[]): Folded {
  if (revisions.length === 0) return { knowledge: folder, skipped: [] };
  return replay(beforeLog(folder, revisions), revisions);
}

function replay(files: Knowledge, revisions: readonly Revision[]): Folded {
  const { vocabulary } = files;
  const state: State = {
    facts: new Map(files.facts.map((fact) => [fact.id, fact])),
    entities: new Map(vocabulary.entities.map((entity) => [entity.id, entity])),
    sources: new Map(vocabulary.sources.map((source) => [source.id, source])),
    metrics: new Map(vocabulary.metrics.map((metric) => [metric.id, metric])),
    own: new Map(files.facts.map((fact) => [fact.id, fact])),
  };
  const skipped: Skipped[] = [];
  for (const revision of revisions) {
    const reason = apply(revision, state);
    if (reason !== null) skipped.push({ seq: revision.seq, reason });
  }
  const standing = [...state.facts.values()].filter((fact) => fact !== null);
  return {
    knowledge: {
      vocabulary: {
        ...vocabulary,
        entities: [...state.entities.values()],
        sources: [...state.sources.values()],
      },
      facts: standing.map((fact) => withoutGone(fact, state)),
    },
    skipped,
  };
}

/** A fact told together with one that was retracted is told alone. */
function withoutGone(fact: Fact, { facts }: State): Fact {
  return fact.with.every((id) => facts.get(id))
    ? fact
    : { ...fact, with: fact.with.filter((id) => facts.get(id)) };
}

/** @returns why the revision cannot be applied, or null. */
function apply(revision: Revision, state: State): string | null {
  const { change } = revision;
  switch (change.kind) {
    case 'assert':
      return assert(change.fact, revision, state);
    case 'retract':
      if (!state.facts.get(change.fact)) return `there is no fact '${change.fact}'`;
      state.facts.set(change.fact, null);
      return null;
    case 'source-add':
      addSource(change.source, state);
      return null;
    default:
      return changeAlias(change, state);
  }
}

function assert(fact: Fact, { seq, recorded, author }: Revision, state: State): string | null {
  const missing = missingFor(fact, state);
  if (missing !== null) return missing;
  const own = state.own.get(fact.id);
  if (own && sameFact(own, fact)) {
    // Undone, or folded back into the files: it is what they say.
    state.facts.set(fact.id, own);
    return null;
  }
  // With its own versions: an answer tells when the figure was another, whatever was revised since.
  const before = state.facts.get(fact.id) ?? null;
  state.facts.set(fact.id, { ...plainFact(fact), version: { seq, recorded, author, before } });
  return null;
}

/** What a fact names and the vocabulary does not have, in words for the log. */
function missingFor(fact: Fact, { entities, metrics, sources }: State): string | null {
  if (!isWhole(fact)) return 'the fact is not whole';
  const named = [fact.subject, fact.by, ...fact.objects, ...fact.about];
  const entity = named.find((id) => !entities.has(id));
  if (entity !== undefined) return `there is no entity '${entity}'`;
  const metric = metrics.get(fact.metric);
  if (!metric) return `there is no metric '${fact.metric}'`;
  if (!sources.has(fact.source)) return `there is no source '${fact.source}'`;
  if (fact.unit !== null && !metric.units.includes(fact.unit)) {
    return `unit ${fact.unit} does not fit ${fact.metric}`;
  }
  return null;
}

/** Whether a fact that was recorded by another version of the program has what this one reads. */
function isWhole(fact: Fact): boolean {
  const { objects, about, asked, with: told, statement, value } = fact;
  const lists = [objects, about, asked, told].every((list) => Array.isArray(list));
  return lists && typeof statement?.zh === 'string' && typeof statement.en === 'string' && isFactValue(value);
}

/** What was named with a fact may be the one who says so: a source is a document that can be quoted. */
function addSource(source: Source, state: State): void {
  state.sources.set(source.id, source);
  if (state.entities.has(source.id)) return;
  state.entities.set(source.id, sourceToEntity(source));
}

export function sourceToEntity(source: Source): Entity {
  return {
    id: source.id,
    kind: 'document',
    label: { zh: documentName(source, 'zh'), en: documentName(source, 'en') },
    aliases: [],
    of: [],
    unnamed: false,
    members: [],
  };
}

/** Reuters《Huawei H1》 and Reuters, “Huawei H1”; a page without a title by its address alone. */
function documentName({ title, publisher, date }: Source, locale: Locale): string {
  if (publisher !== '' && title.startsWith(publisher)) return title;
  const quoted = locale === 'zh' ? `《${title}》` : `“${title}”`;
  // A title that is an ordinary word would take that word out of every question: its date makes a name of it.
  if (publisher === '') return locale === 'zh' ? `${quoted}（${date}）` : `${quoted} (${date})`;
  return locale === 'zh' ? `${publisher}${quoted}` : `${publisher}, ${quoted}`;
}

type AliasChange = Extract<Change, { readonly alias: string }>;

function changeAlias({ kind, entity: id, alias }: AliasChange, state: State): string | null {
  const entity = state.entities.get(id);
  if (!entity) return `there is no entity '${id}'`;
  const name = normalise(alias);
  const others = entity.aliases.filter((other) => normalise(other) !== name);
  const has = others.length < entity.aliases.length;
  // What is there already stays as it is spelt.
  if ((kind === 'alias-add') === has) return null;
  state.entities.set(id, { ...entity, aliases: has ? others : [...others, alias] });
  return null;
}

/**
 * What was recorded by the end of a day, in UTC. A revision was recorded when the log says; what the files say counts
 * as recorded when its source came out, and where only the month or year of that is known, at its end: known too late
 * is silence, known too early would be a wrong answer.
 */
export function knownOn(folder: Knowledge, revisions: readonly Revision[], day: string): Folded {
  const files = beforeLog(folder, revisions);
  const out = new Set(
    files.vocabulary.sources.filter(({ date }) => lastDay(date) <= day).map(({ id }) => id),
  );
  const at = revisions.findIndex((revision) => revision.recorded.slice(0, 10) > day);
  const [recorded, later] = at === -1 ? [revisions, []] : [revisions.slice(0, at), revisions.slice(at)];
  const fromLog = writtenFrom(later, recorded);
  const facts = files.facts.filter((fact) => out.has(fact.source) && !fromLog(fact));
  const known = new Set(facts.map(({ id }) => id));
  // A fact that stays as it is stays the same object: what was worked out of it is kept with it.
  const pruned = facts.map((fact) =>
    fact.with.every((id) => known.has(id))
      ? fact
      : { ...fact, with: fact.with.filter((id) => known.has(id)) },
  );
  return replay({ ...files, facts: pruned }, recorded);
}

/** Whether the files say what a later revision says: they were written from it, and knew it no sooner. */
function writtenFrom(later: readonly Revision[], recorded: readonly Revision[]): (fact: Fact) => boolean {
  const byFact = Map.groupBy(later, ({ change }) => factOf(change));
  // Where a revision tells what it replaced, what stands in the files is that.
  const told = new Set(
    [...recorded, ...later].flatMap(({ change }) => ('before' in change ? [factOf(change)] : [])),
  );
  return (fact) =>
    !told.has(fact.id) &&
    (byFact.get(fact.id) ?? []).some(
      ({ change, undoes }) => undoes === undefined && change.kind === 'assert' && sameFact(change.fact, fact),
    );
}

function lastDay(date: string): string {
  const [, last] = periodDays(date);
  return last;
}
