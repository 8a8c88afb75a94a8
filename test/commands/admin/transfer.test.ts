/** Facts leave and enter as files: one proposal, all or nothing, told line by line. */
import { describe, expect, test } from 'vitest';
import { plainFact } from '../../../src/knowledge/fact.ts';
import { CSV } from '../../../src/knowledge/formats/csv.ts';
import { JSONL } from '../../../src/knowledge/formats/jsonl.ts';
import { YAML } from '../../../src/knowledge/formats/yaml.ts';
import type { Knowledge } from '../../../src/knowledge/knowledge.ts';
import type { UploadedFile } from '../../../src/platforms/platform.ts';
import { textOf } from '../bot-under-test.ts';
import { ANNA, type Bench, BO, createBench, FACT, FILES } from './bench.ts';

const EMPTY: Knowledge = { ...FILES, facts: [] };

function upload(name: string, content: string | Uint8Array): { readonly files: readonly UploadedFile[] } {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { files: [{ option: 'file', name, size: bytes.length, read: async () => bytes }] };
}

function importing(bench: Bench, name: string, content: string | Uint8Array, who = ANNA) {
  return bench.say(who, 'fact import', { file: name }, upload(name, content));
}

async function exported(bench: Bench, format: string): Promise<string> {
  const { files = [] } = await bench.say(ANNA, 'fact export', { format });
  return String(files[0]?.content);
}

describe.each(['csv', 'jsonl', 'yaml'])('as %s', (format) => {
  test('what is exported and imported again changes nothing', async () => {
    const bench = await createBench();
    const told = textOf(await importing(bench, `facts.${format}`, await exported(bench, format)));
    expect(told).toContain('285 条与库里相同，没有要改的');
    expect(await bench.store.revisions()).toEqual([]);
  });

  test('an empty base becomes the one that was exported, sources that were named in a chat too', async () => {
    const from = await createBench();
    await from.say(ANNA, 'fact add', {
      subject: '寒武纪',
      metric: '营收',
      period: '2024',
      value: '11.74亿元',
      source: 'https://example.com/report 寒武纪《2024年年度报告》',
    });
    const to = await createBench({ files: EMPTY, approvals: 0 });
    const message = await importing(to, `facts.${format}`, await exported(from, format));
    if (textOf(message).includes('请先确认')) await to.press(ANNA, message, '没有错，照此记录');
    const byId = (bench: Bench) =>
      new Map(bench.live.snapshot().base.facts.map((fact) => [fact.id, plainFact(fact)]));
    expect(byId(to)).toEqual(byId(from));
    const fresh = (bench: Bench) =>
      bench.live.snapshot().base.vocabulary.sources.filter(({ url }) => url.includes('example'));
    expect(fresh(to)).toEqual(fresh(from));
    expect(fresh(to)).toHaveLength(1);
  });
});

