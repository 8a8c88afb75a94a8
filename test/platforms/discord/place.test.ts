import { describe, expect, it } from 'vitest';
import type { Places } from '../../fakes/discord/places.ts';
import { start, text } from './harness.ts';

const USER = '1100000000000000050';
const ROLE = '1100000000000000060';
const VIEW = 0x400n;
const SEND = 0x800n;
const EMBED = 0x4000n;
const HISTORY = 0x10000n;
const MANAGE = 0x10n;
const ADMINISTRATOR = 0x8n;

type Case = readonly [
  name: string,
  places: (world: { guildId: string; botId: string }) => Places,
  manages: boolean,
  missing: string | null,
];

const CASES: readonly Case[] = [
  ['nothing special', () => ({ members: { [USER]: [] } }), false, null],
  ['a stranger who is no member', () => ({}), false, null],
  ['who owns the server', () => ({ owner: USER, members: { [USER]: [] } }), true, null],
  [
    'a role that manages channels',
    () => ({ roles: { [ROLE]: MANAGE }, members: { [USER]: [ROLE] } }),
    true,
    null,
  ],
  [
    'a role that manages channels, denied here',
    () => ({
      roles: { [ROLE]: MANAGE },
      members: { [USER]: [ROLE] },
      overwrites: [{ id: ROLE, type: 0, allow: 0n, deny: MANAGE }],
    }),
    false,
    null,
  ],
  [
    'a user who manages this channel only',
    () => ({ members: { [USER]: [] }, overwrites: [{ id: USER, type: 1, allow: MANAGE, deny: 0n }] }),
    true,
    null,
  ],
  [
    'a bot that may do nothing',
    () => ({ everyone: 0n }),
    false,
    'View Channel, Send Messages, Embed Links, Read Message History',
  ],
  ['a bot that may not send', () => ({ everyone: VIEW | EMBED | HISTORY }), false, 'Send Messages'],
  [
    'a channel where everyone is muted',
    ({ guildId }) => ({ overwrites: [{ id: guildId, type: 0, allow: 0n, deny: SEND }] }),
    false,
    'Send Messages',
  ],
  [
    'a channel where everyone is muted but the bot',
    ({ guildId, botId }) => ({
      overwrites: [
        { id: guildId, type: 0, allow: 0n, deny: SEND },
        { id: botId, type: 1, allow: SEND, deny: 0n },
      ],
    }),
    false,
    null,
  ],
  [
    'a bot that administers, in a channel where everyone is muted',
    ({ guildId, botId }) => ({
      roles: { [ROLE]: ADMINISTRATOR },
      members: { [botId]: [ROLE] },
      overwrites: [{ id: guildId, type: 0, allow: 0n, deny: SEND }],
    }),
    false,
    null,
  ],
];

describe('a channel on Discord', () => {
  it.each(CASES)('with %s', async (_, places, manages, missing) => {
    const { fake, platform } = await start();
    fake.setPlaces(places(fake));
    const view = await platform.look(fake.channelId, `discord:${USER}`);
    expect(view).toMatchObject({ kind: 'seen', space: fake.guildId, manages });
    const obstacle = view.kind === 'seen' ? view.obstacle : null;
    if (missing === null) expect(obstacle).toBeNull();
    else expect(obstacle?.en).toContain(`lacks permissions in that channel: ${missing}.`);
  });

  it('that is deleted, of another server, or no channel at all is not seen', async () => {
    const { fake, platform } = await start();
    expect(await platform.look('1100000000000000098', 'discord:1')).toEqual({ kind: 'unseen' });
    expect(await platform.look('../guilds/1', 'discord:1')).toEqual({ kind: 'unseen' });
    fake.deleteChannel(fake.channelId);
    expect(await platform.look(fake.channelId, 'discord:1')).toEqual({ kind: 'unseen' });
  });

  it('is not known while Discord has trouble', async () => {
    const { fake, platform } = await start();
    fake.failNext({ match: /^GET \/channels/, status: 500, times: 9 });
    expect(await platform.look(fake.channelId, 'discord:1')).toEqual({ kind: 'unknown' });
  });

  it('that is a direct message is managed by who reads it', async () => {
    const { fake, platform } = await start();
    const look = (user: string) => platform.look(fake.directId, user);
    expect(await look('discord:1100000000000000077')).toEqual({
      kind: 'seen',
      manages: true,
      obstacle: null,
    });
    expect(await look('discord:1100000000000000078')).toMatchObject({ manages: false });
  });
});

describe('one person on Discord', () => {
  it('is told alone', async () => {
    const { fake, platform } = await start();
    const outcome = await platform.tell('discord:1100000000000000077', text('hello'), 'key');
    expect(outcome.kind).toBe('posted');
    expect(fake.posted.map(({ channel_id: channel }) => channel)).toEqual([fake.directId]);
    expect(fake.violations).toEqual([]);
  });

  it('who takes no messages is not told', async () => {
    const { fake, platform } = await start();
    fake.failNext({ match: /^POST \/channels/, status: 403, code: 50007 });
    expect(await platform.tell('discord:1100000000000000077', text('hello'), 'key')).toEqual({
      kind: 'forbidden',
      code: '50007',
    });
  });
});
