/** Items as a feed would give them, said in as few words as a test needs. */
import type { Item } from '../../../src/digest/feeds/parse-feed.ts';
import { type TaggedItem, tagItem } from '../../../src/digest/items/tag-item.ts';
import type { FactBase } from '../../../src/knowledge/fact-base.ts';

export const NOW = Date.parse('2026-11-23T09:00:00Z');
export const TODAY = '2026-11-23';

let count = 0;

export function item(title: string, more: Partial<Item> = {}): Item {
  count += 1;
  return {
    id: `item-${count}`,
    title,
    link: `https://outlet-${count}.example/${count}`,
    published: '2026-11-23T08:00:00.000Z',
    summary: null,
    outlet: `Outlet ${count}`,
    feed: `https://outlet-${count}.example/rss`,
    ...more,
  };
}

export function tagged(base: FactBase, title: string, more: Partial<Item> = {}): TaggedItem {
  return tagItem(item(title, more), base, TODAY);
}

export function hoursAgo(hours: number): string {
  return new Date(NOW - hours * 3_600_000).toISOString();
}
