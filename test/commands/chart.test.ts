import { describe, expect, it } from 'vitest';
import { createPictures, type Drawn, type Pictures } from '../../src/chart/pictures.ts';
import { createBot } from '../../src/commands/bot.ts';
import { drawableMetrics } from '../../src/commands/chart-figures.ts';
import { createFactBase } from '../../src/knowledge/fact-base.ts';
import type { Message } from '../../src/platforms/platform.ts';
import { decodePng, figure } from '../chart/charts.ts';
import {
  ask,
  base,
  faultsOf,
  labelsOf,
  logged,
  press,
  request,
  sayingMessages,
  shareOf,
  textOf,
} from './bot-under-test.ts';

function chart(options: Readonly<Record<string, string>>, locale?: 'zh' | 'en'): Promise<Message> {
  return ask('chart', options, locale);
}

function fileOf({ files = [] }: Message) {
  expect(files).toHaveLength(1);
  const [file] = files;
  if (!file) throw new Error('no file');
  return file;
}

function actionOf(message: Message, label: string) {
  const action = message.actions.find((each) => each.label === label);
  if (!action) throw new Error(`no button '${label}' among ${labelsOf(message).join(', ')}`);
  return action;
}

describe('a measure that is offered', () => {
  it.each(['市场份额', '规模', 'market share', 'size'])('can be typed alone: %s', async (subject) => {
    const locale = /[a-z]/u.test(subject) ? 'en' : 'zh';
    const message = await chart({ subject }, locale);
    expect(textOf(message)).not.toMatch(/不作猜测|nothing is guessed/u);
    expect((message.files ?? []).length + message.actions.length).toBeGreaterThan(0);
  });

  it('is known by its label, whichever it is', async () => {
    for (const { id, label } of drawableMetrics([], base).map((metric) => base.metric(metric))) {
      const message = await chart({ subject: label.zh }, 'zh');
      expect([id, textOf(message)]).toEqual([id, expect.not.stringContaining('不作猜测')]);
    }
  });
});

