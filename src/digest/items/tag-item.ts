/** What an item is about: the names and measures of the vocabulary in its title and summary, read like a question's. */
import type { FactBase } from '../../knowledge/fact-base.ts';
import { wordTokens } from '../../knowledge/lexicon.ts';
import type { Entity, EntityKind } from '../../knowledge/vocabulary.ts';
import { isOrdinaryEnglish } from '../../language/english.ts';
import { findFigures } from '../../language/figures.ts';
import { normalise } from '../../language/normalise.ts';
import { findPeriods } from '../../question/periods.ts';
import { type Segment, segment } from '../../question/segment.ts';
import type { Item } from '../feeds/parse-feed.ts';

export type Tags = {
  /** Ids, in the order in which the title names them; then those that only the summary names. */
  readonly entities: readonly string[];
  /** How many of `entities` the title names. */
  readonly titled: number;
  /** Measures that are named beside a name, without a doubt: a word of two measures names neither. */
  readonly metrics: readonly MetricTag[];
};

export type MetricTag = { readonly id: string; readonly negative: boolean };

/** Without its summary: once it is known what the item is about, nobody reads it. */
export type TaggedItem = Omit<Item, 'summary'> & { readonly tags: Tags };

/**
 * Kinds that say what news is about. A place, a paper or a date of the trade is in the news of every other trade too:
 * these are tags as well, but they do not make an item one of ours.
 */
const TELLING: ReadonlySet<EntityKind> = new Set([
  'company',
  'product',
  'person',
  'market',
  'group',
  'event',
  'technology',
]);

const NOTHING: Tags = { entities: [], titled: 0, metrics: [] };

/** Characters of a summary: what it is about stands at its beginning; what comes later is about everything. */
const MOST_READ = 300;

/** @param today YYYY-MM-DD: what 'last year' in the item is counted from. */
export function tagItem({ summary, ...item }: Item, base: FactBase, today: string): TaggedItem {
  const [head, body] = [normalise(item.title), normalise((summary ?? '').slice(0, MOST_READ))];
  if (![head, body].some((text) => mayName(text, base))) return { ...item, tags: NOTHING };
  const title = segmentsOf(head, base, today);
  const rest = segmentsOf(body, base, today);
  const all = [...title, ...rest];
  const context = contextOf(all, base);
  const named = entitiesOf(title, context, base);
  const entities = [...new Set([...named, ...entitiesOf(rest, context, base)])];
  return { ...item, tags: { entities, titled: named.length, metrics: metricsOf(all) } };
}

/** Whether anything of the vocabulary that is not everywhere is in it, or something that belongs to such a thing. */
export function isTelling({ entities }: Tags, base: FactBase): boolean {
  return entities.some((id) => isTellingEntity(id, base));
}

export function isTellingEntity(id: string, base: FactBase): boolean {
  return [...base.lineage(id)].some((each) => TELLING.has(base.entity(each).kind));
}

/** Most news names nothing of ours: that is seen much sooner than what else it says. */
function mayName(text: string, base: FactBase): boolean {
  const tokens = wordTokens(text);
  return tokens.some((_, at) =>
    base.lexicon.matches(tokens, at).some(({ senses }) => senses.some(({ kind }) => kind === 'entity')),
  );
}

function segmentsOf(text: string, base: FactBase, today: string): readonly Segment[] {
  const periods = findPeriods(text, today);
  const figures = findFigures(text).filter((f) => !periods.some((p) => f.start < p.end && p.start < f.end));
  return segment(text, base.lexicon, { periods, figures }).segments;
}

type Name = { readonly id: string; readonly standing: 'own' | 'nickname' | 'word' };

/** A name of two of ours, of one of ours and a stranger, or that is a word of questions besides, is no one's. */
function nameIn({ senses, text }: Segment, base: FactBase): Name | null {
  const ids = senses.flatMap((sense) => (sense.kind === 'entity' ? [sense.id] : []));
  const [id] = ids;
  const ordinary = ['other', 'neutral', 'operation', 'topic'];
  if (id === undefined || ids.length > 1 || senses.some(({ kind }) => ordinary.includes(kind))) return null;
  return { id, standing: standingOf(text, base.entity(id)) };
}

/**
 * A thing's own name is what the vocabulary calls it, or long, or has a figure in it. A nickname (农企, Moore) is a
 * name in a question about chips; in the news of all the world it needs something of the trade beside it. An English
 * word (to ascend) needs its maker's name.
 */
function standingOf(text: string, { kind, label }: Entity): Name['standing'] {
  if (TELLING.has(kind) && /^[a-z]+$/.test(text) && isOrdinaryEnglish(text)) return 'word';
  if ([label.zh, label.en].some((name) => normalise(name) === text) || /[a-z]-?\d/.test(text)) return 'own';
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.split(/[ -]/).filter((word) => /^[a-z]{3,}$/.test(word));
  return han > 2 || words.length > 1 ? 'own' : 'nickname';
}

/** What else the item says: whether anything of the trade, and which things of ours by their own names. */
type Context = { readonly inTrade: boolean; readonly own: ReadonlySet<string> };

function contextOf(segments: readonly Segment[], base: FactBase): Context {
  const names = segments.flatMap((part) => nameIn(part, base) ?? []);
  const own = new Set(names.filter(({ standing }) => standing === 'own').map(({ id }) => id));
  const topic = segments.some(({ senses }) => senses.some(({ kind }) => kind === 'topic'));
  // China and its exchanges are in all news: they put no nickname into the trade.
  return { inTrade: topic || [...own].some((id) => isTellingEntity(id, base)), own };
}

function entitiesOf(segments: readonly Segment[], context: Context, base: FactBase): string[] {
  const names = segments.flatMap((part) => nameIn(part, base) ?? []);
  return [...new Set(names.filter((name) => isMeant(name, context, base)).map(({ id }) => id))];
}

function isMeant({ id, standing }: Name, { inTrade, own }: Context, base: FactBase): boolean {
  if (standing === 'own') return true;
  if (standing === 'nickname') return inTrade;
  return [...base.lineage(id)].some((maker) => maker !== id && own.has(maker));
}

function metricsOf(segments: readonly Segment[]): MetricTag[] {
  const found = new Map<string, MetricTag>();
  for (const { senses } of segments) {
    const metrics = senses.flatMap((sense) => (sense.kind === 'metric' ? [sense] : []));
    const [only] = metrics;
    if (only && metrics.length === 1 && !senses.some(({ kind }) => kind === 'other'))
      found.set(`${only.id} ${only.negative}`, { id: only.id, negative: only.negative });
  }
  return [...found.values()];
}
