/** `/chip-admin feed add`, `list`, `remove` and `test`: where news comes from. */
import { failureText } from '../../digest/feeds/failure-text.ts';
import { newFeed } from '../../digest/feeds/feed-state.ts';
import { readTopics } from '../../digest/items/topics.ts';
import type { Desk } from '../../digest/run/desk.ts';
import type { FeedRecord } from '../../digest/run/visit-feeds.ts';
import type { Locale, Text } from '../../language/locale.ts';
import { UserError } from '../../language/user-error.ts';
import type { Message, Reply } from '../../platforms/platform.ts';
import type { KeptFeed } from '../../store/digest-store.ts';
import { LONGEST_TEXT, optionOf } from '../asked.ts';
import { type Admin, sentence } from './admin.ts';

const LONGEST_URL = 2_000;
/** Of all there are: what one process reads in half an hour with ease. */
const MOST = 1_000;

type WithDesk = (admin: Admin, desk: Desk) => Promise<Reply>;

function atDesk(command: WithDesk): (admin: Admin) => Promise<Reply> {
  return async (admin) => {
    if (!admin.curation.desk) return sentence(admin.locale, SWITCHED_OFF);
    return command(admin, await admin.curation.desk());
  };
}

const SWITCHED_OFF: Text = { zh: '这里没有开启新闻。', en: 'News is not switched on here.' };

/** Only what can be read is added; it is read once for that. */
export const addFeed = atDesk(async (admin, desk) => {
  const { request, locale, store, snapshot } = admin;
  const topics = optionOf(request, 'topics', LONGEST_TEXT) ?? '';
  readTopics(topics, snapshot.base);
  const verdict = desk.checkFeed(urlOf(admin));
  if (verdict.kind === 'refused') return refused(verdict, locale);
  const url = verdict.url.href;
  const feeds = await store.digest.feeds();
  if (feeds.some((feed) => feed.url === url)) return sentence(locale, KNOWN);
  if (feeds.length >= MOST) return sentence(locale, TOO_MANY);
  const { message, readable } = await desk.testFeed(url, locale);
  if (!readable) return withText(message, NOT_ADDED[locale]);
  const state: FeedRecord = { feed: newFeed(url), language: locale };
  const added = await store.digest.addFeed({ url, topics, state, by: request.user.id });
  desk.wake();
  return added ? withText(message, ADDED[locale]) : sentence(locale, KNOWN);
});

const KNOWN: Text = { zh: '这个新闻源已经有了。', en: 'This feed is there already.' };
const TOO_MANY: Text = {
  zh: `已有 ${MOST} 个新闻源，请先移除一个。`,
  en: `There are ${MOST} feeds already: remove one first.`,
};
const ADDED: Text = {
  zh: '已添加。以后大约每半小时读一次；一天读不到时会告诉你。',
  en: 'Added. It is read about every half hour from now on; if it cannot be read for a day you are told.',
};
const NOT_ADDED: Text = { zh: '没有添加。', en: 'It was not added.' };

export const listFeeds = atDesk(async ({ locale, store }, desk) => {
  const zh = locale === 'zh';
  const feeds = await store.digest.feeds();
  if (feeds.length > 0) {
    return {
      locale,
      blocks: [
        { kind: 'headline', text: zh ? `${feeds.length} 个新闻源` : `${feeds.length} feeds` },
        { kind: 'list', items: feeds.map((feed) => feedText(feed, locale)) },
      ],
      actions: [],
    };
  }
  const items = desk.suggestions().map(({ name, url }) => (zh ? `${name}：${url}` : `${name}: ${url}`));
  return {
    locale,
    blocks: [
      { kind: 'text', text: NO_FEEDS[locale] },
      ...(items.length > 0 ? [{ kind: 'list' as const, items }] : []),
    ],
    actions: [],
  };
});

const NO_FEEDS: Text = {
  zh: '还没有新闻源。用 /chip-admin feed test 试读，用 /chip-admin feed add 添加。例如：',
  en: 'There are no feeds yet. Try one with /chip-admin feed test, add it with /chip-admin feed add. For instance:',
};

function feedText({ url, topics, state, by }: KeptFeed, locale: Locale): string {
  const zh = locale === 'zh';
  const { failing, nextAt } = (state as FeedRecord).feed;
  const health = failing
    ? `${zh ? '从' : 'failing since'} ${new Date(failing.since).toISOString().slice(0, 16).replace('T', ' ')} UTC ${zh ? '起读不到：' : '– '}${failureText(failing, locale)}`
    : nextAt === 0
      ? zh
        ? '还没读过'
        : 'not read yet'
      : zh
        ? '正常'
        : 'well';
  const about = topics === '' ? [] : [zh ? `主题：${topics}` : `about: ${topics}`];
  return [url, ...about, health, zh ? `${by} 添加` : `added by ${by}`].join(' · ');
}

export const removeFeed = atDesk(async (admin, desk) => {
  const typed = urlOf(admin);
  const verdict = desk.checkFeed(typed);
  const urls = [typed, ...(verdict.kind === 'ok' ? [verdict.url.href] : [])];
  for (const url of urls) {
    if (await admin.store.digest.removeFeed(url)) return sentence(admin.locale, REMOVED);
  }
  return sentence(admin.locale, UNKNOWN);
});

const REMOVED: Text = {
  zh: '已移除，它的新闻不再推送。',
  en: 'Removed; its news is not told any more.',
};
const UNKNOWN: Text = {
  zh: '没有这个新闻源；有哪些，看 /chip-admin feed list。',
  en: 'There is no such feed; see /chip-admin feed list.',
};

export const testFeed = atDesk(async (admin, desk) => {
  const verdict = desk.checkFeed(urlOf(admin));
  if (verdict.kind === 'refused') return refused(verdict, admin.locale);
  return (await desk.testFeed(verdict.url.href, admin.locale)).message;
});

/** Slack sends an address in angle brackets. */
function urlOf({ request }: Admin): string {
  const typed = optionOf(request, 'url', LONGEST_URL);
  if (typed === undefined) throw new UserError('missing-option', { command: request.command, option: 'url' });
  return typed.replace(/^<([^|>]*)(?:\|[^>]*)?>$/u, '$1');
}

function refused(
  { fault }: Extract<ReturnType<Desk['checkFeed']>, { kind: 'refused' }>,
  locale: Locale,
): Message {
  const why = failureText({ kind: 'bad-address', fault }, locale);
  return sentence(locale, { zh: `不能读这个网址：${why}。`, en: `This address is not read: ${why}.` });
}

function withText(message: Message, text: string): Message {
  return { ...message, blocks: [...message.blocks, { kind: 'text', text }] };
}
