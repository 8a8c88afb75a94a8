/** Adding, correcting, retracting and undoing, as curators do it and as readers then see it. */
import { describe, expect, test } from 'vitest';
import { ADMIN_COMMANDS } from '../../../src/commands/admin/specs.ts';
import { plainFact } from '../../../src/knowledge/fact.ts';
import { readCommand } from '../../../src/platforms/command-text.ts';
import { textOf } from '../bot-under-test.ts';
import { ANNA, BO, createBench, FACT, READER, TERMINAL } from './bench.ts';

const LOSS = '摩尔线程2024年亏了多少';
const SET = { fact: FACT, value: '-15.92亿元', source: 'it-times-h20 p40', note: '年报更正' };

describe('a correction', () => {
  test('is what readers are told from then on, with when, by whom and from what', async () => {
    const bench = await createBench();
    expect(await bench.ask(LOSS)).not.toContain('更正');
    const told = await bench.text(ANNA, 'fact set', SET);
    expect(told).toContain('已记录 #1');
    expect(told).toMatch(/数值 \| 净亏损 14\.92亿元 \| 净亏损 15\.92亿元/);
    const answer = await bench.ask(LOSS);
    expect(answer).toContain('净亏损：15.92亿元');
    expect(answer).toContain('2026-11-23 更正（Discord …0001），原为 净亏损 14.92亿元');
    expect(answer).toContain('p40');
    expect(await bench.ask('How much did Moore Threads lose in 2024?')).toContain(
      'Corrected on 2026-11-23 (Discord …0001); it was net loss CNY 1.492 billion before',
    );
    const [revision] = await bench.store.revisions();
    expect(revision).toMatchObject({ author: ANNA.user.id, reason: '年报更正', base: null });
  });

  test.each([
    ['subject, measure and period', { subject: '摩尔线程', metric: '净利润', period: '2024' }],
    ['English words', { subject: 'Moore Threads', metric: 'net profit', period: 'FY2024' }],
    ['ids', { subject: 'moore-threads', metric: 'net_profit', period: '2024' }],
  ])('finds the fact by %s', async (_, which) => {
    const bench = await createBench();
    expect(await bench.text(ANNA, 'fact set', { ...which, value: '亏损 15亿元' })).toContain('已记录 #1');
    expect(await bench.ask(LOSS)).toContain('净亏损：15亿元');
  });

  test('without options is a form; with a fact its fields hold today’s value', async () => {
    const bench = await createBench();
    expect((await bench.form(ANNA, 'fact set')).fields.map(({ name }) => name)).toEqual([
      'subject',
      'metric',
      'period',
    ]);
    const form = await bench.form(ANNA, 'fact set', {
      subject: '摩尔线程',
      metric: '净利润',
      period: '2024',
    });
    expect(form.fields.map(({ value }) => value)).toEqual(['−14.92亿元', 'it-times-h20 p39', undefined]);
    expect(textOf(await bench.send(ANNA, form))).toContain('没有要改的');
    expect(textOf(await bench.send(ANNA, form, { value: '-16亿元' }))).toContain('已记录 #1');
  });

  test('shows what is wrong in the form again', async () => {
    const bench = await createBench();
    const form = await bench.form(ANNA, 'fact set', {
      fact: FACT,
      value: '很多',
      source: 'it-times-h20 p39',
    });
    expect(form.problem).toContain('没有数字');
    expect(form.fields[0]?.value).toBe('很多');
    expect(await bench.store.revisions()).toEqual([]);
  });

  test.each([
    ['摩尔线成', '净利润', /没有对象“摩尔线成”。是不是：.*摩尔线程 \(moore-threads\)/],
    ['摩尔线程', '净利闰', /没有指标“净利闰”/],
    ['没有的公司', '净利润', /没有对象“没有的公司”/],
  ])('asks what was meant by %s %s', async (subject, metric, problem) => {
    const bench = await createBench();
    const form = await bench.form(ANNA, 'fact set', { subject, metric, period: '2024', value: '1亿元' });
    expect(form.problem).toMatch(problem);
  });

  test('of a fact that does not exist offers those there are', async () => {
    const bench = await createBench();
    const message = await bench.say(ANNA, 'fact set', {
      subject: '摩尔线程',
      metric: '净利润',
      period: '2019',
      value: '1亿元',
    });
    expect(textOf(message)).toContain('没有这一期的事实');
    expect(message.actions.map(({ label }) => label).join()).toContain('2024年 净亏损');
  });

  test('drops a note that repeats the old figure', async () => {
    const bench = await createBench();
    const noted = bench.live.snapshot().base.facts.find(({ note, value, unit }) => {
      return (
        note !== null && typeof value === 'number' && unit === 'CNY' && note.zh.includes(String(value / 1e8))
      );
    });
    if (!noted) return expect(noted).toBeUndefined();
    await bench.say(ANNA, 'fact set', { fact: noted.id, value: String(Number(noted.value) * 1.5) });
    expect(bench.live.snapshot().base.fact(noted.id)?.note).toBeNull();
  });
});

