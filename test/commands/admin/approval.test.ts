/** The second pair of eyes. */
import { describe, expect, test } from 'vitest';
import { CSV } from '../../../src/knowledge/formats/csv.ts';
import { textOf } from '../bot-under-test.ts';
import { ANNA, BO, createBench, FACT, FILES, TERMINAL } from './bench.ts';

const CY = { user: { id: 'slack:T1/U9', administrator: true }, place: BO.place };
const SET = { fact: FACT, value: '-15.92亿元', note: '年报更正' };

describe('how many approvals a change needs', () => {
  test('is none for a curator who is alone', async () => {
    const bench = await createBench();
    expect(await bench.text(ANNA, 'fact set', SET)).toContain('已记录 #1');
  });

  test('is one as soon as there is a second', async () => {
    const bench = await createBench({ curators: ['slack:T1/U1'] });
    expect(await bench.text(ANNA, 'fact set', SET)).toContain('还差 1 位其他维护者批准');
  });

  test('is one when a second was added or has taken part', async () => {
    const bench = await createBench();
    await bench.say(ANNA, 'curator add', { user: 'slack:T1/U1' });
    expect(await bench.text(ANNA, 'fact set', SET)).toContain('等待批准');
    const other = await createBench();
    await other.say(BO, 'fact set', SET);
    expect(await other.text(ANNA, 'fact set', { ...SET, value: '-16亿元' })).toContain('等待批准');
  });

  test('is none again when the second was removed, and their vote is gone with them', async () => {
    const bench = await createBench({ curators: [ANNA.user.id] });
    await bench.say(ANNA, 'curator add', { user: BO.user.id });
    const guest = { user: { id: BO.user.id }, place: BO.place };
    await bench.press(ANNA, await bench.say(guest, 'fact set', SET), '批准');
    await bench.say(ANNA, 'curator remove', { user: BO.user.id });
    expect(await bench.text(ANNA, 'fact set', { ...SET, value: '-16亿元' })).toContain('已记录 #2');
    const strict = await createBench({ approvals: 2 });
    const proposed = await strict.say(ANNA, 'fact set', SET);
    await strict.say(ANNA, 'curator add', { user: BO.user.id });
    await strict.press(guest, proposed, '批准');
    await strict.say(ANNA, 'curator remove', { user: BO.user.id });
    expect(await strict.text(CY, 'pending')).toContain('还差 2 位');
    expect(textOf(await strict.press(CY, proposed, '批准'))).toContain('还差 1 位');
  });

  test('is none at the machine itself while nobody else is there', async () => {
    const bench = await createBench();
    expect(await bench.text(TERMINAL, 'fact set', SET)).toContain('已记录 #1');
    const shared = await createBench({ curators: [ANNA.user.id] });
    expect(await shared.text(TERMINAL, 'fact set', SET)).toContain('等待批准');
  });

  test.each([0, 2])('is what the setting says: %d', async (approvals) => {
    const bench = await createBench({ approvals, curators: [BO.user.id] });
    expect(await bench.text(ANNA, 'fact set', SET)).toContain(approvals === 0 ? '已记录' : '还差 2 位');
  });
});

