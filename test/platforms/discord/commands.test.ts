import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord-api-types/v10';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commandsToBodies } from '../../../src/platforms/discord/commands-to-bodies.ts';
import type { CommandSpec } from '../../../src/platforms/platform.ts';
import { checkCommands } from '../../fakes/discord/command-checks.ts';
import type { FakeDiscord } from '../../fakes/discord/fake-discord.ts';
import { COMMANDS, createBotDouble, openFake, plugIn, start } from './harness.ts';

type Body = RESTPostAPIChatInputApplicationCommandsJSONBody;

const puts = (fake: FakeDiscord) =>
  fake.calls.filter((call) => call.method === 'PUT').map((call) => call.path);

/** Registers on a fake that may know commands already, and disconnects. */
async function registerOn(fake: FakeDiscord, setup: Parameters<typeof plugIn>[1] = {}): Promise<void> {
  const { platform } = plugIn(fake, setup);
  await platform.start();
  await platform.stop();
}

function optionNames(body: Body | undefined): string[] {
  return (body?.options ?? []).map((option) => option.name);
}

describe('commands on Discord', () => {
  const [chip, admin] = commandsToBodies(COMMANDS, 'global');

  it('are two roots with subcommands and groups', () => {
    expect([chip?.name, admin?.name]).toEqual(['chip', 'chip-admin']);
    expect(optionNames(chip)).toEqual(['ask', 'company', 'digest', 'help']);
    expect(chip?.options?.map((option) => option.type)).toEqual([1, 1, 2, 1]);
    expect(chip?.options?.[2]).toMatchObject({
      name: 'digest',
      options: [{ name: 'list' }, { name: 'pause' }],
    });
  });

  it('have Chinese names and descriptions, simplified and traditional', () => {
    expect(chip?.options?.[0]).toMatchObject({
      name: 'ask',
      name_localizations: { 'zh-CN': '提问', 'zh-TW': '提问繁' },
      description: 'What chip ask does',
      description_localizations: { 'zh-CN': '提问说明', 'zh-TW': '提问說明' },
    });
  });

  it('have the required options first, with completion where the bot completes', () => {
    expect(chip?.options?.[0]).toMatchObject({
      options: [
        {
          type: 3,
          name: 'question',
          name_localizations: { 'zh-CN': '问题' },
          required: true,
          autocomplete: true,
        },
        { type: 3, name: 'as_of', required: false },
      ],
    });
  });

  it('work in servers, in direct messages and in group chats, installed by a server or by a user', () => {
    expect(chip).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
  });

  it('hide the admin root from those who may not manage the server', () => {
    expect(admin?.default_member_permissions).toBe('32');
    expect(chip?.default_member_permissions).toBeUndefined();
  });

  it('describe a group by what is in it unless the bot describes it', () => {
    const digest: CommandSpec = {
      path: ['chip', 'digest'],
      name: { zh: '摘要', hant: '摘要', en: 'digest' },
      description: { zh: '订阅', hant: '訂閱', en: 'Subscriptions' },
      options: [],
    };
    const [described] = commandsToBodies([...COMMANDS, digest], 'global');
    expect(chip?.options?.[2]).toMatchObject({
      description: 'list, pause',
      description_localizations: { 'zh-CN': '列表, 暂停' },
    });
    expect(described?.options?.[2]).toMatchObject({
      description: 'Subscriptions',
      name_localizations: { 'zh-CN': '摘要' },
    });
  });

  it('keep to the rules for names whatever they are called', () => {
    const odd: readonly CommandSpec[] = ['one', 'two', 'three'].map((last) => ({
      path: ['chip', last],
      name: { zh: last === 'three' ? '！！' : 'Fancy Name（新）', hant: '名'.repeat(50), en: last },
      description: { zh: '长'.repeat(300), hant: '', en: '' },
      options: [],
    }));
    const bodies = commandsToBodies(odd, 'global');
    expect(checkCommands(bodies as Parameters<typeof checkCommands>[0])).toEqual([]);
    expect(bodies[0]?.options?.[0]?.name_localizations).toMatchObject({ 'zh-CN': 'fancy-name新' });
  });
});

