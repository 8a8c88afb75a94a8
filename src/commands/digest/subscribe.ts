/** `/chip digest subscribe`: read, checked against the place itself, kept. Without a schedule a form opens. */
import { digestProblem } from '../../digest/problem-text.ts';
import { type ReadSubscription, readSubscription } from '../../digest/subscription.ts';
import type { Locale, Text } from '../../language/locale.ts';
import { UserError } from '../../language/user-error.ts';
import type { Field, Form, Message, Reply } from '../../platforms/platform.ts';
import { LONGEST_TEXT, optionOf, quote } from '../asked.ts';
import { type Managing, sentence } from './door.ts';
import { subscriptionActions, subscriptionText, whenText } from './text.ts';

/** Of one server or workspace. */
const MOST = 25;

export async function subscribe(managing: Managing): Promise<Reply> {
  const { request, locale, snapshot } = managing;
  const [schedule, timezone] = [optionOf(request, 'schedule'), optionOf(request, 'timezone')];
  const place = readPlace(managing);
  if (place === null) return sentence(locale, noChannel(optionOf(request, 'channel') ?? ''));
  if (schedule === undefined || timezone === undefined) return subscribeForm(managing);
  try {
    const topics = optionOf(request, 'topics', LONGEST_TEXT);
    const language = optionOf(request, 'language');
    const read = readSubscription({ schedule, timezone, topics, language }, locale, snapshot.base);
    return await keep(managing, place, read);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const problem = digestProblem(error.code, error.details, locale);
    if (problem === undefined) throw error;
    return subscribeForm(managing, problem);
  }
}

async function keep(managing: Managing, place: string, { options }: ReadSubscription): Promise<Reply> {
  const { request, locale, owner, snapshot, store, desk } = managing;
  const refusal = await refusalAt(place, managing);
  if (refusal) return sentence(locale, refusal);
  const all = await store.subscriptions(owner);
  const same = all.find(
    (one) => one.place === place && JSON.stringify(one.options) === JSON.stringify(options),
  );
  if (same) return sentence(locale, sameText(same.id));
  if (all.length >= MOST) return sentence(locale, TOO_MANY);
  const kept = await store.subscribe({
    ...owner,
    place,
    options,
    by: request.user.id,
    seq: snapshot.revisions.at(-1)?.seq ?? 0,
  });
  desk.wake();
  const zh = locale === 'zh';
  const feeds = await store.feeds();
  const blocks: Message['blocks'] = [
    { kind: 'headline', text: zh ? `已订阅 #${kept.id}` : `Subscribed: #${kept.id}` },
    { kind: 'text', text: subscriptionText(kept, locale) },
    { kind: 'text', text: whenText(desk.next(kept), kept, locale) },
    { kind: 'note', text: NOTHING_TO_SAY[locale] },
    ...(feeds.length === 0 ? [{ kind: 'note' as const, text: NO_FEEDS[locale] }] : []),
  ];
  return { locale, blocks, actions: subscriptionActions(kept, locale) };
}

const NOTHING_TO_SAY: Text = {
  zh: '没有新内容时不发消息。',
  en: 'Nothing is posted when there is nothing to say.',
};
const NO_FEEDS: Text = {
  zh: '还没有新闻源，目前只会推送事实的变化；维护者可以用 /chip-admin feed add 添加。',
  en: 'There are no news feeds yet, so only changed facts are told; curators add feeds with /chip-admin feed add.',
};
const TOO_MANY: Text = {
  zh: `这里已有 ${MOST} 个订阅，请先退订一个。`,
  en: `There are ${MOST} subscriptions here already: unsubscribe one first.`,
};
const NOT_YOURS: Text = {
  zh: '那个频道要由管理它的人来订阅。',
  en: 'That channel has to be subscribed by whoever manages it.',
};
const UNSEEN: Text = {
  zh: '机器人看不到那个频道。请先让它进入频道（Discord：给它“查看频道”权限；Slack：/invite），然后再订阅。',
  en: 'The bot cannot see that channel. Let it in first (Discord: the permission View Channel; Slack: /invite), then subscribe again.',
};
const NOT_ASKED: Text = {
  zh: '现在问不到平台机器人能不能在那里发言，没有订阅。请过一会儿再试。',
  en: 'The platform could not be asked just now whether the bot may post there, so nothing was subscribed. Try again in a while.',
};

