/** Every command of the curators × everybody who might try, on both platforms. */
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../src/commands/specs.ts';
import { isForm } from '../../../src/platforms/platform.ts';
import { textOf } from '../bot-under-test.ts';
import { ANNA, BO, createBench, FACT, type Person } from './bench.ts';

const DISCORD_HOME = { kind: 'channel', id: 'c', space: '1100000000000000100', home: true } as const;
const DISCORD_AWAY = { kind: 'channel', id: 'c', space: '1100000000000000200', home: false } as const;
const SLACK_HOME = { kind: 'channel', id: 'C1', space: 'T1', home: true } as const;
const SLACK_AWAY = { kind: 'channel', id: 'C1', space: 'T2' } as const;
const DIRECT = { kind: 'direct', id: 'd' } as const;

/** By the setting CURATORS. */
const CURATORS = ['discord:1100000000000000002', 'slack:T1/U2'];

type Row = readonly [who: string, person: Person, may: boolean];
const MATRIX: readonly Row[] = [
  ['a reader on Discord', { user: { id: 'discord:1100000000000000003' }, place: DISCORD_HOME }, false],
  ['a reader on Slack', { user: { id: 'slack:T1/U3' }, place: SLACK_HOME }, false],
  ['a reader in a direct message', { user: { id: 'discord:1100000000000000003' }, place: DIRECT }, false],
  [
    'who manages the channel on Discord',
    { user: { id: 'discord:1100000000000000004', managesChannel: true }, place: DISCORD_HOME },
    false,
  ],
  [
    'who manages the channel on Slack',
    { user: { id: 'slack:T1/U4', managesChannel: true }, place: SLACK_HOME },
    false,
  ],
  [
    'the administrator of another Discord server',
    {
      user: { id: 'discord:1100000000000000005', administrator: true, managesChannel: true },
      place: DISCORD_AWAY,
    },
    false,
  ],
  [
    'the administrator of another Slack workspace',
    { user: { id: 'slack:T2/U5', administrator: true }, place: SLACK_AWAY },
    false,
  ],
  [
    'an administrator where the platform does not say that it is home',
    { user: { id: 'discord:1100000000000000005', administrator: true }, place: DIRECT },
    false,
  ],
  [
    'who was a curator and is removed',
    { user: { id: 'discord:1100000000000000008' }, place: DISCORD_HOME },
    false,
  ],
  ['somebody whose id begins like a curator’s', { user: { id: 'slack:T1/U22' }, place: SLACK_HOME }, false],
  [
    'the administrator at home on Discord',
    { user: { id: 'discord:1100000000000000006', administrator: true }, place: DISCORD_HOME },
    true,
  ],
  [
    'the administrator at home on Slack',
    { user: { id: 'slack:T1/U6', administrator: true }, place: SLACK_HOME },
    true,
  ],
  [
    'a curator by the setting, on Discord',
    { user: { id: 'discord:1100000000000000002' }, place: DISCORD_AWAY },
    true,
  ],
  ['a curator by the setting, on Slack in private', { user: { id: 'slack:T1/U2' }, place: DIRECT }, true],
  ['a curator that was added', { user: { id: 'discord:1100000000000000007' }, place: DISCORD_HOME }, true],
];

/** What would be done if it were allowed. */
const OPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'chip-admin fact add': {
    subject: '沐曦',
    metric: '营收',
    period: '2023-Q1',
    value: '1亿元',
    source: 'it-times-h20',
  },
  'chip-admin fact set': { fact: FACT, value: '-15亿元' },
  'chip-admin fact retract': { fact: FACT, reason: 'x' },
  'chip-admin fact history': { fact: FACT },
  'chip-admin fact undo': { revision: '1', reason: 'x' },
  'chip-admin fact import': { file: 'f.csv' },
  'chip-admin fact export': { format: 'csv' },
  'chip-admin alias add': { entity: '沐曦', alias: '曦云公司' },
  'chip-admin alias remove': { entity: '沐曦', alias: 'MetaX' },
  'chip-admin curator add': { user: 'discord:1100000000000000099' },
  'chip-admin curator remove': { user: 'discord:1100000000000000099' },
  'chip-admin feed add': { url: 'https://news.example/rss' },
  'chip-admin feed remove': { url: 'https://news.example/rss' },
  'chip-admin feed test': { url: 'https://news.example/rss' },
  'chip-admin proposal': { proposal: '1' },
  'chip-admin approve': { proposal: '1' },
  'chip-admin reject': { proposal: '1' },
  'chip-admin confirm': { proposal: '1' },
};