describe('the sentence of a fact', () => {
  const now = (bench: Awaited<ReturnType<typeof createBench>>, id = FACT) =>
    bench.live.snapshot().base.fact(id);

  test('stays where only its place changes', async () => {
    const bench = await createBench({ approvals: 0 });
    const before = now(bench)?.statement;
    expect(await bench.text(ANNA, 'fact set', { fact: FACT, source: 'it-times-h20 p40' })).toContain(
      '已记录',
    );
    expect([now(bench)?.locator, now(bench)?.statement]).toEqual(['p40', before]);
  });

  test.each([
    ['超过15亿元', '亏损', '净亏损超过15亿元。', 'was over CNY 1.5 billion.'],
    ['不超过15亿元', '亏损', '净亏损不超过15亿元。', 'was at most CNY 1.5 billion.'],
    ['估计不超过15亿元', '亏损', '净亏损估计不超过15亿元。', 'is estimated to be at most CNY 1.5 billion.'],
    ['计划15亿元', '亏损', '净亏损计划为15亿元。', 'is planned at CNY 1.5 billion.'],
  ])('of %s is well formed', async (value, loss, zh, en) => {
    const bench = await createBench({ approvals: 0 });
    await bench.say(ANNA, 'fact set', { fact: FACT, value: `${loss}${value}` });
    expect(now(bench)?.statement.zh.endsWith(zh)).toBe(true);
    expect(now(bench)?.statement.en.endsWith(en)).toBe(true);
  });

  test('in words says the new words, and names whom they name', async () => {
    const bench = await createBench({ approvals: 0 });
    const value = '摩尔线程和沐曦股份 | Moore Threads and MetaX';
    expect(await bench.text(ANNA, 'fact set', { fact: 'four-dragons-members', value })).toContain('已记录');
    const fact = now(bench, 'four-dragons-members');
    expect(fact?.objects).toEqual(['moore-threads', 'metax']);
    expect(fact?.statement.zh).toContain('：摩尔线程和沐曦股份。');
    expect(fact?.statement.en).toContain(': Moore Threads and MetaX.');
    expect(fact?.statement.zh).not.toContain('壁仞');
  });
});

describe('a forecast', () => {
  const ADD = { subject: '沐曦', metric: '营收', period: '2027', source: 'it-times-h20' };

  test.each([
    ['预计30亿元', 'forecast', '2025-07'],
    ['forecast CNY 3 billion', 'forecast', '2025-07'],
    ['估计约30亿元', 'estimate', '2025-07'],
    ['計劃30億元', 'plan', '2025-07'],
    ['is expected to be CNY 3 billion', 'forecast', '2025-07'],
  ])('%s is added as %s', async (value, nature, asOf) => {
    const bench = await createBench({ approvals: 0 });
    const message = await bench.say(ANNA, 'fact add', { ...ADD, value });
    expect(textOf(message)).not.toContain('还没结束');
    if (textOf(message).includes('请先确认')) await bench.press(ANNA, message, '没有错，照此记录');
    const fact = bench.live.snapshot().base.facts.find(({ version }) => version !== undefined);
    expect([fact?.nature, fact?.asOf, fact?.value]).toEqual([nature, asOf, 30e8]);
  });

  test('becomes an actual figure, and an actual figure a forecast', async () => {
    const bench = await createBench({ approvals: 0 });
    const nature = () => bench.live.snapshot().base.fact(FACT)?.nature;
    await bench.say(ANNA, 'fact set', { fact: FACT, value: '预计亏损14.92亿元' });
    expect(nature()).toBe('forecast');
    await bench.say(ANNA, 'fact set', { fact: FACT, value: '实际亏损14.92亿元' });
    expect(nature()).toBe('actual');
  });
});

