/** What `main.ts` composes besides the platforms; the program as a whole is tested in `test/program/`. */
import { describe, expect, test } from 'vitest';
import { createLog } from '../src/log.ts';

type Level = Parameters<typeof createLog>[0];

/** The second begins like the first. */
const SECRETS = ['planted-secret', 'planted-secret-and-more', 'quo"ted-secret', 'abc'];

function writeAll(level: Level, fields = {}): readonly Record<string, unknown>[] {
  const lines: string[] = [];
  const log = createLog(level, { write: (line) => lines.push(line), secrets: SECRETS });
  for (const each of ['debug', 'info', 'warn', 'error'] as const) log(each, `${each}-happened`, fields);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  test('writes one JSON object a line with level, time, event and fields', () => {
    expect(writeAll('error', { id: 'a\nb', ms: 3, left: undefined })).toEqual([
      {
        level: 'error',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        event: 'error-happened',
        id: 'a\nb',
        ms: 3,
      },
    ]);
  });

  test.each([
    ['debug', 4],
    ['info', 3],
    ['warn', 2],
    ['error', 1],
  ] as const)('at level %s writes %i of four', (level, count) => {
    expect(writeAll(level)).toHaveLength(count);
  });

  test('hides what is named like a secret or a question', () => {
    const fields = { token: 'xoxb-1', url: 'https://hooks.example/secret', question: '机密', code: 'fine' };
    const [line] = writeAll('error', fields);
    expect(line).toMatchObject({ token: '[secret]', url: '[secret]', question: '[secret]', code: 'fine' });
  });

  test.each([
    ['a setting', 'call failed for planted-secret.', 'call failed for [secret].'],
    ['a setting that begins like another', 'x planted-secret-and-more y', 'x [secret] y'],
    ['a setting with marks', 'x quo"ted-secret y', 'x [secret] y'],
    ['a Slack token', 'token xoxb-12-34-AbCd refused', 'token [secret] refused'],
    ['a Discord token', `sent Bot ${'M'.repeat(26)}.GabcdE.${'q'.repeat(38)}`, 'sent Bot [secret]'],
    ['a password', 'at postgres://bot:p4ss@host:5432/chip', 'at postgres://bot:[secret]@host:5432/chip'],
    ['nothing else', 'abc 2026-11-27T07:00:00.000Z 14.92', 'abc 2026-11-27T07:00:00.000Z 14.92'],
  ])('cuts %s out of what a library says', (_, reason, logged) => {
    expect(writeAll('error', { reason })[0]).toMatchObject({ reason: logged });
  });
});