describe('a chart', () => {
  it.each([
    ['zh', '摩尔线程 净利润（负数为净亏损）', '柱状图：摩尔线程 净利润', '2024年：净亏损14.92亿元'],
    [
      'en',
      'Moore Threads: net profit (below zero: net loss)',
      'Bar chart: Moore Threads',
      '2024: net loss CNY 1.492 billion',
    ],
  ] as const)('in %s is a PNG with title, source and alt text', async (locale, title, alt, told) => {
    const typed =
      locale === 'zh'
        ? { subject: '摩尔线程', metric: '净亏损' }
        : { subject: 'Moore Threads', metric: 'net loss' };
    const message = await chart(typed, locale);
    expect(faultsOf(message)).toEqual([]);
    expect(message.blocks[0]).toEqual({ kind: 'headline', text: title });
    expect(textOf(message)).toContain('IT时报');
    const file = fileOf(message);
    expect(file.name).toBe('moore-threads-net-profit.png');
    expect(file.type).toBe('image/png');
    expect(file.alt).toContain(alt);
    expect(file.alt).toContain(told);
    expect(file.alt.length).toBeLessThanOrEqual(1_000);
    if (typeof file.content === 'string') throw new Error('text instead of a picture');
    expect(file.content.byteLength).toBeLessThan(200_000);
    expect(decodePng(file.content).width).toBe(1_760);
  });

  it.each<[Record<string, string>, string]>([
    [{ subject: '摩尔线程、沐曦', metric: '营收' }, '摩尔线程、沐曦 营业收入'],
    [{ subject: '摩尔线程，沐曦', metric: '营业收入' }, '摩尔线程、沐曦 营业收入'],
    [{ subject: '摩尔线程和沐曦', metric: '营收' }, '摩尔线程、沐曦 营业收入'],
    [{ subject: '沐熙', metric: '净亏损' }, '沐曦 净利润（负数为净亏损）'],
    [{ subject: 'muxi', metric: '净亏损' }, '沐曦 净利润（负数为净亏损）'],
    [{ subject: '摩尔线程净亏损' }, '摩尔线程 净利润（负数为净亏损）'],
    [{ subject: '营收' }, '摩尔线程、沐曦 营业收入'],
    [{ metric: '营收' }, '摩尔线程、沐曦 营业收入'],
    [{ subject: 'Moore Threads, MetaX', metric: 'revenue' }, 'Moore Threads, MetaX: revenue'],
    [
      { subject: 'Moore Threads and MetaX', metric: 'net loss' },
      'Moore Threads, MetaX: net profit (below zero: net loss)',
    ],
    [{ subject: 'Moore', metric: 'Threads net loss' }, 'Moore Threads: net profit (below zero: net loss)'],
    [{ subject: 'Metaxx', metric: 'revenue' }, 'MetaX: revenue'],
    [{ subject: 'moore-threads、metax', metric: 'revenue' }, 'Moore Threads, MetaX: revenue'],
    [{ subject: 'Moore Threads, Moore Threads', metric: 'revenue' }, 'Moore Threads: revenue'],
  ])('%j draws %s', async (options, title) => {
    const message = await chart(options);
    expect(faultsOf(message)).toEqual([]);
    expect(message.blocks[0]).toEqual({ kind: 'headline', text: title });
    fileOf(message);
  });

  it('says how a misspelt name was read', async () => {
    expect(textOf(await chart({ subject: '沐熙', metric: '净亏损' }))).toContain('“沐熙”按“沐曦”理解');
  });

  it('tells the quarter that is no bar among years, a loss by its name', async () => {
    const text = textOf(await chart({ subject: 'MetaX', metric: 'net loss' }, 'en'));
    expect(text).toContain('not drawn: Q1 2025 net loss CNY 233 million');
  });

  it('of a group draws its members, and says who has no such figure', async () => {
    const message = await chart({ subject: '国产GPU四小龙', metric: '净亏损' });
    expect(fileOf(message).alt).toContain('沐曦 2024年');
    expect(textOf(message)).toContain('库里没有燧原科技、壁仞科技的净利润');
  });

  it('can be shared, and is the same again', async () => {
    const message = await chart({ subject: '摩尔线程、沐曦', metric: '营收' }, 'zh');
    const call = shareOf(message);
    if (!call) throw new Error('no share button');
    const again = await ask(call.command.replace('chip ', ''), call.options, 'zh');
    expect(fileOf(again).content).toEqual(fileOf(message).content);
  });
});

describe('without a measure', () => {
  it.each([
    [{ subject: '摩尔线程' }, 'zh', ['营业收入', '净利润', '募资投向金额']],
    [{ subject: 'Nvidia' }, 'en', ['market share', 'share of revenue from China']],
  ] as const)('%j in %s offers what can be drawn, and each is', async (options, locale, labels) => {
    const message = await chart(options, locale);
    expect(message.files).toBeUndefined();
    expect(labelsOf(message)).toEqual(labels);
    for (const action of message.actions) fileOf(await press(action, locale));
  });

  it('and without a subject offers measures of all, and each is drawn', async () => {
    const message = await chart({}, 'en');
    expect(labelsOf(message).length).toBeGreaterThan(5);
    for (const action of message.actions) fileOf(await press(action, 'en'));
  });

  it('where there is only one, draws it', async () => {
    fileOf(await chart({ subject: '全球AI服务器市场', metric: '规模' }));
    expect(fileOf(await chart({ subject: '国产AI芯片' })).alt).toContain('数据中心份额');
  });
});