const ADMIN = COMMANDS.filter(({ path }) => path[0] === 'chip-admin' && path[1] !== 'help').map(({ path }) =>
  path.join(' '),
);

async function createCuratedBench() {
  const bench = await createBench({ curators: CURATORS, approvals: 1 });
  const by = ANNA.user.id;
  await bench.store.setCurator('discord:1100000000000000007', { curator: true, by });
  await bench.store.setCurator('discord:1100000000000000008', { curator: true, by });
  await bench.store.setCurator('discord:1100000000000000008', { curator: false, by });
  const fact = bench.live.snapshot().base.fact(FACT);
  if (!fact) throw new Error('no fact');
  const changed = { ...fact, value: -15e8 };
  const step = { change: { kind: 'assert', fact: changed }, base: null } as const;
  await bench.store.propose({ author: BO.user.id, reason: 'x', steps: [step], confirmed: true });
  return bench;
}

describe.each(MATRIX)('%s', (_, person, may) => {
  test(`may ${may ? 'use' : 'not use'} any command of the curators`, async () => {
    const bench = await createCuratedBench();
    for (const command of ADMIN) {
      bench.logged.length = 0;
      const reply = await bench.reply(person, command, OPTIONS[command] ?? {});
      const text = isForm(reply) ? reply.title : textOf(reply);
      const refused = text.includes('这个命令只供事实库的维护者使用');
      expect([command, refused]).toEqual([command, !may]);
      const logged = bench.logged.filter(({ event }) => event === 'curator-refused');
      expect(logged.map(({ fields }) => [fields?.['user'], fields?.['command']])).toEqual(
        may ? [] : [[person.user.id, command]],
      );
      expect(bench.logged.filter(({ level }) => level === 'error')).toEqual([]);
    }
    // Whoever may not has changed nothing at all.
    const untouched = {
      revisions: await bench.store.revisions(),
      pending: (await bench.store.pending()).map(({ id, votes }) => [id, votes.length]),
      curators: (await bench.store.curators()).map(({ user }) => user),
      feeds: await bench.store.digest.feeds(),
      asked: bench.web.asked,
    };
    if (!may) {
      expect(untouched).toEqual({
        revisions: [],
        pending: [[1, 0]],
        curators: ['discord:1100000000000000007'],
        feeds: [],
        asked: [],
      });
    }
  });

  test('may read the help and ask', async () => {
    const bench = await createCuratedBench();
    const help = await bench.reply(person, 'chip-admin help');
    expect(isForm(help) ? '' : textOf(help)).toContain('更正事实');
    const answer = await bench.reply(person, 'chip ask', { question: '摩尔线程2024年亏了多少' });
    expect(isForm(answer) ? '' : textOf(answer)).toContain('14.92亿元');
  });
});

test('every command of the curators is in the matrix, and has what it needs to act', () => {
  const withOptions = COMMANDS.filter(
    ({ path, options }) => path[0] === 'chip-admin' && options.some((o) => o.required),
  );
  expect(withOptions.map(({ path }) => path.join(' ')).filter((command) => !OPTIONS[command])).toEqual([]);
  expect(ADMIN.length).toBeGreaterThan(15);
});

test('a refusal is said in the reader’s language, politely and without the fact', async () => {
  const bench = await createCuratedBench();
  const [, reader] = MATRIX[0] ?? [];
  if (!reader) throw new Error('no reader');
  const told = await bench.reply(reader, 'chip-admin pending', {}, { locale: 'en' });
  const text = isForm(told) ? '' : textOf(told);
  expect(text).toContain('This command is for the curators');
  expect(text).toContain('please');
  expect(text).not.toContain(FACT);
});

test('rights are those of whoever presses the button, when it is pressed', async () => {
  const bench = await createBench({ approvals: 1 });
  const added = { user: { id: 'discord:1100000000000000007' }, place: DISCORD_HOME };
  await bench.say(ANNA, 'curator add', { user: added.user.id });
  const proposed = await bench.say(ANNA, 'fact set', { fact: FACT, value: '-15亿元' });
  await bench.say(ANNA, 'curator remove', { user: added.user.id });
  expect(textOf(await bench.press(added, proposed, '批准'))).toContain('只供事实库的维护者');
  expect(await bench.store.revisions()).toEqual([]);
});