test.each([
  [
    'fact=moore-threads-net-profit-2024 value=-15亿元 note="两个 词"',
    { fact: FACT, value: '-15亿元', note: '两个 词' },
  ],
  [
    '摩尔线程 净利润 2024 -15亿元 it-times-h20 年报 更正',
    {
      subject: '摩尔线程',
      metric: '净利润',
      period: '2024',
      value: '-15亿元',
      source: 'it-times-h20',
      note: '年报 更正',
    },
  ],
])('typed, fact set %s is understood', (text, options) => {
  expect(readCommand(`fact set ${text}`, ADMIN_COMMANDS, 'chip-admin')).toEqual({
    command: 'chip-admin fact set',
    options,
  });
});

describe('without a period', () => {
  test('the only fact is not changed before somebody has seen which it is', async () => {
    const bench = await createBench({ approvals: 0 });
    const { facts } = bench.live.snapshot().base;
    const alone = (one: (typeof facts)[number]) =>
      facts.filter(({ subject, metric }) => subject === one.subject && metric === one.metric).length === 1;
    const fact = facts.find((one) => one.period !== null && typeof one.value === 'number' && alone(one));
    if (!fact) throw new Error('no fact stands alone');
    const { subject, metric, value, unit } = fact;
    const given = { subject, metric, value: `${Number(value) * 2} ${unit}` };
    const form = await bench.form(ANNA, 'fact set', given);
    expect(form.problem).toContain(fact.id);
    expect(await bench.store.revisions()).toEqual([]);
    expect(textOf(await bench.send(ANNA, form))).toContain('已记录 #1');
  });
});

test.each([
  ['寒武纪公告，2026-03-01', '《寒武纪公告》（2026-03-01）', '“寒武纪公告” (2026-03-01)'],
  ['https://reportify.cn/news/12', 'reportify.cn/news/12', 'reportify.cn/news/12'],
  ['Reuters《Huawei H1》', 'Reuters《Huawei H1》', 'Reuters, “Huawei H1”'],
])('the source %s is named %s', async (source, zh, en) => {
  const bench = await createBench({ approvals: 0 });
  await bench.say(ANNA, 'fact add', {
    subject: 'biren',
    metric: '营收',
    period: '2021',
    value: '1亿元',
    source,
  });
  const { base } = bench.live.snapshot();
  const fact = base.facts.find(({ version }) => version !== undefined);
  expect(base.entity(fact?.source ?? '').label).toEqual({ zh, en });
  expect(fact?.statement.en).toContain(`According to ${en.startsWith('Reuters') ? 'Reuters' : en}`);
});

describe('a loss', () => {
  const ADD = { subject: '壁仞科技', period: '2023', value: '15亿元', source: 'it-times-h20' };

  test.each(['净亏损', 'net loss'])('added as %s is below zero', async (metric) => {
    const bench = await createBench({ approvals: 0 });
    await bench.say(ANNA, 'fact add', { ...ADD, metric });
    const fact = bench.live.snapshot().base.facts.find(({ version }) => version !== undefined);
    expect([fact?.metric, fact?.value]).toEqual(['net_profit', -15e8]);
  });

  test('set by its name stays below zero', async () => {
    const bench = await createBench({ approvals: 0 });
    const which = { subject: '摩尔线程', metric: '净亏损', period: '2024' };
    expect(await bench.text(ANNA, 'fact set', { ...which, value: '15亿元' })).toContain('已记录 #1');
    expect(bench.live.snapshot().base.fact(FACT)?.value).toBe(-15e8);
  });
});