describe('an import', () => {
  const [own] = FILES.facts.filter(({ id }) => id === FACT);
  if (!own) throw new Error('no fact');
  const { sources } = FILES.vocabulary;
  const write = (...changes: object[]) =>
    JSONL.write({ facts: changes.map((change) => ({ ...own, ...change })), sources });

  test('is one proposal for another to approve, with a report of each line', async () => {
    const bench = await createBench({ approvals: 1 });
    const content = write(
      { value: -15e8 },
      { id: 'x-1', period: '2021', value: -11e8 },
      { ...FILES.facts[0] },
    );
    const message = await importing(bench, 'facts.jsonl', content);
    expect(textOf(message)).toContain('提议 #1，等待批准');
    expect(textOf(message)).toContain('facts.jsonl：新增 1 条，改动 1 条，相同 1 条');
    const report = String(message.files?.[0]?.content);
    expect(report.split('\r\n').slice(1, 4)).toEqual([
      `facts.jsonl,1,${FACT},changed,`,
      'facts.jsonl,2,x-1,new,',
      `facts.jsonl,3,${FILES.facts[0]?.id},same,`,
    ]);
    expect(await bench.store.revisions()).toEqual([]);
    expect(textOf(await bench.press(BO, message, '批准'))).toContain('已记录 #1–#2');
    expect(await bench.ask('摩尔线程2024年亏了多少')).toContain('15亿元');
  });

  test('with one fault records nothing, and names file, line and reason', async () => {
    const bench = await createBench();
    const content = write(
      { value: -15e8 },
      { id: 'x-1', subject: 'no-such' },
      { id: 'x-2', unit: 'nm' },
      { id: 'x-3', period: '2024-13' },
      { id: 'x-4', with: ['nowhere'] },
      { id: 'x-5' },
    );
    const told = textOf(await importing(bench, 'facts.jsonl', `${content}{"id":"x-6"}\n`));
    expect(told).toContain('没有导入');
    expect(told).toContain('facts.jsonl | 2 | x-1：库里没有“no-such”。');
    expect(told).toContain('facts.jsonl | 3 | x-2：单位与这个指标不符，可用：元（人民币）、美元。');
    expect(told).toContain('facts.jsonl | 4 | x-3：期间不成立');
    expect(told).toContain('facts.jsonl | 5 | x-4：库里没有“nowhere”。');
    expect(told).toMatch(/facts\.jsonl \| 6 \| x-5：同一来源的同一数字已在库里/);
    expect(told).toContain('facts.jsonl | 7 | 缺少“subject”。');
    expect(await bench.store.revisions()).toEqual([]);
    expect(await bench.store.pending()).toEqual([]);
  });

  test('asks to confirm what is remarkable', async () => {
    const bench = await createBench();
    const message = await importing(bench, 'facts.jsonl', write({ value: -14.92e4 }));
    expect(textOf(message)).toContain('还没有记录，请先确认');
    expect(textOf(message)).toContain('万与亿是否写错');
    expect(await bench.store.revisions()).toEqual([]);
  });

  test('of an edited sheet makes the sentences anew that were left as they were', async () => {
    const bench = await createBench({ approvals: 0 });
    const sheet = (await exported(bench, 'csv')).replace(`-${14.92e8}`, `-${15.92e8}`);
    expect(textOf(await importing(bench, 'facts.csv', sheet))).toContain('已记录 #1');
    const fact = bench.live.snapshot().base.fact(FACT);
    expect(fact?.value).toBe(-15.92e8);
    expect(fact?.statement.zh).toBe('据摩尔线程招股书，摩尔线程2024年净亏损为15.92亿元。');
    expect(fact?.statement.en).toBe(
      'According to the Moore Threads prospectus, Moore Threads’ net loss in 2024 was CNY 1.592 billion.',
    );
  });

  test('keeps a sentence that the sheet gives', async () => {
    const bench = await createBench({ approvals: 0 });
    const statement = { zh: '亏了15.92亿元。', en: own.statement.en };
    await importing(bench, 'facts.jsonl', write({ value: -15.92e8, statement }));
    const { zh, en } = bench.live.snapshot().base.fact(FACT)?.statement ?? {};
    expect([zh, en?.includes('1.592')]).toEqual([statement.zh, true]);
  });

  test('is checked within itself as well', async () => {
    const bench = await createBench({ approvals: 0 });
    const twice = write(
      { id: 'x-1', period: '2021', value: -11e8 },
      { id: 'x-2', period: '2021', value: -11e8 },
    );
    expect(textOf(await importing(bench, 'facts.jsonl', twice))).toMatch(/x-2：同一来源的同一数字已在库里/);
    const jump = write(
      { id: 'x-1', subject: 'biren', period: '2021', value: -11e8 },
      { id: 'x-2', subject: 'biren', period: '2022', value: -11e4 },
    );
    expect(textOf(await importing(bench, 'facts.jsonl', jump))).toContain('万与亿是否写错');
    expect(await bench.store.revisions()).toEqual([]);
  });

  test('takes facts that are told together, and a sheet that a spreadsheet saved', async () => {
    const bench = await createBench();
    const facts = [
      { ...own, id: 'x-1', period: '2021', value: -11e8, with: ['x-2'] },
      { ...own, id: 'x-2', period: '2020', value: -10e8 },
    ];
    const sheet = CSV.write({ facts, sources });
    expect(textOf(await importing(bench, 'Facts.CSV', sheet))).toContain('已记录 #1–#2');
    expect(bench.live.snapshot().base.fact('x-1')?.with).toEqual(['x-2']);
  });

  test('takes a file of knowledge/ as it is', async () => {
    const bench = await createBench({ files: EMPTY });
    const message = await importing(bench, 'facts.yml', YAML.write({ facts: [own], sources: [] }));
    expect(textOf(message)).toContain('已记录 #1');
  });

  test.each([
    ['a picture', 'facts.png', 'x', /没有“png”这种格式/],
    ['no ending', 'facts', 'x', /没有“facts”这种格式/],
    ['bytes that are no text', 'facts.csv', new Uint8Array([0xff, 0xfe, 0x41]), /不是 UTF-8 文本/],
    ['nothing', 'facts.jsonl', '', /里没有事实/],
    ['another table', 'facts.csv', 'name,colour\nx,red\n', /没有“name”这一项/],
  ])('of %s says so', async (_, name, content, told) => {
    const bench = await createBench();
    expect(textOf(await importing(bench, name, content))).toMatch(told);
    expect(await bench.store.revisions()).toEqual([]);
  });

  test('without a file asks for it', async () => {
    const bench = await createBench();
    expect(await bench.text(ANNA, 'fact import')).toContain('文件');
  });
});