function sameText(id: number): Text {
  return {
    zh: `这个频道已有同样的订阅 #${id}。`,
    en: `The channel has the same subscription already: #${id}.`,
  };
}

/** Why it cannot be posted there, or not by the asker's wish; null when it can. */
export async function refusalAt(place: string, { request, desk, owner }: Managing): Promise<Text | null> {
  const view = await desk.look(place, request.user.id);
  if (view.kind === 'unknown') return NOT_ASKED;
  if (view.kind === 'unseen') return UNSEEN;
  if (place !== request.place.id) {
    // A channel of another server is as good as none: not even that it is there is told.
    if (view.space === undefined || view.space !== owner.space) return UNSEEN;
    if (!view.manages && request.user.administrator !== true) return NOT_YOURS;
  }
  return view.obstacle;
}

const HERE = /^(?:here|this|这里|這裡|这儿|当前(?:频道)?|本频道|\.)$/iu;
/** What a channel is sent as: <#123>, <#C123>, <#C123|name>, or its bare id. */
const MENTION = /^<#([A-Z0-9]+)(?:\|[^>]*)?>$/u;
const BARE = /^(?:\d{17,20}|[CG][A-Z0-9]{6,})$/u;

/** The id of the place; null for what names none. */
function readPlace({ request }: Managing): string | null {
  const typed = optionOf(request, 'channel');
  if (typed === undefined || HERE.test(typed) || typed === request.place.id) return request.place.id;
  return MENTION.exec(typed)?.[1] ?? (BARE.test(typed) ? typed : null);
}

function noChannel(typed: string): Text {
  return {
    zh: `${quote(typed)}看不出是哪个频道。请用 #频道 提到它，或写“这里”。时间要写在频道之后，或写成 schedule="每天 09:00"。`,
    en: `${quote(typed)} names no channel. Mention it as #channel, or write “here”. The schedule comes after the channel, or as schedule="daily 09:00".`,
  };
}

type Words = { readonly label: Text; readonly hint: Text; readonly start?: Text };
const FIELDS: Readonly<Record<'schedule' | 'timezone' | 'topics' | 'language', Words>> = {
  schedule: {
    label: { zh: '时间', en: 'Schedule' },
    hint: {
      zh: '每天 09:00、工作日 18:30、每周一 09:00，或 cron 五段',
      en: 'daily 09:00, weekdays 18:30, weekly mon 09:00, or cron in five fields',
    },
  },
  timezone: {
    label: { zh: '时区', en: 'Time zone' },
    hint: { zh: 'IANA 名称，例如 Asia/Shanghai', en: 'Its IANA name, such as Europe/London' },
    start: { zh: 'Asia/Shanghai', en: 'UTC' },
  },
  topics: {
    label: { zh: '主题', en: 'Topics' },
    hint: {
      zh: '公司、产品、指标，用逗号隔开；不填是库里有的一切，all 是全部',
      en: 'Companies, products, measures; empty: what the base knows; all: everything',
    },
  },
  language: { label: { zh: '语言', en: 'Language' }, hint: { zh: 'zh 或 en', en: 'zh or en' } },
};

function subscribeForm(managing: Managing, problem?: string): Form {
  const { request, locale } = managing;
  const zh = locale === 'zh';
  const channel = readPlace(managing) ?? request.place.id;
  const elsewhere = channel === request.place.id ? {} : { channel };
  return {
    kind: 'form',
    locale,
    title: zh ? '订阅简报' : 'Subscribe to digests',
    submit: zh ? '订阅' : 'Subscribe',
    call: { command: 'chip digest subscribe', options: elsewhere },
    fields: [
      field('schedule', managing, true),
      field('timezone', managing, true),
      field('topics', managing, false),
      field('language', managing, false),
    ],
    ...(problem === undefined ? {} : { problem }),
  };
}

function field(name: keyof typeof FIELDS, { request, locale }: Managing, required: boolean): Field {
  const { label, hint, start } = FIELDS[name];
  const value = optionOf(request, name, LONGEST_TEXT) ?? start?.[locale] ?? defaultOf(name, locale);
  return {
    name,
    label: label[locale],
    hint: hint[locale],
    ...(value === undefined ? {} : { value }),
    required,
    lines: 1,
  };
}

function defaultOf(name: string, locale: Locale): string | undefined {
  return name === 'language' ? locale : undefined;
}
