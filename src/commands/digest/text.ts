/** Subscriptions in words. */
import { type SubscriptionOptions, scheduleToText } from '../../digest/subscription.ts';
import { findZone } from '../../digest/zone.ts';
import type { Locale } from '../../language/locale.ts';
import type { Action } from '../../platforms/platform.ts';
import type { Subscription } from '../../store/digest-store.ts';
import { callActions } from '../actions.ts';
import { shorten } from '../asked.ts';

const LONGEST_TOPICS = 80;

/** 'daily 09:00 (Asia/Shanghai), on: all that the base knows, in Chinese'. */
export function subscriptionText({ options }: Subscription, locale: Locale): string {
  const { schedule, timezone, topics, language } = options as SubscriptionOptions;
  const when = scheduleToText(schedule, locale);
  if (locale === 'zh') {
    const about = topics === '' ? '库里有的一切' : shorten(topics, LONGEST_TOPICS);
    return `${when}（${timezone}），主题：${about}，语言：${language === 'zh' ? '中文' : '英文'}`;
  }
  const about = topics === '' ? 'all that the base knows' : shorten(topics, LONGEST_TOPICS);
  return `${when} (${timezone}), about: ${about}, in ${language === 'zh' ? 'Chinese' : 'English'}`;
}

/** When the next slot is, on the clock of the subscription's own zone; why there is none. */
export function whenText(next: number | null, { state, why, options }: Subscription, locale: Locale): string {
  const zh = locale === 'zh';
  if (state === 'paused') return zh ? '已暂停' : 'paused';
  if (state === 'ended')
    return zh ? `已停止：机器人不能在那里发言（${why}）` : `ended: the bot cannot post there (${why})`;
  const zone = findZone((options as SubscriptionOptions).timezone);
  if (next === null || !zone) return zh ? '没有下一次' : 'there is no next one';
  const wall = new Date(zone.wallAt(next)).toISOString().slice(0, 16).replace('T', ' ');
  return zh ? `下一次：${wall}` : `next: ${wall}`;
}

export function subscriptionActions({ id, state }: Subscription, locale: Locale): Action[] {
  const zh = locale === 'zh';
  const call = (command: string) => ({ command: `chip digest ${command}`, options: { id: String(id) } });
  const other =
    state === 'on'
      ? callActions(zh ? `暂停 #${id}` : `Pause #${id}`, call('pause'))
      : callActions(zh ? `恢复 #${id}` : `Resume #${id}`, call('resume'));
  return [...callActions(zh ? `预览 #${id}` : `Preview #${id}`, call('preview')), ...other];
}
