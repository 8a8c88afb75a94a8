import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBot } from '../../src/commands/bot.ts';
import { COMMANDS } from '../../src/commands/specs.ts';
import { UserError } from '../../src/language/user-error.ts';
import { ask, base, bot, faultsOf, logged, request, sayingMessages, textOf } from './bot-under-test.ts';

const SEED = Number(process.env['FC_SEED'] ?? 20_261_123);

const BAD: readonly [name: string, text: string][] = [
  ['nothing', ''],
  ['blanks', '   \n\t '],
  ['10,000 letters', 'a'.repeat(10_000)],
  ['10,000 characters', '芯'.repeat(10_000)],
  ['control characters', '\u0000\u0007\u001b[31m\u200b\u202e'],
  ['a half of a pair', '\ud83d'],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['toString', 'toString'],
  ['mixed scripts', 'Мoore Тhreads 摩尔threads ムーア 🤔 خسارة'],
  ['markup', '<@123> @everyone **x** <script>alert(1)</script>'],
  ['quotes and pipes', '"沐曦"|~|\'; drop table facts; --'],
  ['an unknown id', 'no-such-id-anywhere'],
];
/** The curators' commands have a test of their own: `admin/bad-input.test.ts`. */
const CALLS = COMMANDS.filter(({ path, options }) => path[0] === 'chip' && options.length > 0).map(
  ({ path }) => path.join(' '),
);

function optionsOf(command: string): readonly string[] {
  return COMMANDS.find(({ path }) => path.join(' ') === command)?.options.map(({ name }) => name) ?? [];
}

describe.each(CALLS)('%s', (command) => {
  it.each(BAD)('answers %s in both languages without a bug', async (_, text) => {
    logged.length = 0;
    const options = Object.fromEntries(optionsOf(command).map((name) => [name, text]));
    for (const locale of ['zh', 'en', undefined] as const) {
      const message = await bot.handle(request(command, options, locale));
      expect(faultsOf(message)).toEqual([]);
      expect(textOf(message).length).toBeLessThan(9_000);
    }
    expect(logged).toEqual([]);
  });

  it('says in one sentence which option is missing', async () => {
    const message = await bot.handle(request(command, {}, 'en'));
    expect(faultsOf(message)).toEqual([]);
    const [required] = COMMANDS.find(({ path }) => path.join(' ') === command)?.options ?? [];
    if (required?.required && command !== 'chip ask') expect(textOf(message)).toContain(required.label.en);
  });
});

describe('options that make no sense', () => {
  it.each([
    ['compare', { first: '沐曦', second: 'MetaX' }, '两边都是'],
    ['compare', { first: '沐曦', second: '摩尔线程', metric: '营收', period: '随便' }, '看不出是哪一期'],
    ['rank', { metric: '营收', period: 'whenever' }, '看不出是哪一期'],
    ['company', { name: '沐'.repeat(300) }, '太长'],
    ['picture', {}, '没有这个命令'],
    ['__proto__', {}, '没有这个命令'],
  ])('%s %j', async (command, options, said) => {
    const message = await ask(command, options, 'zh');
    expect(textOf(message)).toContain(said);
    expect(message.blocks).toHaveLength(1);
  });
});

it(`says something sound to anything at all (seed ${SEED})`, async () => {
  const words = fc.constantFrom(
    '沐曦',
    'Moore Threads',
    '净亏损',
    'revenue',
    '2024',
    '去年',
    'H20',
    'vs',
    '?',
    '，',
    '上海',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.array(words, { maxLength: 6 }).map((parts) => parts.join(' ')),
  );
  const names = ['question', 'name', 'first', 'second', 'metric', 'period', 'topic', 'fact'];
  const options = fc.dictionary(fc.constantFrom(...names), text);
  const locale = fc.constantFrom('zh' as const, 'en' as const, undefined);
  logged.length = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...CALLS, 'chip help', 'chip home', 'chip x'),
      options,
      locale,
      async (command, given, reader) => {
        expect(faultsOf(await bot.handle(request(command, given, reader)))).toEqual([]);
        for (const name of optionsOf(command)) {
          const suggestions = await bot.suggest(request(command, given, reader), name);
          expect(suggestions.length).toBeLessThanOrEqual(25);
        }
      },
    ),
    { seed: SEED, numRuns: 300 },
  );
  expect(logged).toEqual([]);
}, 60_000);

describe('a bug', () => {
  const SECRET = '摩尔线程的秘密问题';
  function brokenBot(error: unknown) {
    const events: unknown[][] = [];
    const broken = sayingMessages(
      createBot({
        base: () => {
          throw error;
        },
        log: (...entry) => events.push(entry),
        newId: () => 'bug-7',
      }),
    );
    return { broken, events };
  }

  it('is logged once with its id, and the reader is told the id and nothing else', async () => {
    const { broken, events } = brokenBot(new TypeError(`cannot read ${SECRET}\n    at ${SECRET}`));
    const message = await broken.handle(request('chip ask', { question: SECRET }, 'en'));
    expect(textOf(message)).toContain('bug-7');
    expect(textOf(message)).not.toContain('TypeError');
    expect(events.map(([, event]) => event)).toEqual(['command-failed', 'answered']);
    expect(JSON.stringify(events)).toContain('"id":"bug-7"');
    expect(JSON.stringify(events)).toContain('TypeError');
    expect(JSON.stringify(events)).not.toContain(SECRET);
  });

  it('in completions is logged, and there are none', async () => {
    const { broken, events } = brokenBot('no error at all');
    expect(await broken.suggest(request('chip ask', { question: SECRET }), 'question')).toEqual([]);
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events)).not.toContain(SECRET);
  });

  it('is not what the user can mend: that is said and not logged', async () => {
    const { broken, events } = brokenBot(new UserError('a code of the future'));
    const message = await broken.handle(request('chip ask', { question: SECRET }));
    expect(message.locale).toBe('zh');
    expect(textOf(message)).toBe('这个请求没有读懂，请换个写法。');
    // A line that it was refused, and none of a fault.
    expect(events.map(([level, event]) => [level, event])).toEqual([['info', 'answered']]);
    expect(JSON.stringify(events)).not.toContain(SECRET);
  });
});

it('reads the snapshot anew for each request', async () => {
  let reads = 0;
  const counting = createBot({
    base: () => {
      reads += 1;
      return base;
    },
    log: () => {},
    newId: () => '',
  });
  await counting.handle(request('chip help', {}));
  await counting.handle(request('chip browse', {}));
  expect(reads).toBe(2);
});