test('a figure beyond all measure is refused and breaks no answer', async () => {
  const bench = await createBench({ approvals: 0 });
  const value = `-${'9'.repeat(400)}亿元`;
  expect((await bench.form(ANNA, 'fact set', { fact: FACT, value })).problem).toContain('大得不可能');
  expect(await bench.ask(LOSS)).toContain('14.92亿元');
});

describe('what is remarkable', () => {
  test.each([
    ['14.92万元 for 14.92亿元', { value: '-14.92万元' }, /10,000 分之一，万与亿是否写错/],
    ['a turned sign', { value: '14.92亿元' }, /正负与这一条相反/],
    ['another unit', { value: '-14.92亿美元' }, /单位与这一条不同/],
    ['nothing', { value: '0元' }, /其中一个是零/],
  ])('%s is asked about before anything is written', async (_, change, finding) => {
    const bench = await createBench();
    const message = await bench.say(ANNA, 'fact set', { fact: FACT, ...change });
    expect(textOf(message)).toMatch(finding);
    expect(textOf(message)).toContain('还没有记录');
    expect(await bench.store.revisions()).toEqual([]);
    expect(textOf(await bench.press(ANNA, message, '没有错，照此记录'))).toContain('已记录 #1');
    expect(await bench.store.revisions()).toHaveLength(1);
  });

  test('an actual figure of a period that is not over is asked about too', async () => {
    const bench = await createBench();
    const told = await bench.text(ANNA, 'fact add', {
      subject: '沐曦',
      metric: '营收',
      period: '2026-Q4',
      value: '3.5亿元',
      source: 'it-times-h20',
    });
    expect(told).toContain('这个期间还没结束，却记为实际值');
    expect(await bench.store.revisions()).toEqual([]);
  });

  test('what cannot be is refused, and nobody can confirm it', async () => {
    const bench = await createBench({ approvals: 0 });
    const add = { subject: 'biren', metric: '营收', period: '2021', value: '1亿元', source: 'it-times-h20' };
    expect(await bench.text(ANNA, 'fact add', add)).toContain('已记录 #1');
    const message = await bench.say(ANNA, 'fact add', add);
    expect(textOf(message)).toContain('没有记录：不能这样记');
    expect(textOf(message)).toContain('同一来源的同一数字已在库里');
    expect(message.actions).toEqual([]);
    expect(await bench.store.pending()).toEqual([]);
  });

  test('what became impossible while it waited is refused to whoever approves it', async () => {
    const bench = await createBench({ approvals: 1 });
    const add = { metric: '营收', subject: '沐曦', period: '2019', value: '3亿元', source: 'it-times-h20' };
    const messages = [
      await bench.say(ANNA, 'fact add', add),
      await bench.say(ANNA, 'fact add', { ...add, value: '3.0亿元' }),
    ];
    const [first, second] = await Promise.all(
      messages.map(async (message) =>
        message.actions.some(({ label }) => label === '批准')
          ? message
          : bench.press(ANNA, message, '没有错，照此记录'),
      ),
    );
    if (!first || !second) throw new Error('no proposals');
    await bench.press(BO, first, '批准');
    expect(await bench.store.revisions()).toHaveLength(1);
    expect(textOf(await bench.press(BO, second, '批准'))).toMatch(/不能这样记|过期/);
    expect(await bench.store.revisions()).toHaveLength(1);
  });

  test('can be called off, and its buttons are out of date then', async () => {
    const bench = await createBench();
    const message = await bench.say(ANNA, 'fact set', { fact: FACT, value: '-14.92万元' });
    expect(textOf(await bench.press(ANNA, message, '取消'))).toContain('什么也没有记录');
    expect(textOf(await bench.press(ANNA, message, '没有错，照此记录'))).toContain('这个按钮已经过时');
    expect(await bench.store.revisions()).toEqual([]);
  });

  test('is confirmed by its author alone', async () => {
    const bench = await createBench();
    const message = await bench.say(ANNA, 'fact set', { fact: FACT, value: '-14.92万元' });
    expect(textOf(await bench.press(BO, message, '没有错，照此记录'))).toContain('只有提议人能确认');
    expect(await bench.store.revisions()).toEqual([]);
  });
});

