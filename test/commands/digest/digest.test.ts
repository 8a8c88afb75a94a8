/** `/chip digest …`: who may, where, and what is said when something is wrong. */
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../src/commands/specs.ts';
import { replyToMessage } from '../../../src/platforms/form-message.ts';
import { isForm, type Message, type Reply, type Request } from '../../../src/platforms/platform.ts';
import { type Bench, createBench, type Person } from '../admin/bench.ts';
import { faultsOf, textOf } from '../bot-under-test.ts';

const HOME = {
  kind: 'channel',
  id: '1100000000000000010',
  space: '1100000000000000100',
  home: true,
} as const;
const NEXT_DOOR = { ...HOME, id: '1100000000000000011' };
const AWAY = {
  kind: 'channel',
  id: '1100000000000000020',
  space: '1100000000000000200',
  home: false,
} as const;
const SLACK = { kind: 'channel', id: 'C1', space: 'T1', home: true } as const;

const user = (id: string, more: Partial<Request['user']> = {}): Request['user'] => ({ id, ...more });
const MANAGER: Person = { user: user('discord:1100000000000000001', { managesChannel: true }), place: HOME };
const CHIEF: Person = {
  user: user('discord:1100000000000000002', { managesChannel: true, administrator: true }),
  place: HOME,
};
const STRANGER: Person = {
  user: user('discord:1100000000000000003', { managesChannel: true, administrator: true }),
  place: AWAY,
};

const DAILY = { schedule: '每天 09:00', timezone: 'Asia/Shanghai' };

function saying(bench: Bench) {
  return async (who: Person, word: string, options = {}, more: Partial<Request> = {}): Promise<Message> => {
    const message = replyToMessage(await bench.reply(who, `chip digest ${word}`, options, more));
    expect(faultsOf(message)).toEqual([]);
    return message;
  };
}

async function open() {
  const bench = await createBench();
  const say = saying(bench);
  const text = async (...given: Parameters<typeof say>): Promise<string> => textOf(await say(...given));
  const [discord] = bench.platforms;
  if (!discord) throw new Error('no platform');
  return { bench, say, text, discord, store: bench.store.digest };
}

