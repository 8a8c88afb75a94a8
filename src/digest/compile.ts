/** A digest as a Message: what changed in the base, then the news by company. The same for a preview and a post. */
import { amount, colon, titleOf } from '../answer/fact-text.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import type { Block, Message, StoryLine } from '../platforms/platform.ts';
import type { FactChange } from './changes.ts';
import type { NewsGroup, Story } from './items/select-news.ts';

export type Digest = {
  readonly changes: readonly FactChange[];
  readonly news: readonly NewsGroup[];
};

/** Stories of one company that are shown; the others are counted. */
export const MOST_STORIES = 3;

/** @returns null when there is nothing to say: then nothing is posted. */
export function compileDigest({ changes, news }: Digest, base: FactBase, locale: Locale): Message | null {
  if (changes.length === 0 && news.length === 0) return null;
  const facts = changes.map((change) => changeText(change, base, locale));
  const groups = news.map((group) => groupBlocks(group, base, locale));
  return {
    locale,
    blocks: [
      { kind: 'headline', text: headline(changes.length, countStories(news), locale) },
      ...(facts.length > 0 ? [{ kind: 'list' as const, items: facts }] : []),
      ...groups.flatMap((blocks) => [{ kind: 'rule' as const }, ...blocks]),
    ],
    actions: [],
  };
}

function countStories(news: readonly NewsGroup[]): number {
  return news.reduce((sum, { stories }) => sum + stories.length, 0);
}

function headline(facts: number, stories: number, locale: Locale): string {
  const parts =
    locale === 'zh'
      ? [facts > 0 && `${facts}条事实更新`, stories > 0 && `${stories}条新闻`]
      : [
          facts > 0 && plural(facts, 'fact changed', 'facts changed'),
          stories > 0 && plural(stories, 'story', 'stories'),
        ];
  const said = parts.filter((part) => part !== false).join(locale === 'zh' ? '，' : ', ');
  return `${locale === 'zh' ? '芯片简报' : 'Chip digest'}${colon(locale)}${said}`;
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

const VERBS = {
  new: { zh: '新增', en: 'New' },
  corrected: { zh: '更正', en: 'Corrected' },
  retracted: { zh: '撤回', en: 'Retracted' },
} as const;

function changeText(change: FactChange, base: FactBase, locale: Locale): string {
  const said =
    change.kind === 'corrected' ? correction(change, base, locale) : saying(change.fact, base, locale);
  return `${VERBS[change.kind][locale]}${colon(locale)}${said}${placeText(change.fact, base, locale)}`;
}

/** A figure under its title; a fact in words as its sentence. */
function saying(fact: Fact, base: FactBase, locale: Locale): string {
  if (fact.unit === null) return fact.statement[locale];
  return `${titleOf(fact, locale, base)}${colon(locale)}${amount(fact, locale, base)}`;
}

/** Old → new; under one title where only the figure is another one, in full where more is. */
function correction(
  { old, fact }: Extract<FactChange, { kind: 'corrected' }>,
  base: FactBase,
  locale: Locale,
): string {
  const [before, now] = [saying(old, base, locale), saying(fact, base, locale)];
  // Who says so, where it stands or how it is worded: what is told now is what counts.
  if (before === now)
    return `${now}${locale === 'zh' ? '（出处或说明有改动）' : ' (source or wording changed)'}`;
  const title = titleOf(fact, locale, base);
  if (fact.unit === null || old.unit === null || titleOf(old, locale, base) !== title)
    return `${before} → ${now}`;
  return `${title}${colon(locale)}${amount(old, locale, base)} → ${amount(fact, locale, base)}`;
}

function placeText({ source, locator }: Fact, base: FactBase, locale: Locale): string {
  const { publisher, date } = base.source(source);
  return locale === 'zh'
    ? `（来源：${publisher}，${date}，${locator}）`
    : ` (source: ${publisher}, ${date}, ${locator})`;
}

function groupBlocks({ entity, stories }: NewsGroup, base: FactBase, locale: Locale): Block[] {
  const label =
    entity === null ? (locale === 'zh' ? '其他' : 'Other news') : base.entity(entity).label[locale];
  const more = stories.length - MOST_STORIES;
  return [
    { kind: 'text', text: label },
    {
      kind: 'stories',
      stories: stories.slice(0, MOST_STORIES).map((story) => storyLine(story, entity, base, locale)),
    },
    ...(more > 0
      ? [{ kind: 'note' as const, text: locale === 'zh' ? `+ 另有${more}条` : `+ ${more} more` }]
      : []),
  ];
}

function storyLine(
  { lead, outlets, facts }: Story,
  entity: string | null,
  base: FactBase,
  locale: Locale,
): StoryLine {
  const lines = facts.map((fact) => ourBase(fact, entity, base, locale));
  return {
    title: lead.title,
    link: lead.link,
    from: outletText(lead.outlet, outlets, locale),
    at: lead.published === null ? null : Date.parse(lead.published),
    notes: lines,
  };
}

const MOST_OUTLETS = 2;

function outletText(first: string, others: readonly string[], locale: Locale): string {
  const named = [first, ...others.slice(0, MOST_OUTLETS - 1)];
  const rest = others.length + 1 - named.length;
  if (locale === 'zh') return `${named.join('、')}${rest > 0 ? `等${others.length + 1}家` : ''}`;
  return `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** The company is not named again below its own name. */
function ourBase(fact: Fact, entity: string | null, base: FactBase, locale: Locale): string {
  const title = titleOf(fact, locale, base);
  const subject = base.entity(fact.subject).label[locale];
  const short =
    fact.subject === entity && title.startsWith(`${subject} `) ? title.slice(subject.length + 1) : title;
  const lead = locale === 'zh' ? '我们的库' : 'our base';
  return `${lead}${colon(locale)}${short}${colon(locale)}${amount(fact, locale, base)}`;
}
