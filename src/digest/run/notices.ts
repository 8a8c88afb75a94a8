/** What single people are told: a curator of a feed, the owner of a subscription. Kept until it is told. */
import type { Locale } from '../../language/locale.ts';
import type { Log, Message, Platform } from '../../platforms/platform.ts';
import type { DigestStore, KeptNotice, NewNotice, Subscription } from '../../store/digest-store.ts';
import { noticeToMessage } from '../feed-messages.ts';
import type { Notice } from '../feeds/feed-state.ts';
import { type SubscriptionOptions, scheduleToText } from '../subscription.ts';

type Content =
  | {
      readonly kind: 'ended';
      readonly id: number;
      readonly options: SubscriptionOptions;
      readonly code: string;
    }
  | { readonly kind: 'feed'; readonly url: string; readonly notice: Notice; readonly language: Locale };

/** An owner is told once for each time that it ends. */
export function endedNotice({ id, by, options }: Subscription, planned: string, code: string): NewNotice {
  const content: Content = { kind: 'ended', id, options: options as SubscriptionOptions, code };
  return { id: `ended-${id}-${planned}`, to: by, content };
}

export function feedNotice(
  feed: { readonly url: string; readonly by: string; readonly language: Locale },
  notice: Notice,
): NewNotice {
  const { url, by, language } = feed;
  const which = notice.kind === 'moved' ? notice.to : String(notice.since);
  const content: Content = { kind: 'feed', url, notice, language };
  return { id: `feed-${notice.kind}-${which}-${url}`, to: by, content };
}

export type NoticePorts = {
  readonly store: Pick<DigestStore, 'takeNotices' | 'dropNotice'>;
  readonly platformOf: (user: string) => Pick<Platform, 'tell'> | undefined;
  readonly now: () => number;
  readonly log: Log;
};

const AGAIN = 10 * 60_000;
const MOST_TRIES = 30;
/** Of a platform that is on nowhere. */
const LONGEST_UNTAKEN = 7 * 24 * 3_600_000;

/** Tells it, unless it is told already or somebody else is at it; what cannot be told to anybody is given up, and logged. */
export async function sendNotice(id: string, { store, platformOf, now, log }: NoticePorts): Promise<void> {
  const at = now();
  const [notice] = await store.takeNotices({ now: iso(at), until: iso(at + AGAIN), most: 1, only: [id] });
  if (!notice) return;
  const outcome = await platformOf(notice.to)?.tell(notice.to, toMessage(notice), id.slice(0, 100));
  if ((outcome === undefined || outcome.kind === 'retry') && notice.tries < MOST_TRIES) return;
  if (outcome?.kind !== 'posted') {
    const { kind } = notice.content as Content;
    log('warn', 'notice-not-told', { kind, code: outcome?.code ?? 'off' });
  }
  await store.dropNotice(id);
}

type Waiting = { readonly id: string; readonly nextAt: string };

/** Those that no process has taken for a week are told to nobody any more. */
export async function dropUntaken(
  notices: readonly Waiting[],
  { store, now, log }: Pick<NoticePorts, 'store' | 'now' | 'log'>,
): Promise<void> {
  const before = iso(now() - LONGEST_UNTAKEN);
  for (const { id, nextAt } of notices) {
    if (nextAt >= before) continue;
    log('warn', 'notice-not-told', { code: 'off' });
    await store.dropNotice(id);
  }
}

function toMessage({ content }: KeptNotice): Message {
  const known = content as Content;
  return known.kind === 'feed'
    ? noticeToMessage(known.url, known.notice, known.language)
    : endedToMessage(known);
}

function endedToMessage({ id, options, code }: Extract<Content, { kind: 'ended' }>): Message {
  const { language: locale, schedule, timezone } = options;
  const when = `${scheduleToText(schedule, locale)} (${timezone})`;
  const text =
    locale === 'zh'
      ? `订阅 #${id}（${when}）已停止：机器人不能再往那个频道发消息（${code}）。频道若还在，请让机器人回到频道并给它发言权限，再在那里用 /chip digest resume ${id}。`
      : `Subscription #${id} (${when}) has ended: the bot can no longer post in its channel (${code}). If the channel is still there, let the bot back in and allow it to post, then use /chip digest resume ${id} there.`;
  return { locale, blocks: [{ kind: 'text', text }], actions: [] };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
