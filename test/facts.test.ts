import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { copyProject, run, runForOneLine } from './program/program.ts';

/** What the contract adds to the Fact of `ask`, whose own shape `ask.test.ts` checks. */
const line = z.looseObject({
  id: z.string().min(1),
  subject: z.string().min(1),
  subjectName: z.string().min(1),
  metric: z.string().min(1),
  period: z.string().nullable(),
  value: z.union([z.number(), z.string(), z.tuple([z.number(), z.number()])]),
  unit: z.string().nullable(),
  qualifier: z.string(),
  nature: z.string(),
  attribution: z.string().min(1),
  source: z.looseObject({ id: z.string(), url: z.url(), locator: z.string().regex(/^p\d+/) }),
  statement: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  rank: z.enum(['preferred', 'normal', 'deprecated']),
});

describe('facts', () => {
  test('prints every fact as a line with --jsonl', async () => {
    const { code, stdout, stderr } = await run('facts', ['--jsonl']);
    expect([code, stderr]).toEqual([0, '']);
    const facts = stdout
      .trimEnd()
      .split('\n')
      .map((text) => line.parse(JSON.parse(text)));
    expect(new Set(facts.map((fact) => fact.id)).size).toBe(facts.length);
    expect(facts.find((fact) => fact.id === 'moore-threads-net-profit-2024')).toMatchObject({
      subjectName: '摩尔线程',
      value: -1_492_000_000,
      unit: 'CNY',
      attribution: '摩尔线程招股书',
      source: { locator: 'p39' },
      statement: { zh: expect.stringContaining('14.92'), en: expect.stringContaining('1.492') },
      rank: 'normal',
    });
  });

  test('prints a table for people', async () => {
    const { code, stdout } = await run('facts');
    expect(code).toBe(0);
    const [head = '', ...rows] = stdout.trimEnd().split('\n');
    expect(head).toMatch(/^id +subject +metric +period +value +rank +source$/);
    expect(rows.find((row) => row.startsWith('moore-threads-net-profit-2024 '))).toMatch(
      /摩尔线程 .*2024 .*14\.92亿元 .*p39$/,
    );
    expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
  });

  test.each([[['--jsonl']], [[]]])('ends quietly when only the first line is read: %o', async (args) => {
    const { code, stdout, stderr } = await runForOneLine('facts', args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).not.toBe('');
  });

  test.each([
    ['an unknown option', ['--bogus']],
    ['an argument', ['moore-threads']],
    ['an option without its value', ['--knowledge']],
    ['a folder that is not there', ['--knowledge', 'nowhere']],
  ])('ends with status 2 and one line on %s', async (_, args) => {
    const { code, stdout, stderr } = await run('facts', args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^facts: [^\n]+\n$/);
  });

  test('names file, line and reason of broken knowledge', async () => {
    const knowledge = join(copyProject(), 'knowledge');
    appendFileSync(join(knowledge, 'sources.yaml'), '- id: Not An Id\n');
    const { code, stderr } = await run('facts', ['--knowledge', knowledge]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^sources\.yaml:\d+: /);
  });
});
