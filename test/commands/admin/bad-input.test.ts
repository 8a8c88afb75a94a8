/** Curators mistype too. */
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../src/commands/specs.ts';
import { replyToMessage } from '../../../src/platforms/form-message.ts';
import { isForm } from '../../../src/platforms/platform.ts';
import { faultsOf, textOf } from '../bot-under-test.ts';
import { ANNA, createBench } from './bench.ts';

const BAD: readonly [name: string, text: string][] = [
  ['nothing', ''],
  ['blanks', '   \n\t '],
  ['10,000 characters', '芯'.repeat(10_000)],
  ['control characters', '\u0000\u0007\u001b[31m\u200b\u202e'],
  ['a half of a pair', '\ud83d'],
  ['__proto__', '__proto__'],
  ['mixed scripts', 'Мoore Тhreads 摩尔threads ムーア 🤔 خسارة'],
  ['markup', '<@123> @everyone **x** <script>alert(1)</script>'],
  ['quotes and SQL', '"沐曦"|~|\'; drop table revisions; --'],
  ['an address', 'https://user:pass@example.com/x?y=1#z'],
  ['an unknown id', 'no-such-id-anywhere'],
  ['a huge number', '99999999999999999999亿元'],
];
const ADMIN = COMMANDS.filter(({ path }) => path[0] === 'chip-admin');

describe.each(ADMIN.map((spec) => [spec.path.join(' '), spec] as const))('%s', (command, { options }) => {
  test('answers anything in both languages, without a bug and without a trace', async () => {
    const bench = await createBench();
    for (const [, text] of BAD) {
      for (const locale of ['zh', 'en'] as const) {
        const given = Object.fromEntries(options.map(({ name }) => [name, text]));
        const reply = await bench.reply(ANNA, command, given, { locale });
        if (isForm(reply)) expect(formFaults(reply)).toEqual([]);
        const message = replyToMessage(reply);
        expect(faultsOf(message).filter((fault) => !fault.startsWith('blanks'))).toEqual([]);
        expect(textOf(message).length).toBeLessThan(9_000);
      }
    }
    expect(bench.logged).toEqual([]);
    expect(await bench.store.revisions()).toEqual([]);
    expect(await bench.store.curators()).toEqual([]);
    expect(await bench.store.digest.feeds()).toEqual([]);
  });

  test('says in one sentence which option is missing, or asks for it in a form', async () => {
    const bench = await createBench();
    const [required] = options.filter((option) => option.required);
    const reply = await bench.reply(ANNA, command, {}, { locale: 'en' });
    if (required) expect(textOf(replyToMessage(reply))).toContain(required.label.en);
    else if (options.length > 1) expect(isForm(reply)).toBe(true);
    expect(bench.logged).toEqual([]);
  });
});

function formFaults(
  form: Extract<Awaited<ReturnType<Awaited<ReturnType<typeof createBench>>['reply']>>, { kind: 'form' }>,
): string[] {
  const { fields, call, title, submit } = form;
  const size = [call.command, ...Object.entries(call.options).flat()].join('').length;
  return [
    ...(fields.length < 1 || fields.length > 5 ? ['1 to 5 fields'] : []),
    ...(size > 80 ? [`call of ${size}`] : []),
    ...(title.length > 24 || submit.length > 24 ? ['title or button too long'] : []),
    ...fields.filter(({ label }) => label.length > 45).map(({ label }) => `label ${label}`),
    ...fields.filter(({ hint }) => (hint ?? '').length > 100).map(({ hint }) => `hint ${hint}`),
    ...fields.filter(({ value }) => (value ?? '').length > 3_000).map(({ name }) => `value of ${name}`),
  ];
}