describe('an addition', () => {
  const ADD = {
    subject: '摩尔线程',
    metric: '净利润',
    period: '2025年上半年',
    value: '亏损2.71亿元',
    source: 'https://example.com/half-year 摩尔线程《2025年半年度报告》',
  };

  test('brings its source along and is answered with it', async () => {
    const bench = await createBench();
    expect(await bench.text(ANNA, 'fact add', ADD)).toContain('已记录 #1–#2');
    const answer = await bench.ask('摩尔线程2025年上半年亏损多少');
    expect(answer).toContain('2.71亿元');
    expect(answer).toContain('摩尔线程《2025年半年度报告》，2026-11-23');
    expect(answer).toContain('2026-11-23 在聊天中录入（Discord …0001）');
    const fact = bench.live.snapshot().base.fact('moore-threads-net-profit-2025-h1');
    expect(fact).toMatchObject({ value: -2.71e8, unit: 'CNY', period: '2025-H1', by: 'moore-threads' });
    expect(fact?.statement).toEqual({
      zh: '据摩尔线程，摩尔线程2025年上半年净亏损为2.71亿元。',
      en: 'According to Moore Threads, Moore Threads’ net loss in H1 2025 was CNY 271 million.',
    });
  });

  test('needs all it has: a form asks for what is missing and keeps what was given', async () => {
    const bench = await createBench();
    const { source: _, ...rest } = ADD;
    const form = await bench.form(ANNA, 'fact add', rest);
    expect(form.fields.map(({ value }) => value)).toEqual([...Object.values(rest), undefined]);
  });

  test.each([
    ['period', '昨天的昨天', /看不出是哪一期/],
    ['period', '2025-Q5', /看不出是哪一期/],
    ['period', '2025-02-30', /看不出是哪一期/],
    ['value', '70万片', /单位与这个指标不符/],
    ['source', '?', /看不出是什么来源/],
  ])('with a wrong %s %j', async (name, value, problem) => {
    const bench = await createBench();
    expect((await bench.form(ANNA, 'fact add', { ...ADD, [name]: value })).problem).toMatch(problem);
  });

  test('of what is there already names it', async () => {
    const bench = await createBench();
    await bench.say(ANNA, 'fact add', ADD);
    const again = await bench.say(ANNA, 'fact add', ADD);
    expect(textOf(again)).toMatch(/已在库里：.*moore-threads-net-profit-2025-h1/);
    expect(await bench.store.revisions()).toHaveLength(2);
  });
});

