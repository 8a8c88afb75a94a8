/** `/chip digest list`, `preview`, `pause`, `resume` and `unsubscribe`. */
import type { Locale, Text } from '../../language/locale.ts';
import type { Message, Reply } from '../../platforms/platform.ts';
import type { Subscription } from '../../store/digest-store.ts';
import { callActions } from '../actions.ts';
import { optionOf, quote } from '../asked.ts';
import { type Managing, sentence, visible } from './door.ts';
import { refusalAt } from './subscribe.ts';
import { subscriptionActions, subscriptionText, whenText } from './text.ts';

/** Subscriptions that have buttons of their own below a list. */
const MOST_WITH_BUTTONS = 4;

export async function list(managing: Managing): Promise<Reply> {
  const { request, locale, desk } = managing;
  const zh = locale === 'zh';
  const all = await visible(managing);
  if (all.length === 0) return { ...sentence(locale, NONE), actions: subscribeActions(locale) };
  const items = all.map((one) => {
    const elsewhere =
      one.place === request.place.id ? '' : zh ? `（频道 ${one.place}）` : ` (channel ${one.place})`;
    const when = whenText(desk.next(one), one, locale);
    return `#${one.id}${elsewhere} · ${subscriptionText(one, locale)} · ${when}`;
  });
  return {
    locale,
    blocks: [
      { kind: 'headline', text: zh ? '这里的订阅' : 'Subscriptions here' },
      { kind: 'list', items },
    ],
    actions: all.slice(0, MOST_WITH_BUTTONS).flatMap((one) => subscriptionActions(one, locale)),
  };
}

const NONE: Text = {
  zh: '这里还没有订阅。',
  en: 'There are no subscriptions here yet.',
};

function subscribeActions(locale: Locale): Message['actions'] {
  const call = { command: 'chip digest subscribe', options: {} };
  return callActions(locale === 'zh' ? '订阅' : 'Subscribe', call);
}

export function preview(managing: Managing): Promise<Reply> {
  return withOne(managing, async (one) => {
    const message = await managing.desk.preview(one);
    if (message) return message;
    return sentence(managing.locale, {
      zh: `#${one.id} 现在没有可推送的内容；没有内容时不发消息。`,
      en: `#${one.id} has nothing to say now; then nothing is posted.`,
    });
  });
}

export function pause(managing: Managing): Promise<Reply> {
  return withOne(managing, async (one) => {
    const { store, locale } = managing;
    if (one.state !== 'on') return state(one, managing);
    await store.setState(one.id, 'paused');
    const text = { zh: `#${one.id} 已暂停。`, en: `#${one.id} is paused.` };
    return { ...sentence(locale, text), actions: subscriptionActions({ ...one, state: 'paused' }, locale) };
  });
}

export function resume(managing: Managing): Promise<Reply> {
  return withOne(managing, async (one) => {
    const { store, locale, desk } = managing;
    if (one.state === 'on') return state(one, managing);
    const refusal = await refusalAt(one.place, managing);
    if (refusal) return sentence(locale, refusal);
    await store.setState(one.id, 'on');
    desk.wake();
    return state({ ...one, state: 'on', why: null }, managing);
  });
}

export function unsubscribe(managing: Managing): Promise<Reply> {
  return withOne(managing, async (one) => {
    const { store, locale } = managing;
    await store.unsubscribe(one.id);
    const what = subscriptionText(one, locale);
    return sentence(locale, {
      zh: `#${one.id} 已退订：${what}。`,
      en: `#${one.id} is deleted: ${what}.`,
    });
  });
}

function state(one: Subscription, { locale, desk }: Managing): Message {
  return {
    locale,
    blocks: [
      { kind: 'text', text: `#${one.id} · ${subscriptionText(one, locale)}` },
      { kind: 'text', text: whenText(desk.next(one), one, locale) },
    ],
    actions: subscriptionActions(one, locale),
  };
}

/** The one that is meant: by its number, or because there is no other. */
async function withOne(managing: Managing, act: (one: Subscription) => Promise<Reply>): Promise<Reply> {
  const { request, locale } = managing;
  const all = await visible(managing);
  const typed = optionOf(request, 'id');
  if (typed === undefined) {
    const here = all.filter(({ place }) => place === request.place.id);
    const [only, ...more] = here.length > 0 ? here : all;
    return only && more.length === 0 ? act(only) : list(managing);
  }
  const id = Number(typed.replace(/^[#＃]/u, ''));
  const found = all.find((one) => one.id === id);
  return found ? act(found) : sentence(locale, notHere(typed));
}

function notHere(typed: string): Text {
  return {
    zh: `这里没有编号为${quote(typed)}的订阅；有哪些，看 /chip digest list。`,
    en: `There is no subscription ${quote(typed)} here; see /chip digest list for what there is.`,
  };
}