describe('what cannot be drawn', () => {
  it.each([
    [{ subject: '英伟达', metric: '市值增加' }, 'zh', '单位不同'],
    [{ subject: 'Nvidia', metric: 'market value gain' }, 'en', 'the units differ'],
    [{ subject: '黄仁勋', metric: '访华次数' }, 'zh', '只有一个数字'],
    [{ subject: 'Jensen Huang', metric: 'visits to China' }, 'en', 'only one figure'],
    [{ subject: '英伟达', metric: '净利润' }, 'zh', '没有英伟达的净利润数字'],
    [{ subject: 'Nvidia', metric: 'net profit' }, 'en', 'no figures of net profit for Nvidia'],
    [{ subject: '华为' }, 'zh', '没有华为两个以上可比的数字'],
    [{ subject: 'Huawei' }, 'en', 'no two comparable figures of Huawei'],
    [{ subject: 'xyzzy', metric: '净利润' }, 'zh', '没有“xyzzy”这个名称'],
    [{ subject: 'xyzzy', metric: 'net profit' }, 'en', 'no name “xyzzy”'],
    [{ subject: '摩尔线程', metric: 'xyzzy' }, 'zh', '没有“xyzzy”这个可比较的指标'],
    [{ subject: 'Moore Threads', metric: 'xyzzy' }, 'en', 'no measure that can be compared “xyzzy”'],
    [{ subject: '摩尔线程、xyzzy', metric: '净利润' }, 'zh', '没有“xyzzy”这个名称'],
    [{ subject: 'a、b、c、d、e、f、g、h、i、j、k、l、m', metric: '净利润' }, 'zh', '最多画 12 个'],
    [{ subject: 'a, b, c, d, e, f, g, h, i, j, k, l, m' }, 'en', 'at most 12 names'],
    [{ subject: '芯'.repeat(201) }, 'zh', '“对象”太长'],
    [{ subject: 'Moore Threads', metric: 'a'.repeat(201) }, 'en', '“metric” is too long'],
  ] as const)('%j in %s: %s', async (options, locale, said) => {
    logged.length = 0;
    const message = await chart(options, locale);
    expect(faultsOf(message)).toEqual([]);
    expect(message.files).toBeUndefined();
    const [first] = message.blocks;
    expect(first?.kind === 'text' && first.text).toContain(said);
    expect(logged).toEqual([]);
  });

  it.each([
    [{ subject: '英伟达', metric: '净利润' }, '市场份额'],
    [{ subject: 'xyzzy', metric: '净利润' }, '图表：净利润'],
    [{ subject: '华为' }, '营业收入'],
  ])('%j offers what can be: %s', async (options, label) => {
    fileOf(await press(actionOf(await chart(options, 'zh'), label), 'zh'));
  });

  it('a period that only a made-up button names is answered', async () => {
    const message = await chart({ metric: 'revenue', period: 'never' }, 'en');
    expect(faultsOf(message)).toEqual([]);
    expect(message.files).toBeUndefined();
  });
});

describe('the Chart button', () => {
  it.each<[string, Record<string, string>, 'zh' | 'en', string]>([
    ['ask', { question: '摩尔线程2022到2024年净亏损' }, 'zh', '图表'],
    ['ask', { question: '摩尔线程2024年亏了多少' }, 'zh', '图表'],
    ['ask', { question: "What was MetaX's revenue in 2024?" }, 'en', 'Chart'],
    ['ask', { question: '摩尔线程募资投向' }, 'zh', '图表'],
    ['compare', { first: '摩尔线程', second: '沐曦', metric: '营收' }, 'zh', '图表'],
    ['compare', { first: 'Moore Threads', second: 'MetaX', metric: 'net loss' }, 'en', 'Chart'],
    ['company', { name: '沐曦' }, 'zh', '图表：净亏损'],
    ['company', { name: 'Moore Threads' }, 'en', 'Chart: revenue'],
  ])('stands under %s %j in %s and draws', async (command, options, locale, label) => {
    const message = await ask(command, options, locale);
    expect(faultsOf(message)).toEqual([]);
    const { alt } = fileOf(await press(actionOf(message, label), locale));
    const figures = new Set(textOf(message).match(/\d+(?:\.\d+)?(?:万|亿|%| million| billion)|CNY \d+,\d+/g));
    expect([...figures].filter((figure) => alt.includes(figure)).length).toBeGreaterThanOrEqual(3);
  });

  it.each<[string, Record<string, string>]>([
    ['ask', { question: '中芯国际订单份额' }],
    ['ask', { question: '英伟达市值增加了多少' }],
    ['ask', { question: '沐曦的创始人是谁' }],
    ['ask', { question: '今天天气如何' }],
    ['compare', { first: '摩尔线程', second: '沐曦', metric: '营收', period: '2024' }],
    ['rank', { metric: '营收' }],
    ['company', { name: '华为' }],
  ])('does not stand under %s %j: fewer than three comparable figures', async (command, options) => {
    const labels = labelsOf(await ask(command, options, 'zh'));
    expect(labels.filter((label) => label.startsWith('图表'))).toEqual([]);
  });

  it('under a ranking draws its period, those who have most first', async () => {
    const more = ['cambricon', 'biren', 'enflame'].map((subject, at) =>
      figure({ subject, period: '2024', value: (at + 1) * 1e9 }),
    );
    const richer = createFactBase({ vocabulary: base.vocabulary, facts: [...base.facts, ...more] });
    const ranking = sayingMessages(createBot({ base: () => richer, log: () => {}, newId: () => 'bug-1' }));
    const message = await ranking.handle(request('chip rank', { metric: '营收' }, 'zh'));
    const { call } = actionOf(message, '图表');
    const drawn = await ranking.handle(request(call.command, call.options, 'zh'));
    expect(drawn.blocks[0]).toEqual({ kind: 'headline', text: '2024年 营业收入' });
    expect(fileOf(drawn).alt).toMatch(
      /燧原科技：30亿元；壁仞科技：20亿元；寒武纪：10亿元；沐曦：7.43亿元；摩尔线程：4.38亿元/,
    );
    expect(fileOf(drawn).alt).not.toContain('2023年');
  });

  it('draws the figures that were told', async () => {
    const message = await ask('ask', { question: '沐曦和摩尔线程三年营收' }, 'zh');
    const { alt } = fileOf(await press(actionOf(message, '图表'), 'zh'));
    for (const figure of ['4.38亿元', '7.43亿元', '1.24亿元', '5300万元', '4608万元', '42.64万元'])
      expect(alt).toContain(figure);
  });
});

