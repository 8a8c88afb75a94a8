/** What `main.ts` composes besides the platforms; the program as a whole is tested in `test/program/`. */
import { describe, expect, test } from 'vitest';
import { createLog } from '../src/log.ts';

type Level = Parameters<typeof createLog>[0];

function writeAll(level: Level, fields = {}): readonly Record<string, unknown>[] {
  const lines: string[] = [];
  const log = createLog(level, (line) => lines.push(line));
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
});