describe('the commands of the agreed list, with the longest texts,', () => {
  const long = (text: string, filler: string): string => text + filler.repeat(100 - text.length);
  const words = (text: string) => ({ zh: text, hant: text, en: text });
  const described = (text: string) => ({ zh: long(text, '长'), hant: long(text, '長'), en: long(text, 'x') });
  const agreed: readonly (readonly [path: string, options: string])[] = [
    ['fact add', 'subject metric period value source note'],
    ['fact set', 'subject metric period value source note'],
    ['fact retract', 'fact reason'],
    ['fact history', 'fact'],
    ['fact undo', 'revision reason'],
    ['fact import', 'file'],
    ['fact export', ''],
    ['pending', ''],
    ['alias add', 'entity alias'],
    ['alias remove', 'entity alias'],
    ['feed add', 'url topics'],
    ['feed list', ''],
    ['feed remove', 'url'],
    ['feed test', 'url'],
    ['curator add', 'user'],
    ['curator remove', 'user'],
    ['curator list', ''],
    ['gaps', ''],
    ['help', ''],
  ];
  const specs: readonly CommandSpec[] = agreed.map(([path, options]) => ({
    path: ['chip-admin', ...path.split(' ')],
    name: words(path.split(' ').at(-1) ?? ''),
    description: described(path),
    options: options
      .split(' ')
      .filter((name) => name !== '')
      .map((name) => ({
        name,
        label: words(name),
        description: described(name),
        required: false,
        complete: true,
        ...(name === 'file' ? { kind: 'file' as const } : {}),
      })),
  }));

  it('fit into one command of 8,000 characters and keep the contract', async () => {
    const fake = await openFake();
    await registerOn(fake, { bot: { ...createBotDouble(), commands: specs } });
    expect(fake.violations).toEqual([]);
    const [admin] = fake.registered('global');
    expect(admin?.options?.map(({ name }) => name)).toEqual([
      'fact',
      'pending',
      'alias',
      'feed',
      'curator',
      'gaps',
      'help',
    ]);
  });

  it('complete an option two levels down', async () => {
    const bot = createBotDouble(undefined, [{ label: '摩尔线程', value: 'moore-threads' }]);
    const { fake } = await start({ bot });
    const typing = { command: 'chip-admin fact retract', options: { fact: 'moo' }, focus: 'fact' };
    expect((await fake.sendInteraction(typing).callback).data?.choices).toEqual([
      { name: '摩尔线程', value: 'moore-threads' },
    ]);
    expect(bot.requests[0]).toMatchObject({ command: 'chip-admin fact retract', options: { fact: 'moo' } });
  });
});

describe('registering commands', () => {
  it('writes them once and not again while they are the same', async () => {
    const fake = await openFake();
    await registerOn(fake);
    await registerOn(fake);
    expect(puts(fake)).toEqual([`/applications/${fake.applicationId}/commands`]);
    expect(
      fake
        .registered('global')
        .map((each) => each.name)
        .toSorted(),
    ).toEqual(['chip', 'chip-admin']);
    expect(fake.violations).toEqual([]);
  });

  it('writes them again when a text changed', async () => {
    const fake = await openFake();
    const bot = createBotDouble();
    await registerOn(fake, { bot });
    const changed = COMMANDS.map((each) => ({ ...each, description: { ...each.description, hant: '改了' } }));
    await registerOn(fake, { bot: { ...bot, commands: changed } });
    expect(puts(fake)).toHaveLength(2);
  });

  it('writes them for one server when there is a home server, and not again', async () => {
    const fake = await openFake();
    await registerOn(fake, { config: { guildId: fake.guildId } });
    await registerOn(fake, { config: { guildId: fake.guildId } });
    expect(puts(fake)).toEqual([`/applications/${fake.applicationId}/guilds/${fake.guildId}/commands`]);
    expect(fake.violations).toEqual([]);
  });

  it('names the setting when the app is not in that server', async () => {
    const fake = await openFake();
    const { platform } = plugIn(fake, { config: { guildId: '1100000000000000999' } });
    await expect(platform.start()).rejects.toMatchObject({
      code: 'bad-setting',
      details: { setting: 'DISCORD_GUILD_ID' },
    });
  });

  it('names the setting when the token is that of another app', async () => {
    const fake = await openFake();
    const { platform } = plugIn(fake, { config: { applicationId: '1100000000000000999' } });
    await expect(platform.start()).rejects.toMatchObject({
      code: 'bad-setting',
      details: { setting: 'DISCORD_APPLICATION_ID' },
    });
  });

  it('waits as long as Discord says when it is too fast', async () => {
    const fake = await openFake();
    fake.failNext({ match: /^PUT /, status: 429, retryAfter: 0.02 });
    const { platform } = plugIn(fake);
    onTestFinished(() => platform.stop());
    await platform.start();
    expect(fake.calls.filter((call) => call.method === 'PUT').map((call) => call.status)).toEqual([429, 200]);
  });

  it('is ready for commands at once', async () => {
    const { fake, lines } = await start();
    expect(lines.map((line) => line.event)).toEqual([
      'discord-shards',
      'discord-connected',
      'discord-commands',
      'discord-ready',
    ]);
    expect(fake.violations).toEqual([]);
  });
});