describe('where it cannot be drawn just now', () => {
  function drawingBot(drawn: Drawn<never>) {
    const events: unknown[] = [];
    const pictures: Pictures = { svg: async () => drawn, png: async () => drawn, close: async () => {} };
    const log = (...entry: unknown[]) => events.push(entry);
    return {
      events,
      slow: sayingMessages(createBot({ base: () => base, log, newId: () => 'bug-1', pictures })),
    };
  }

  it.each([
    ['zh', { kind: 'failed', code: 'timeout' }, '图没有画出来', '2024年：净亏损14.92亿元'],
    [
      'en',
      { kind: 'failed', code: 'thread-ended' },
      'could not be drawn',
      '2024: net loss CNY 1.492 billion',
    ],
    ['zh', { kind: 'busy' }, '请稍后再试', '2024年：净亏损14.92亿元'],
    ['en', { kind: 'busy' }, 'try again in a moment', '2024: net loss CNY 1.492 billion'],
  ] as const)('in %s, %j: it is said, with the figures', async (locale, drawn, said, told) => {
    const { slow, events } = drawingBot(drawn);
    const call = request('chip chart', { subject: 'moore-threads', metric: 'net_profit' }, locale);
    const message = await slow.handle(call);
    expect(faultsOf(message)).toEqual([]);
    expect(message.files).toBeUndefined();
    expect(textOf(message)).toContain(said);
    expect(textOf(message)).toContain(told);
    const faults = events.filter((event) => !JSON.stringify(event).includes('"answered"'));
    expect(faults).toEqual(drawn.kind === 'failed' ? [['warn', 'chart-failed', { code: drawn.code }]] : []);
  });

  it('a crash of the drawing thread loses one picture, not the next', async () => {
    const pictures = createPictures({ worker: new URL('../chart/crashing-worker.ts', import.meta.url) });
    const crashing = sayingMessages(
      createBot({ base: () => base, log: () => {}, newId: () => 'bug-1', pictures }),
    );
    const draw = (metric: string): Promise<Message> =>
      crashing.handle(request('chip chart', { subject: 'moore-threads', metric }, 'en'));
    const lost = await draw('net_profit');
    expect(lost.files).toBeUndefined();
    expect(textOf(lost)).toContain('could not be drawn');
    fileOf(await draw('revenue'));
    await pictures.close();
  });
});
