/** Where the evidence of an answer can be looked at: pages of our own, linked from chats that are elsewhere too. */
import type { Fact } from '../knowledge/fact.ts';
import type { Entity } from '../knowledge/vocabulary.ts';
import type { Locale } from '../language/locale.ts';
import { type Bot, isForm, type Link, type Message, type Reply } from '../platforms/platform.ts';

/** See `Link` of `platforms/platform.ts`; what comes before the path takes its part. */
const LONGEST_PATH = 400;

/** The page of one fact, or the list of several; none where the list is too long for an address. */
export function evidenceLinks(facts: readonly Fact[], locale: Locale): readonly Link[] {
  const [only, ...more] = facts;
  if (!only) return [];
  const ids = facts.map(({ id }) => encodeURIComponent(id));
  const url = more.length === 0 ? `/facts/${ids[0]}` : `/facts?ids=${ids.join(',')}`;
  return url.length > LONGEST_PATH ? [] : [{ label: locale === 'zh' ? '证据' : 'Evidence', url }];
}

export function entityLinks({ id, kind }: Entity, locale: Locale): readonly Link[] {
  const url = `/${kind === 'company' ? 'companies' : 'entities'}/${encodeURIComponent(id)}`;
  return [{ label: locale === 'zh' ? '全部证据' : 'All evidence', url }];
}

/** The bot for readers who are not on our page: whole addresses, or no links where the page has no public one. */
export function withWholeLinks(bot: Bot, publicUrl: string | undefined): Bot {
  const whole = (reply: Reply): Reply => (isForm(reply) ? reply : messageWithWholeLinks(reply, publicUrl));
  return { ...bot, handle: async (request) => whole(await bot.handle(request)) };
}

function messageWithWholeLinks({ links = [], ...message }: Message, publicUrl: string | undefined): Message {
  const kept =
    publicUrl === undefined ? [] : links.map((link) => ({ ...link, url: new URL(link.url, publicUrl).href }));
  return kept.length === 0 ? message : { ...message, links: kept };
}
