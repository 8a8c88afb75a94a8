/** Items of the last days → stories, once for all subscriptions; and of these what one of them is told, by company. */
import type { Fact } from '../../knowledge/fact.ts';
import type { FactBase } from '../../knowledge/fact-base.ts';
import type { EntityKind } from '../../knowledge/vocabulary.ts';
import { groupStories } from './stories.ts';
import { isTellingEntity, type TaggedItem } from './tag-item.ts';
import { isWanted, type Subject, subjectOf, type Topics } from './topics.ts';
import { factsTouched } from './touched.ts';

export type Story = {
  /** The item that tells it: the first one published that has a link. */
  readonly lead: TaggedItem;
  /** All items of it, the lead included: told with it. */
  readonly items: readonly TaggedItem[];
  /** Who else has it. */
  readonly outlets: readonly string[];
  readonly facts: readonly Fact[];
  readonly score: number;
  readonly subject: Subject;
  /** Entity id of the company, or of what else it is about; null for what is about nothing of ours. */
  readonly group: string | null;
};

export type NewsGroup = {
  /** `Story.group`. */
  readonly entity: string | null;
  /** Best first. */
  readonly stories: readonly Story[];
};

/**
 * All stories that the items tell, best first. What was told days ago belongs among the items: a story is known again
 * by its earlier items.
 * @param now epoch milliseconds: what is fresh.
 */
export function toStories(items: readonly TaggedItem[], base: FactBase, now: number): readonly Story[] {
  return groupStories(items)
    .map((group) => toStory(group, base, now))
    .sort(bestFirst);
}

export type Selection = {
  /** Best first. */
  readonly stories: readonly Story[];
  /** Ids of the items that this subscription was told of, or that were there before it. */
  readonly told: ReadonlySet<string>;
  readonly topics: Topics;
};

/** What one subscription is told: what it wants, and no story of which it was told any item. */
export function selectNews({ stories, told, topics }: Selection): readonly NewsGroup[] {
  const fresh = stories.filter(
    ({ items, subject }) => isWanted(subject, topics) && !items.some(({ id }) => told.has(id)),
  );
  return inGroups(fresh);
}

function toStory(items: readonly TaggedItem[], base: FactBase, now: number): Story {
  const [lead] = items.toSorted(
    (a, b) =>
      Number(a.link === null) - Number(b.link === null) ||
      timeOf(a, now) - timeOf(b, now) ||
      b.tags.entities.length - a.tags.entities.length,
  ) as [TaggedItem];
  const outlets = [...new Set(items.map(({ outlet }) => outlet))].filter((name) => name !== lead.outlet);
  const facts = factsTouched(lead.tags, base);
  const score = relevance(lead, facts, outlets.length, base) * freshness(timeOf(lead, now), now);
  const subject = subjectOf(
    items.map(({ tags }) => tags),
    base,
  );
  return { lead, items, outlets, facts, score, subject, group: groupOf(lead, base) };
}

/** An item without a date, or from the future, is as old as our knowledge of it: new. */
function timeOf({ published }: TaggedItem, now: number): number {
  return published === null ? now : Math.min(now, Date.parse(published));
}

const WEIGHTS: Readonly<Partial<Record<EntityKind, number>>> = {
  company: 3,
  product: 3,
  technology: 2,
  group: 2,
  market: 2,
  event: 2,
  person: 1.5,
  institution: 0.5,
};
const LEAST = 0.2;

/** What it names, the title twice as much as the summary; what we hold on it; how many others tell it. */
function relevance({ tags }: TaggedItem, facts: readonly Fact[], others: number, base: FactBase): number {
  const named = tags.entities.reduce((sum, id, at) => {
    const weight = WEIGHTS[base.entity(id).kind] ?? LEAST;
    return sum + (at < tags.titled ? weight * 2 : weight);
  }, 0);
  const measured = tags.metrics.length > 0 ? 1 : 0;
  return LEAST + named + measured + facts.length * 2 + Math.log2(1 + others);
}

const HALF_LIFE = 24 * 3_600_000;

function freshness(time: number, now: number): number {
  return 0.5 ** ((now - time) / HALF_LIFE);
}

function inGroups(stories: readonly Story[]): NewsGroup[] {
  const groups = new Map<string | null, Story[]>();
  for (const story of stories) {
    const group = groups.get(story.group);
    if (group) group.push(story);
    else groups.set(story.group, [story]);
  }
  // Groups stand in the order of their best stories; what is about nothing of ours comes last.
  return [...groups]
    .map(([entity, all]) => ({ entity, stories: all }))
    .sort((a, b) => Number(a.entity === null) - Number(b.entity === null));
}

/** Ties are broken by id: preview and post must not differ. */
function bestFirst(a: Story, b: Story): number {
  return b.score - a.score || (a.lead.id < b.lead.id ? -1 : 1);
}

/** The first company that is named or that something named belongs to; else the first thing that tells. */
function groupOf({ tags }: TaggedItem, base: FactBase): string | null {
  for (const id of tags.entities) {
    const company = [...base.lineage(id)].find((each) => base.entity(each).kind === 'company');
    if (company !== undefined) return company;
  }
  return tags.entities.find((id) => isTellingEntity(id, base)) ?? null;
}