describe('subscribing', () => {
  test('keeps what was asked for, and says when the first one comes', async () => {
    const { text, store } = await open();
    const said = await text(MANAGER, 'subscribe', { ...DAILY, topics: '沐曦，净利润' });
    expect(said).toContain('已订阅 #1');
    expect(said).toContain('每天 09:00（Asia/Shanghai），主题：沐曦，净利润，语言：中文');
    expect(said).toContain('下一次：2026-11-24 09:00');
    expect(said).toContain('还没有新闻源');
    expect(await store.subscriptions()).toMatchObject([
      {
        platform: 'discord',
        space: HOME.space,
        place: HOME.id,
        by: MANAGER.user.id,
        options: { schedule: '0 9 * * *', timezone: 'Asia/Shanghai', topics: '沐曦，净利润', language: 'zh' },
      },
    ]);
    expect(await text(MANAGER, 'subscribe', { ...DAILY, topics: '沐曦，净利润' })).toContain(
      '已有同样的订阅 #1',
    );
    expect(await store.subscriptions()).toHaveLength(1);
  });

  test('speaks English to whoever reads it', async () => {
    const { text } = await open();
    const given = { schedule: 'weekly mon 09:00', timezone: 'Europe/London', language: 'zh' };
    const said = await text(MANAGER, 'subscribe', given, { locale: 'en' });
    expect(said).toContain('Subscribed: #1');
    expect(said).toContain('weekly Mon 09:00 (Europe/London), about: all that the base knows, in Chinese');
    expect(said).toContain('next: 2026-11-23 09:00');
  });

  test.each([
    ['nothing', {}],
    ['a schedule alone', { schedule: '每天 09:00' }],
  ])('with %s opens a form that holds what is known', async (_, given) => {
    const { bench, store } = await open();
    const reply = await bench.reply(MANAGER, 'chip digest subscribe', given);
    if (!isForm(reply)) throw new Error('no form');
    const values = Object.fromEntries(reply.fields.map(({ name, value }) => [name, value]));
    expect(values).toEqual({
      timezone: 'Asia/Shanghai',
      topics: undefined,
      language: 'zh',
      schedule: undefined,
      ...given,
    });
    expect(await store.subscriptions()).toEqual([]);
    const sent = { ...reply.call.options, ...DAILY };
    await bench.reply(MANAGER, reply.call.command, sent);
    expect(await store.subscriptions()).toHaveLength(1);
  });

  test.each([
    [{ schedule: '有空的时候' }, '不是推送时间', 'is no schedule'],
    [{ schedule: '25:00' }, '不是推送时间', 'is no schedule'],
    [{ schedule: '0 9 31 2 *' }, '永远不会到来', 'never comes'],
    [{ timezone: 'Middle/Earth' }, '没有“Middle/Earth”这个时区', 'There is no time zone'],
    [{ timezone: '+08:00' }, 'Asia/Shanghai', 'Asia/Shanghai'],
    [{ topics: '火星矿业' }, '事实库里没有“火星矿业”', 'does not know'],
    [{ language: 'tlh' }, '没有“tlh”这种语言', 'written in zh or en'],
  ])('with %j asks again in a form, with what was typed and what is wrong', async (wrong, zh, en) => {
    const { bench, store } = await open();
    for (const [locale, expected] of [
      ['zh', zh],
      ['en', en],
    ] as const) {
      const options = { schedule: 'daily 09:00', timezone: 'UTC', ...wrong };
      const reply = await bench.reply(MANAGER, 'chip digest subscribe', options, { locale });
      if (!isForm(reply)) throw new Error('no form');
      const shown = /\p{Script=Han}/u.test(Object.values(options).join('')) ? zh : expected;
      expect(reply.problem).toContain(shown);
      expect(reply.fields.map(({ value }) => value)).toEqual(expect.arrayContaining(Object.values(options)));
    }
    expect(await store.subscriptions()).toEqual([]);
  });

  test('names the fix where the bot may not post, and keeps nothing', async () => {
    const { text, discord, store } = await open();
    const obstacle = { zh: '缺少权限：发送消息', en: 'lacks permissions: Send Messages' };
    discord.setPlace(HOME.id, { kind: 'seen', space: HOME.space, manages: true, obstacle });
    expect(await text(MANAGER, 'subscribe', DAILY)).toBe('缺少权限：发送消息');
    discord.setPlace(HOME.id, { kind: 'unseen' });
    expect(await text(MANAGER, 'subscribe', DAILY)).toContain('看不到那个频道');
    discord.setPlace(HOME.id, { kind: 'unknown' });
    expect(await text(MANAGER, 'subscribe', DAILY)).toContain('再试');
    expect(await store.subscriptions()).toEqual([]);
  });

  test.each([
    ['who manages it', MANAGER, true, HOME.space, true],
    ['who does not manage it', MANAGER, false, HOME.space, false],
    ['an administrator of the server', CHIEF, false, HOME.space, true],
    ['who manages a channel of another server', MANAGER, true, AWAY.space, false],
    ['an administrator, of another server', CHIEF, true, AWAY.space, false],
    ['anybody, where no server is told', CHIEF, true, undefined, false],
  ] as const)('another channel, by %s', async (_, who, manages, space, may) => {
    const { text, discord, store } = await open();
    const view = { kind: 'seen', manages, obstacle: null } as const;
    discord.setPlace(NEXT_DOOR.id, space === undefined ? view : { ...view, space });
    await text(who, 'subscribe', { ...DAILY, channel: `<#${NEXT_DOOR.id}>` });
    const kept = await store.subscriptions();
    expect(kept.map(({ place }) => place)).toEqual(may ? [NEXT_DOOR.id] : []);
  });

  test.each(['here', '这里', `<#${HOME.id}>`, HOME.id])('%s is this channel', async (channel) => {
    const { text, store } = await open();
    await text(MANAGER, 'subscribe', { ...DAILY, channel });
    expect((await store.subscriptions()).map(({ place }) => place)).toEqual([HOME.id]);
  });

  test('says what a channel is where something else was typed', async () => {
    const { text, store } = await open();
    expect(await text(MANAGER, 'subscribe', { channel: '每天 09:00' })).toContain('看不出是哪个频道');
    expect(await store.subscriptions()).toEqual([]);
  });

  test('is enough at some point', async () => {
    const { text, store } = await open();
    for (let minute = 0; minute < 25; minute += 1)
      await text(MANAGER, 'subscribe', { ...DAILY, schedule: `${minute} 9 * * *` });
    expect(await text(MANAGER, 'subscribe', { ...DAILY, schedule: '59 9 * * *' })).toContain('请先退订一个');
    expect(await store.subscriptions()).toHaveLength(25);
  });
});