describe('retracting and undoing', () => {
  test('a retracted fact is told no more, and undone it is again', async () => {
    const bench = await createBench();
    const form = await bench.form(ANNA, 'fact retract', { fact: FACT });
    expect(form.fields.map(({ name }) => name)).toEqual(['reason']);
    expect(textOf(await bench.send(ANNA, form, { reason: '重复' }))).toContain('已记录 #1');
    expect(await bench.ask(LOSS)).not.toContain('14.92');
    expect(await bench.text(ANNA, 'fact undo', { revision: '1', reason: '并不重复' })).toContain('已记录 #2');
    const answer = await bench.ask(LOSS);
    expect(answer).toContain('14.92亿元');
    expect(answer).not.toContain('更正');
  });

  test('history says who, when, from what to what and why', async () => {
    const bench = await createBench();
    await bench.say(ANNA, 'fact set', SET);
    await bench.say(ANNA, 'fact undo', { revision: '#1', reason: '看错了' });
    const told = await bench.text(ANNA, 'fact history', { fact: FACT });
    expect(told).toContain('– | 2025-07 | 文件 | 净亏损 14.92亿元');
    expect(told).toContain(
      '#1 | 2026-11-23 08:00 UTC | discord:1100000000000000001 | 净亏损 14.92亿元 → 净亏损 15.92亿元 | 年报更正',
    );
    expect(told).toContain('净亏损 15.92亿元 → 净亏损 14.92亿元 | 撤销 #1：看错了');
  });

  test('an earlier revision is undone where nothing later changed the same', async () => {
    const bench = await createBench();
    await bench.say(ANNA, 'fact set', { fact: FACT, value: '-15亿元' });
    await bench.say(ANNA, 'fact set', { fact: FACT, source: 'it-times-h20 p41' });
    expect(await bench.text(ANNA, 'fact undo', { revision: '1', reason: '值没错' })).toContain('已记录 #3');
    const fact = bench.live.snapshot().base.fact(FACT);
    expect(fact).toMatchObject({ value: -1.492e9, locator: 'p41' });
    expect(fact?.statement.zh).toContain('14.92亿元');
  });

  test('what it was before needs no confirmation, however odd the figure in between', async () => {
    const bench = await createBench();
    const odd = await bench.say(ANNA, 'fact set', { fact: FACT, value: '-14.92万元' });
    await bench.press(ANNA, odd, '没有错，照此记录');
    expect(await bench.text(ANNA, 'fact undo', { revision: '1', reason: '单位是亿' })).toContain('已记录 #2');
  });

  test('names the later revisions that have to be undone first', async () => {
    const bench = await createBench();
    await bench.say(ANNA, 'fact set', { fact: FACT, value: '-15亿元' });
    await bench.say(ANNA, 'fact set', { fact: FACT, value: '-16亿元' });
    const told = await bench.text(ANNA, 'fact undo', { revision: '1', reason: 'x' });
    expect(told).toContain('请先撤销它们');
    expect(told).toContain('#2');
    expect(await bench.store.revisions()).toHaveLength(2);
  });

  test.each(['0', '9', 'x', '-1', '1.5', '99999999999'])('knows no revision %s', async (revision) => {
    const bench = await createBench();
    expect(await bench.text(ANNA, 'fact undo', { revision, reason: 'x' })).toContain('没有这个修订号');
  });
});