describe('a proposal', () => {
  test('shows old and new, source, who and why, and is approved by another', async () => {
    const bench = await createBench({ approvals: 1 });
    const proposed = await bench.say(ANNA, 'fact set', { ...SET, source: 'it-times-h20 p40' });
    const told = textOf(proposed);
    expect(told).toContain('提议 #1，等待批准');
    expect(told).toMatch(/数值 \| 净亏损 14\.92亿元 \| 净亏损 15\.92亿元/);
    expect(told).toContain('段落 | p39 | p40');
    expect(told).toContain('Discord …0001 提议 · 2026-11-23 08:00 UTC · 理由：年报更正');
    expect(await bench.store.revisions()).toEqual([]);
    expect(textOf(await bench.press(ANNA, proposed, '批准'))).toContain('自己的提议不能自己批准');
    expect(textOf(await bench.press(BO, proposed, '批准'))).toContain('已记录 #1');
    expect(await bench.ask('摩尔线程2024年亏了多少')).toContain('15.92亿元');
    expect((await bench.store.revisions())[0]).toMatchObject({ author: ANNA.user.id, proposal: 1 });
    expect(textOf(await bench.press(CY, proposed, '否决'))).toContain(
      '这个按钮已经过时：提议 #1 已于 2026-11-23 批准并记录',
    );
  });

  test('of a new paragraph alone says of what', async () => {
    const bench = await createBench({ approvals: 1 });
    const proposed = await bench.say(ANNA, 'fact set', { fact: FACT, source: 'it-times-h20 p40' });
    expect(textOf(proposed)).toContain(`摩尔线程 2024年 净亏损：14.92亿元（${FACT}）`);
    expect(textOf(proposed)).toContain('段落 | p39 | p40');
    await bench.say(ANNA, 'fact retract', { fact: 'metax-revenue-2024', reason: '重复' });
    expect(await bench.text(BO, 'pending')).toMatch(/#1 改：.*段落 p39 → p40/u);
    await bench.press(BO, proposed, '批准');
    expect(await bench.text(BO, 'fact history', { fact: FACT })).toMatch(/#1 .*\| 段落 p39 → p40/u);
  });

  test('of more changes than a message shows has all of them in a file', async () => {
    const bench = await createBench({ approvals: 1 });
    const facts = FILES.facts.slice(0, 15).map((fact) => ({ ...fact, locator: 'p99' }));
    const content = CSV.write({ facts, sources: [] });
    const file = {
      option: 'file',
      name: 'facts.csv',
      size: content.length,
      read: async () => new TextEncoder().encode(content),
    };
    const asked = await bench.say(ANNA, 'fact import', {}, { files: [file] });
    await bench.press(ANNA, asked, '没有错，照此记录');
    const shown = await bench.say(BO, 'pending');
    expect(textOf(shown)).toContain('……另有 5 项');
    const [all] = shown.files ?? [];
    const lines = String(all?.content).trim().split('\n').slice(1);
    expect(lines).toHaveLength(15);
    for (const [at, line] of lines.entries()) {
      expect(line).toContain(facts[at]?.id);
      expect(line).toContain(`段落 ${FILES.facts[at]?.locator} → p99`);
    }
  });

  test('needs two where two are asked for, each counted once', async () => {
    const bench = await createBench({ approvals: 2 });
    const proposed = await bench.say(ANNA, 'fact set', SET);
    expect(textOf(await bench.press(BO, proposed, '批准'))).toContain('还差 1 位');
    expect(textOf(await bench.press(BO, proposed, '批准'))).toContain('还差 1 位');
    expect(textOf(await bench.press(CY, proposed, '批准'))).toContain('已记录 #1');
  });

  test('is rejected by another or withdrawn by its author', async () => {
    const bench = await createBench({ approvals: 1 });
    const first = await bench.say(ANNA, 'fact set', SET);
    expect(textOf(await bench.press(BO, first, '否决'))).toContain('提议 #1 已否决');
    const second = await bench.say(ANNA, 'fact set', SET);
    expect(textOf(await bench.press(ANNA, second, '否决'))).toContain('已取消');
    expect(await bench.store.revisions()).toEqual([]);
    expect(await bench.text(BO, 'pending')).toContain('没有等待批准的提议');
  });

  test('that is outdated says so in the list and when it is approved', async () => {
    const bench = await createBench({ approvals: 1 });
    const [one, two] = [
      await bench.say(ANNA, 'fact set', SET),
      await bench.say(BO, 'fact set', { fact: FACT, value: '-15.5亿元' }),
    ];
    await bench.press(CY, two, '批准');
    expect(await bench.text(BO, 'pending')).toContain('已过期：提议之后');
    const late = await bench.say(CY, 'fact set', { fact: FACT, value: '-16亿元', base: '0' });
    expect(textOf(late)).toContain('没有记录：其间有人先改了');
    expect(await bench.store.pending()).toHaveLength(1);
    const outdated = await bench.press(CY, one, '批准');
    const told = textOf(outdated);
    const again = await bench.press(CY, outdated, '在此基础上再改');
    expect(textOf(again)).toContain('更正一条事实');
    expect(told).toContain('提议 #1 已过期，没有记录');
    expect(told).toContain('Slack …1/U1');
    expect(await bench.store.revisions()).toHaveLength(1);
    expect(textOf(await bench.press(CY, one, '批准'))).toContain('这个按钮已经过时');
  });

  test('shows what the checks found to whoever is to approve it', async () => {
    const bench = await createBench({ approvals: 1 });
    const asked = await bench.say(ANNA, 'fact set', { fact: FACT, value: '-14.92万元' });
    expect(await bench.text(BO, 'pending')).toContain('没有等待批准的提议');
    const confirmed = await bench.press(ANNA, asked, '没有错，照此记录');
    expect(textOf(confirmed)).toContain('等待批准');
    expect(await bench.text(BO, 'pending')).toMatch(/万与亿是否写错/);
  });

  test('several are listed, each a press away', async () => {
    const bench = await createBench({ approvals: 1 });
    await bench.say(ANNA, 'fact set', SET);
    await bench.say(ANNA, 'fact retract', { fact: 'metax-revenue-2024', reason: '重复' });
    const list = await bench.say(BO, 'pending');
    expect(textOf(list)).toContain('2 条提议等待批准');
    expect(textOf(list)).toContain('#2 撤下：沐曦 2024年 营业收入');
    expect(textOf(await bench.press(BO, list, '看 #2'))).toContain('提议 #2');
  });
});

describe('curators', () => {
  test('are added by id or mention and listed with who added them', async () => {
    const bench = await createBench({ curators: ['slack:T1/U5'] });
    expect(await bench.text(ANNA, 'curator add', { user: '<@1100000000000000042>' })).toContain(
      'discord:1100000000000000042 现在是维护者',
    );
    expect(await bench.text(BO, 'curator add', { user: '<@U42|someone>' })).toContain(
      'slack:T1/U42 现在是维护者',
    );
    expect(await bench.text(ANNA, 'curator add', { user: 'slack:T1/U42' })).toContain('已经是维护者');
    const list = await bench.text(ANNA, 'curator list');
    expect(list).toContain('slack:T1/U5（设置 CURATORS）');
    expect(list).toContain('discord:1100000000000000042（discord:1100000000000000001 于 2026-11-23 添加）');
    expect(await bench.text(ANNA, 'curator remove', { user: 'slack:T1/U42' })).toContain('不再是维护者');
    expect(await bench.text(ANNA, 'curator remove', { user: 'slack:T1/U5' })).toContain('要在那里去掉');
  });

  test.each(['someone', 'discord:1', '<@U42>', 'slack:T1', '@everyone', '<@1100000000000000042'])(
    '%s is nobody on Discord',
    async (user) => {
      const bench = await createBench();
      expect(await bench.text(ANNA, 'curator add', { user })).toContain('看不出是谁');
      expect(await bench.store.curators()).toEqual([]);
    },
  );
});