describe('managing', () => {
  test('lists, pauses, resumes and deletes, by number or because there is only one', async () => {
    const { text, store } = await open();
    expect(await text(MANAGER, 'list')).toBe('这里还没有订阅。');
    await text(MANAGER, 'subscribe', DAILY);
    expect(await text(MANAGER, 'list')).toContain('#1 · 每天 09:00（Asia/Shanghai）');
    expect(await text(MANAGER, 'pause')).toContain('#1 已暂停');
    expect(await text(MANAGER, 'pause', { id: '1' })).toContain('已暂停');
    expect(await store.subscriptions()).toMatchObject([{ state: 'paused' }]);
    expect(await text(MANAGER, 'preview')).toContain('没有可推送的内容');
    expect(await text(MANAGER, 'resume', { id: '#1' })).toContain('下一次：2026-11-24 09:00');
    expect(await store.subscriptions()).toMatchObject([{ state: 'on' }]);
    await text(MANAGER, 'subscribe', { ...DAILY, topics: 'all' });
    // Two of them: which one is asked, by showing them.
    expect(await text(MANAGER, 'unsubscribe')).toContain('#2');
    expect(await text(MANAGER, 'unsubscribe', { id: '2' })).toContain('#2 已退订');
    expect((await store.subscriptions()).map(({ id }) => id)).toEqual([1]);
  });

  test('does not resume where the bot may not post', async () => {
    const { text, discord, store } = await open();
    await text(MANAGER, 'subscribe', DAILY);
    await text(MANAGER, 'pause');
    discord.setPlace(HOME.id, { kind: 'unseen' });
    expect(await text(MANAGER, 'resume')).toContain('看不到那个频道');
    expect(await store.subscriptions()).toMatchObject([{ state: 'paused' }]);
  });

  test('says why one has ended', async () => {
    const { bench, text, store } = await open();
    await text(MANAGER, 'subscribe', DAILY);
    const now = bench.clock.now.toISOString();
    const name = { subscription: 1, planned: '2026-11-24T01:00:00.000Z' };
    await store.claim({ ...name, holder: 'me', now, until: now });
    await store.finish(name, 'me', { state: 'refused', told: [], seq: null, why: '50001' });
    expect(await text(MANAGER, 'list')).toContain('已停止：机器人不能在那里发言（50001）');
  });

  const WORDS = ['preview', 'pause', 'resume', 'unsubscribe'] as const;
  test.each(WORDS)('%s touches nothing of another server, workspace or channel', async (word) => {
    const { text, store } = await open();
    await text(MANAGER, 'subscribe', DAILY);
    const before = await store.subscriptions();
    const others: readonly Person[] = [
      STRANGER,
      // The same ids on another platform, and in another channel of the same server.
      {
        user: user('slack:T1/U1', { managesChannel: true, administrator: true }),
        place: { ...SLACK, space: HOME.space },
      },
      { user: MANAGER.user, place: NEXT_DOOR },
      { user: MANAGER.user, place: { kind: 'direct', id: HOME.id } },
    ];
    for (const other of others) {
      expect(await text(other, 'list')).toBe('这里还没有订阅。');
      expect(await text(other, word, { id: '1' })).toContain('没有编号为“1”的订阅');
    }
    expect(await store.subscriptions()).toEqual(before);
    expect(await text({ ...CHIEF, place: NEXT_DOOR }, 'list')).toContain('#1');
  });
});

