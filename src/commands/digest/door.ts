/** The one door to `/chip digest …`: who may manage the channel, and nobody from anywhere else. */
import type { Desk } from '../../digest/run/desk.ts';
import type { Snapshot } from '../../knowledge/snapshot.ts';
import type { Locale, Text } from '../../language/locale.ts';
import type { Message, Reply, Request } from '../../platforms/platform.ts';
import type { DigestStore, Owner, Subscription } from '../../store/digest-store.ts';
import type { Guard } from '../admin/admin.ts';
import { localeOf } from '../asked.ts';

export type Managing = {
  readonly request: Request;
  readonly locale: Locale;
  readonly owner: Owner;
  readonly snapshot: Snapshot;
  readonly store: DigestStore;
  readonly desk: Desk;
};

export type DigestCommand = (managing: Managing) => Promise<Reply>;

/** Runs the command for whoever manages the channel; tells everybody else so. */
export async function asManager(command: DigestCommand, { request, curation, log }: Guard): Promise<Reply> {
  const locale = localeOf(request, ...Object.values(request.options));
  if (!curation?.desk) return sentence(locale, SWITCHED_OFF);
  if (request.user.managesChannel !== true) {
    const { id, user, command: tried } = request;
    log('warn', 'manager-refused', { request: id, user: user.id, command: tried });
    return sentence(locale, REFUSED);
  }
  const [store, desk] = await Promise.all([curation.store(), curation.desk()]);
  await curation.refresh();
  const managing = { request, locale, owner: ownerOf(request), snapshot: curation.snapshot() };
  return command({ ...managing, store: store.digest, desk });
}

const SWITCHED_OFF: Text = {
  zh: '这里没有开启定时简报。',
  en: 'Scheduled digests are not switched on here.',
};
const REFUSED: Text = {
  zh: '管理这个频道的人才能设置简报：在 Discord 需要“管理频道”权限，在 Slack 需要是管理员或频道的创建者。',
  en: 'Digests are set up by whoever manages the channel: on Discord that takes the permission Manage Channels, on Slack an administrator or the one who made the channel.',
};

/** A direct message without a server belongs to itself. */
function ownerOf({ user, place }: Request): Owner {
  return { platform: user.id.split(':', 1)[0] ?? '', space: place.space ?? place.id };
}

/** What is visible here: this channel's subscriptions; to an administrator all of the server or workspace. */
export async function visible({ request, store, owner }: Managing): Promise<readonly Subscription[]> {
  const all = await store.subscriptions(owner);
  return request.user.administrator === true ? all : all.filter(({ place }) => place === request.place.id);
}

export function sentence(locale: Locale, text: Text): Message {
  return { locale, blocks: [{ kind: 'text', text: text[locale] }], actions: [] };
}
