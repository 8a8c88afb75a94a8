import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { commandsToBodies } from '../../../src/platforms/discord/commands-to-bodies.ts';
import type { Message } from '../../../src/platforms/platform.ts';
import { buttonsOf } from '../../fakes/discord/message-checks.ts';
import { COMMANDS, createBotDouble, start, text } from './harness.ts';

const { Administrator, ManageGuild, ManageChannels, SendMessages } = PermissionFlagsBits;
const PENDING = { command: 'chip-admin pending' };

describe('the rights of a user', () => {
  it.each([
    ['an administrator', Administrator, true, true],
    ['who manages the server', ManageGuild | SendMessages, true, false],
    ['who manages the channel', ManageChannels, false, true],
    ['a member', SendMessages, false, false],
    ['who may nothing', 0n, false, false],
  ])('are those of %s', async (_, permissions, administrator, managesChannel) => {
    const bot = createBotDouble();
    const { fake } = await start({ bot });
    await fake.sendInteraction({ ...PENDING, permissions: String(permissions) }).shown;
    expect(bot.requests[0]?.user).toMatchObject({ administrator, managesChannel });
  });

  it.each(['direct', 'group'] as const)('are those of no server in a %s message', async (where) => {
    const bot = createBotDouble();
    const { fake } = await start({ bot });
    await fake.sendInteraction({ ...PENDING, where, permissions: String(Administrator) }).shown;
    expect(bot.requests[0]?.user.administrator).toBeUndefined();
    expect(bot.requests[0]?.user.managesChannel).toBe(where === 'direct' ? true : undefined);
    expect(bot.requests[0]?.place.home).toBeUndefined();
  });

  it.each([
    ['the home server', undefined, true],
    ['another server', '1100000000000000077', false],
  ])('come with the word that it is %s', async (_, guild, home) => {
    const bot = createBotDouble();
    const { fake } = await start({ bot, config: { guildId: '1100000000000000003' } });
    await fake.sendInteraction({ ...PENDING, ...(guild ? { guild } : {}) }).shown;
    expect(bot.requests[0]?.place.home).toBe(home);
  });

  it('who presses a button below a shared message are their own', async () => {
    const answer: Message = text('1 proposal', {
      actions: [
        {
          kind: 'call',
          label: 'Approve',
          style: 'primary',
          call: { command: 'chip-admin approve', options: { id: '7' } },
        },
        {
          kind: 'call',
          label: 'Reject',
          style: 'danger',
          call: { command: 'chip-admin approve', options: { id: '8' } },
        },
        { kind: 'call', label: 'More', call: { command: 'chip help', options: {} } },
        { kind: 'share', label: 'Share', call: { ...PENDING, options: {} } },
      ],
    });
    const bot = createBotDouble(() => answer);
    const { fake } = await start({ bot });
    const message = await fake.sendInteraction({ ...PENDING, permissions: String(Administrator) }).shown;
    const share = buttonsOf(message).find(({ label }) => label === 'Share');
    const shared = await fake.sendInteraction({ press: { message, customId: share?.custom_id ?? '' } }).shown;
    expect(buttonsOf(shared).map(({ label, style }) => [label, style])).toEqual([
      ['Approve', 1],
      ['Reject', 4],
      ['More', 2],
    ]);
    const press = { message: shared, customId: buttonsOf(shared)[0]?.custom_id ?? '' };
    await fake.sendInteraction({ press, user: '820000000000000009', permissions: String(SendMessages) })
      .shown;
    expect(bot.requests[1]).toMatchObject({
      command: 'chip-admin approve',
      options: { id: '7' },
      user: { id: 'discord:820000000000000009', administrator: false },
    });
    expect(fake.violations).toEqual([]);
  });
});

it('hidden commands are not registered, and files are attachments', () => {
  const admin = commandsToBodies(COMMANDS, 'global').find(({ name }) => name === 'chip-admin');
  expect(admin?.options?.map(({ name }) => name)).toEqual(['fact', 'pending']);
  expect(admin?.options?.[0]).toMatchObject({
    options: [
      { name: 'retract' },
      { name: 'set' },
      { name: 'import', options: [{ name: 'file', type: 11, required: true }] },
    ],
  });
});