const DIGEST = COMMANDS.filter(({ path }) => path[1] === 'digest');
const EVERYBODY: readonly (readonly [string, Person, boolean])[] = [
  ['a reader on Discord', { user: user('discord:1100000000000000005'), place: HOME }, false],
  ['a reader on Slack', { user: user('slack:T1/U5'), place: SLACK }, false],
  [
    'who may not manage the channel, as the platform says',
    { user: user('discord:1100000000000000005', { managesChannel: false }), place: HOME },
    false,
  ],
  ['a curator by the setting', { user: user('discord:1100000000000000006'), place: HOME }, false],
  ['who manages the channel on Discord', MANAGER, true],
  [
    'who manages the channel on Slack',
    { user: user('slack:T1/U1', { managesChannel: true }), place: SLACK },
    true,
  ],
  [
    'who sits at the machine',
    {
      user: user('terminal', { managesChannel: true }),
      place: { kind: 'direct', id: 'terminal', home: true },
    },
    true,
  ],
];

describe.each(EVERYBODY)('%s', (_, person, may) => {
  test(`may ${may ? 'use' : 'not use'} any of the commands`, async () => {
    const bench = await createBench({ curators: ['discord:1100000000000000006'] });
    for (const { path } of DIGEST) {
      const command = path.join(' ');
      bench.logged.length = 0;
      const reply = await bench.reply(person, command, path[2] === 'subscribe' ? DAILY : { id: '1' });
      const text = isForm(reply) ? reply.title : textOf(reply);
      expect([command, text.includes('管理这个频道的人才能设置简报')]).toEqual([command, !may]);
      const refused = bench.logged.filter(({ event }) => event === 'manager-refused');
      expect(refused.map(({ fields }) => fields?.['command'])).toEqual(may ? [] : [command]);
    }
    // What was subscribed was deleted again by the last of them; a reader has left nothing at all.
    expect(DIGEST.at(-1)?.path[2]).toBe('unsubscribe');
    expect(await bench.store.digest.subscriptions()).toEqual([]);
    expect(await bench.store.digest.slots(1)).toEqual([]);
  });
});

const BAD: readonly string[] = [
  '',
  '   \n\t ',
  '芯'.repeat(10_000),
  '\u0000\u0007\u001b[31m\u200b\u202e',
  '\ud83d',
  '__proto__',
  '<@123> @everyone **x** <script>alert(1)</script>',
  "'; drop table subscriptions; --",
  '99999999999999999999',
  '-1',
  '1e3',
  'Infinity',
];

describe.each(DIGEST.map((spec) => [spec.path.join(' '), spec] as const))('%s', (command, { options }) => {
  test('answers anything in both languages, without a bug and without a trace', async () => {
    const bench = await createBench();
    for (const text of BAD) {
      for (const locale of ['zh', 'en'] as const) {
        const ways: Readonly<Record<string, string>>[] = [
          Object.fromEntries(options.map(({ name }) => [name, text])),
          ...options.map(({ name }) => ({
            ...DAILY,
            topics: '',
            [name]: text,
            ...(name === 'channel' ? {} : { channel: 'nowhere at all' }),
          })),
        ];
        for (const given of ways) {
          const reply: Reply = await bench.reply(MANAGER, command, given, { locale });
          expect(faultsOf(replyToMessage(reply)).filter((fault) => !fault.startsWith('blanks'))).toEqual([]);
        }
      }
    }
    expect(bench.logged.filter(({ level }) => level === 'error')).toEqual([]);
    const kept = await bench.store.digest.subscriptions();
    expect(kept.map(({ place }) => place).filter((place) => place !== HOME.id)).toEqual([]);
  });
});

test('a bot without a store says that there are no digests', async () => {
  const { bot, request, textOf: read } = await import('../bot-under-test.ts');
  expect(read(await bot.handle(request('chip digest list', {}, 'en')))).toContain('not switched on');
});
