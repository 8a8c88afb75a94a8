/** Properties of arbitrary input, checked with a seed that is printed: a failure is repeated by setting it. */
import fc from 'fast-check';

/** `SEED=123 npx vitest run …` repeats a run; without it every run tries other inputs. */
export const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.log(`fast-check seed ${SEED}`);

export function checked<T>(property: fc.IProperty<T>, numRuns = 300): void {
  fc.assert(property, { seed: SEED, numRuns });
}

const SPECIAL = [
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '(a+)+$',
  '[^\\]*?{9}',
  '\\p{L}',
  '$&',
  '%00',
  '\u0000',
  '\u001b[31m',
  '\u202e',
  '\u200d',
  '\ud83d',
  '\udc00',
  '\ufeff',
  '摩尔线程',
  '沐曦',
  'Nvidia',
  'H20',
  '2024年',
  'Q1',
  '14.92亿',
  '%',
  '亏了多少',
  'revenue',
  'vs',
  '，',
  '?',
  ' ',
  '\n',
];

/** Anything that can be typed: pieces of questions, of patterns and of broken text in any order. */
export const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc
    .array(fc.oneof(fc.constantFrom(...SPECIAL), fc.string({ maxLength: 4 })), { maxLength: 24 })
    .map((parts) => parts.join('')),
  // Lone surrogates: no text, and yet a string.
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((units) => String.fromCharCode(...units)),
);