describe('two curators at once', () => {
  test('exactly one wins; the other sees what changed meanwhile and can do it again', async () => {
    const bench = await createBench({ approvals: 0 });
    const [annas, bos] = [
      await bench.form(ANNA, 'fact set', { fact: FACT }),
      await bench.form(BO, 'fact set', { fact: FACT }),
    ];
    expect(textOf(await bench.send(ANNA, annas, { value: '-15亿元' }))).toContain('已记录 #1');
    const lost = await bench.send(BO, bos, { value: '-16亿元' });
    expect(textOf(lost)).toContain('没有记录：其间有人先改了');
    expect(textOf(lost)).toMatch(/#1 .*Discord …0001.*15亿元.*原为 净亏损 14\.92亿元/);
    expect(await bench.store.revisions()).toHaveLength(1);
    const again = lost.actions.find(({ label }) => label === '在此基础上再改');
    const form = await bench.form(BO, 'fact set', again?.call.options);
    expect(form.fields[0]?.value).toBe('−15亿元');
    expect(textOf(await bench.send(BO, form, { value: '-16亿元' }))).toContain('已记录 #2');
  });
});

test('the history offers to undo only what stands', async () => {
  const bench = await createBench();
  await bench.say(ANNA, 'fact set', { fact: FACT, value: '-15.92亿元' });
  await bench.say(ANNA, 'fact undo', { revision: '1', reason: '看错了' });
  const { actions } = await bench.say(ANNA, 'fact history', { fact: FACT });
  expect(actions.map(({ label }) => label)).toEqual(['更正', '撤销 #2']);
});

describe('a reason that was given with a command', () => {
  const GIVEN = { subject: '沐曦', metric: '营业收入', period: '2023', source: 'it-times-h20 p40' };

  test.each([
    ['fact add', { value: '3亿元' }],
    ['fact set', { period: '2024', value: '7.5亿元', source: 'it-times-h20 p40' }],
  ])('is kept by the form of %s', async (command, fields) => {
    const bench = await createBench();
    const asked = await bench.form(ANNA, command, {
      subject: '沐曦',
      note: '季报更正',
      ...(command === 'fact add' ? GIVEN : {}),
    });
    const filled = command === 'fact add' ? fields : { metric: '营业收入', ...fields };
    const told = await bench.send(ANNA, asked, filled);
    if (!textOf(told).includes('已记录')) await bench.press(ANNA, told, '没有错，照此记录');
    expect((await bench.store.revisions()).map(({ reason }) => reason)).toEqual(['季报更正']);
  });

  test('and does not fit is said to be lost', async () => {
    const bench = await createBench();
    const asked = await bench.form(ANNA, 'fact add', { ...GIVEN, note: '因为'.repeat(60) });
    expect(asked.problem).toContain('理由太长');
    expect(asked.call.options).toEqual({});
  });
});

describe('aliases', () => {
  test('an alias is understood once added, and no more once removed', async () => {
    const bench = await createBench();
    expect(await bench.ask('曦云公司2024年营收')).not.toContain('7.43亿元');
    expect(await bench.text(ANNA, 'alias add', { entity: '沐曦', alias: '曦云公司' })).toContain('已记录');
    expect(await bench.ask('曦云公司2024年营收')).toContain('7.43亿元');
    expect(await bench.text(ANNA, 'alias remove', { entity: '沐曦', alias: '曦云公司' })).toContain('已记录');
    expect(bench.live.snapshot().base.entity('metax').aliases).not.toContain('曦云公司');
    expect(await bench.text(ANNA, 'fact undo', { revision: '2', reason: '还要' })).toContain('已记录');
    expect(await bench.ask('曦云公司2024年营收')).toContain('7.43亿元');
  });

  test.each([
    ['英伟达', /已经是英伟达/],
    ['营收', /已经是营业收入/],
    ['沐曦', /已经有/],
    ['多少', /常用词/],
    ['x', /2 到 60 个字/],
    ['，。！', /2 到 60 个字/],
    ['2024', /期间“2024年”/],
    ['Q1', /期间“/],
    ['去年第一季度', /期间“/],
    ['net', /常用词/],
    ['资产', /常用词/],
    ['the company', /常用词/],
    ['了多少', /常用词/],
    ['company revenue', /“营业收入”/],
    ['沐曦2024年营收', /期间“2024年”/],
    ['沐曦营收', /“营业收入”/],
    ['寒武纪3000亿元', /“寒武纪”/],
    ['10%', /只能有文字/],
    ['**bold** <@123>', /只能有文字/],
    ['AMD中国', /“AMD”/],
  ])('%s is no alias of 沐曦', async (alias, told) => {
    const bench = await createBench();
    expect(await bench.text(ANNA, 'alias add', { entity: '沐曦', alias })).toMatch(told);
    expect(await bench.store.revisions()).toEqual([]);
  });
});

describe('once the log is folded back into the files', () => {
  test('a day knew what it knew, the old value stays told, and undoing brings it back', async () => {
    const before = await createBench({ approvals: 0 });
    await before.say(ANNA, 'fact set', SET);
    await before.say(ANNA, 'fact retract', { fact: 'metax-revenue-2024', reason: '有误' });
    const { base } = before.live.snapshot();
    const files = { vocabulary: base.vocabulary, facts: base.facts.map(plainFact) };
    const bench = await createBench({ approvals: 0, files });
    await bench.store.append(await before.store.revisions());
    expect(await bench.text(ANNA, 'fact history', { fact: FACT })).toContain('文件 | 净亏损 14.92亿元');
    expect(await bench.ask(LOSS)).toContain('原为 净亏损 14.92亿元');
    expect(await bench.ask(LOSS, { as_of: '2025-08-01' })).toContain('净亏损：14.92亿元');
    expect(await bench.ask('沐曦2024年营收', { as_of: '2025-08-01' })).toContain('7.43亿元');
    expect(await bench.ask('沐曦2024年营收')).not.toContain('7.43亿元');
    expect(await bench.text(ANNA, 'fact undo', { revision: '1', reason: '看错了' })).toContain('已记录 #3');
    expect(await bench.ask(LOSS)).toContain('净亏损：14.92亿元');
  });
});

test.each([
  ['沐曦', '沐曦集团'],
  ['沐曦', 'MetaX Integrated Circuits (Shanghai)'],
  ['沐曦', '国产GPU一哥'],
  ['沐曦', 'Mu-Xi Tech'],
  ['英伟达', '英伟达中国'],
  ['world-ai-conference', '2026世界智能博览大会'],
])('%s may be called %s', async (entity, alias) => {
  const bench = await createBench();
  expect(await bench.text(ANNA, 'alias add', { entity, alias })).toContain('已记录');
});

test('one alias for two companies is refused when the second is approved', async () => {
  const bench = await createBench({ approvals: 1 });
  const alias = '国产之星';
  const one = await bench.say(ANNA, 'alias add', { entity: '沐曦', alias });
  const two = await bench.say(ANNA, 'alias add', { entity: '寒武纪', alias });
  await bench.press(BO, one, '批准');
  const told = await bench.say(BO, 'approve', { proposal: '2' });
  expect(textOf(told)).toContain('已经是沐曦');
  expect(two.actions.map(({ label }) => label)).toContain('批准');
  expect(await bench.store.revisions()).toHaveLength(1);
  expect(textOf(await bench.press(BO, told, '否决'))).toContain('提议 #2 已否决');
});

describe('as known on a day', () => {
  test('what was recorded later is not told, whatever period is asked for', async () => {
    const bench = await createBench();
    await bench.say(ANNA, 'fact set', SET);
    bench.clock.now = new Date('2026-11-25T08:00:00.000Z');
    await bench.say(ANNA, 'fact set', { ...SET, value: '-17亿元' });
    const on = (as_of: string) => bench.ask(LOSS, { as_of });
    expect(await on('2025-07-30')).toContain('没有');
    expect(await on('2025-08-01')).toContain('净亏损：14.92亿元');
    expect(await on('2025-08-01')).toContain('按截至 2025-08-01 已录入的内容回答');
    expect(await on('2026-11-22')).not.toContain('更正');
    expect(await on('2026-11-23')).toContain('净亏损：15.92亿元');
    expect(await bench.ask(LOSS)).toContain('净亏损：17亿元');
  });

  test.each([
    ['2025-02-30', /不是一个日期/],
    ['去年', /不是一个日期/],
    ['2099-01-01', /还没到/],
  ])('%s is no such day', async (as_of, told) => {
    const bench = await createBench();
    expect(await bench.ask(LOSS, { as_of })).toMatch(told);
  });
});

describe('gaps', () => {
  test('different wordings of one matter count together, and nobody’s words are kept', async () => {
    const bench = await createBench();
    await bench.ask('台积电2019年营收多少？');
    await bench.ask('请问2019年台积电的营收是多少');
    await bench.ask('What was the revenue of TSMC in 2019?', {});
    await bench.ask('张三丰在台积电2019年拿了多少奖金');
    await bench.ask('张三丰是谁');
    await bench.ask('我的邮箱是 someone@example.com，电话 13800138000，台积电良率');
    await bench.ask(LOSS);
    const told = await bench.text(ANNA, 'gaps');
    expect(told).toContain('台积电 · 营业收入 · 2019年 | 3 | 2026-11-23');
    expect(told).not.toMatch(/example|138|请问|张三丰|奖金/);
    expect(JSON.stringify(await bench.store.gaps(9))).not.toMatch(/example|138|请问|张三丰|奖金/);
    const english = textOf(await bench.say(ANNA, 'gaps', {}, { locale: 'en' }));
    expect(english).toContain('TSMC · revenue · 2019 | 3 | 2026-11-23');
    expect((await bench.store.gaps(9)).every(({ raw }) => raw === undefined)).toBe(true);
  });

  test('are kept as asked where the setting says so', async () => {
    const bench = await createBench({ gapsRaw: true });
    await bench.ask('请问2019年台积电的营收是多少');
    expect(await bench.text(TERMINAL, 'gaps')).toContain('请问2019年台积电的营收是多少');
  });

  test('of readers and terminal alike', async () => {
    const bench = await createBench();
    expect(await bench.text(TERMINAL, 'gaps')).toContain('还没有');
    expect(textOf(await bench.say(READER, 'gaps'))).toContain('只供事实库的维护者');
  });
});
