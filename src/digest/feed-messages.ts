/** What curators are told of feeds: what one would bring, and that one fails, is well again or has moved. */
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import type { Block, Message, StoryLine } from '../platforms/platform.ts';
import { failureText } from './feeds/failure-text.ts';
import type { Notice } from './feeds/feed-state.ts';
import type { Visit } from './feeds/visit-feed.ts';
import { isTelling, type TaggedItem } from './items/tag-item.ts';

const MOST_SHOWN = 5;

/** `feed test`: the newest items that would be told and how many would not, or why there are none. */
export function feedTestToMessage(
  {
    url,
    visit,
    items,
  }: { readonly url: string; readonly visit: Visit; readonly items: readonly TaggedItem[] },
  base: FactBase,
  locale: Locale,
): Message {
  const { feed, failure, reason } = visit;
  if (!feed) {
    const why = failure ? failureText(failure, locale, reason) : '';
    return message(locale, [
      { kind: 'headline', text: locale === 'zh' ? `读不到：${why}` : `Not readable: ${why}` },
      { kind: 'note', text: url },
    ]);
  }
  const ours = items.filter(({ tags }) => isTelling(tags, base));
  return message(locale, [
    { kind: 'headline', text: feed.title },
    { kind: 'note', text: visit.state.url === url ? url : `${url} → ${visit.state.url}` },
    { kind: 'text', text: countText(items.length, ours.length, locale) },
    ...(items.length === 0
      ? []
      : [{ kind: 'stories' as const, stories: sample(ours.length > 0 ? ours : items) }]),
  ]);
}

function countText(all: number, ours: number, locale: Locale): string {
  if (locale === 'zh') return `${all}条，其中${ours}条与事实库有关（其余只在 topics:all 时推送）`;
  return `${all} items, ${ours} about something in the fact base (the others are posted with topics:all only)`;
}

function sample(items: readonly TaggedItem[]): readonly StoryLine[] {
  const age = ({ published }: TaggedItem) => (published === null ? 0 : Date.parse(published));
  return items
    .toSorted((a, b) => age(b) - age(a))
    .slice(0, MOST_SHOWN)
    .map(({ title, link, outlet, published }) => ({
      title,
      link,
      from: outlet,
      at: published === null ? null : Date.parse(published),
      notes: [],
    }));
}

/** What a feed's curators are told once. */
export function noticeToMessage(url: string, notice: Notice, locale: Locale): Message {
  return message(locale, [
    { kind: 'text', text: noticeText(notice, locale) },
    { kind: 'note', text: notice.kind === 'moved' ? `${notice.from} → ${notice.to}` : url },
  ]);
}

function noticeText(notice: Notice, locale: Locale): string {
  const zh = locale === 'zh';
  switch (notice.kind) {
    case 'failing': {
      const why = failureText(notice.failure, locale);
      return zh
        ? `这个订阅源已经一天读不到：${why}。仍会继续尝试；不再需要就删除它。`
        : `This feed could not be read for a day: ${why}. It is still tried; remove it if it is no longer needed.`;
    }
    case 'recovered':
      return zh ? '这个订阅源又能读了。' : 'This feed can be read again.';
    case 'moved':
      return zh
        ? '这个订阅源已永久搬家，以后读新网址。'
        : 'This feed has moved for good; its new address is read from now on.';
  }
}

function message(locale: Locale, blocks: readonly Block[]): Message {
  return { locale, blocks, actions: [] };
}
