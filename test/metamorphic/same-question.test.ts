import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import type { Locale } from '../../src/language/locale.ts';
import { FIGURES, type Figure } from './figures.ts';
import { type Asked, anyhow, ask, factsOf, isExpected, plainly, write } from './questions.ts';
import { createRandom, type Random } from './random.ts';
import { createTally } from './tally.ts';
import { homophone, inPinyin, mistyped, noisy, otherForm, traditional } from './variants.ts';

const LOCALES: readonly Locale[] = ['zh', 'en'];
const VERDICTS = ['same', 'choices', 'unknown', 'computed', 'more', 'other'] as const;
type Verdict = (typeof VERDICTS)[number];

/**
 * Of one question asked in two ways. `more`: the figure among others that were not asked for. `computed`:
 * worked out from other facts instead of told. `other`: an answer that begins with another fact.
 */
function compare(answer: Answer, plain: Answer, figure: Figure): Verdict {
  if (answer.outcome === 'answer' && factsOf(answer).join() === factsOf(plain).join()) return 'same';
  const verdict = verdictOf(answer, figure);
  return verdict === 'same' ? 'more' : verdict;
}

/** Of a question whose figure is known. */
function verdictOf(answer: Answer, figure: Figure): Verdict {
  if (answer.outcome !== 'answer') return answer.outcome;
  if (isExpected(answer, figure)) return 'same';
  if (factsOf(answer).some((id) => figure.expected.has(id))) return 'more';
  return answer.derived.length > 0 ? 'computed' : 'other';
}

type Relation = {
  readonly name: string;
  readonly cases: number;
  readonly locales: readonly Locale[];
  /** The same question otherwise, or null where this one has no such form. */
  readonly vary: (asked: Asked, random: Random) => string | null;
  /** Least share of `same` and most of `other`, in percent: a little looser than measured over several seeds. */
  readonly same: number;
  readonly other: number;
};

const RELATIONS: readonly Relation[] = [
  {
    name: 'in traditional characters',
    cases: 500,
    locales: ['zh'],
    vary: (asked, random) => traditional(write(asked), random),
    same: 98,
    other: 0,
  },
  {
    name: 'in other capitals, widths, blanks and normal forms',
    cases: 500,
    locales: LOCALES,
    vary: (asked, random) => otherForm(write(asked), random),
    same: 98,
    other: 0,
  },
  {
    name: 'with greetings, thanks, emoji and markup around it',
    cases: 600,
    locales: LOCALES,
    vary: (asked, random) => noisy(write(asked), random),
    same: 97,
    other: 0,
  },
  {
    name: 'in full pinyin',
    cases: 500,
    locales: ['zh'],
    vary: (asked, random) => inPinyin(write(asked), random),
    same: 85,
    other: 1.5,
  },
  {
    name: 'with a homophone in the Chinese name',
    cases: 600,
    locales: ['zh'],
    vary: (asked, random) => {
      const name = homophone(asked.name, random);
      return name === null ? null : write({ ...asked, name });
    },
    same: 75,
    other: 1.5,
  },
  {
    name: 'with one slip of the keyboard in a Latin word',
    cases: 800,
    locales: ['en'],
    vary: (asked, random) => mistyped(write(asked), random),
    same: 78,
    other: 1.5,
  },
  {
    name: 'in the other order and notation',
    cases: 800,
    locales: LOCALES,
    vary: (asked, random) => write(anyhow(asked.figure, asked.locale, random)),
    same: 0,
    other: 0.5,
  },
];

describe('one question for one figure', () => {
  test('is answered with the figure when it is asked by its labels, in both languages', () => {
    const tally = createTally(['same', 'other']);
    for (const figure of FIGURES) {
      for (const locale of LOCALES) {
        const question = write(plainly(figure, locale));
        tally.add(isExpected(ask(question), figure) ? 'same' : 'other', question);
      }
    }
    tally.print('asked by its labels');
    expect(tally.count('other'), tally.examples('other')).toBe(0);
  });

  test('is answered with the figure by any of its names, words and notations, in any order', () => {
    const random = createRandom('anyhow');
    const tally = createTally(VERDICTS);
    for (let i = 0; i < 1500; i++) {
      const figure = random.pick(FIGURES);
      const question = write(anyhow(figure, random.pick(LOCALES), random));
      const answer = ask(question);
      tally.add(verdictOf(answer, figure), question);
    }
    tally.print('asked by any words');
    // One in 1,500 at times, where a name is made of words of another measure ('chips made in China').
    expect(tally.share('other'), tally.examples('other')).toBeLessThanOrEqual(0.2);
    expect(tally.share('same')).toBeGreaterThanOrEqual(97);
  });

  test.each(RELATIONS)('has the same answer $name', ({ name, cases, locales, vary, same, other }) => {
    const random = createRandom(name);
    const tally = createTally(VERDICTS);
    for (let i = 0; i < cases; i++) {
      const figure = random.pick(FIGURES);
      const asked = anyhow(figure, random.pick(locales), random);
      const plain = ask(write(asked));
      const question = isExpected(plain, figure) ? vary(asked, random) : null;
      if (question !== null) tally.add(compare(ask(question), plain, figure), question);
    }
    tally.print(name);
    expect(tally.total()).toBeGreaterThan(cases / 3);
    expect(tally.share('same'), 'same, in percent').toBeGreaterThanOrEqual(same);
    expect(tally.share('other'), `other:\n${tally.examples('other')}`).toBeLessThanOrEqual(other);
  });

  test('has the same answer when it is asked twice, and each choice that is offered has one', () => {
    const random = createRandom('twice');
    const queries = new Set<string>();
    for (let i = 0; i < 400; i++) {
      const asked = anyhow(random.pick(FIGURES), random.pick(LOCALES), random);
      // A name alone, or a measure alone, may be asked for in several ways.
      const part = random.pick([write(asked), asked.name, asked.measure, `${asked.name} ${asked.period}`]);
      const answer = ask(part);
      expect(ask(part)).toEqual(answer);
      if (answer.outcome === 'choices') for (const { query } of answer.choices) queries.add(query);
    }
    const open = [...queries].filter((query) => ask(query).outcome !== 'answer');
    console.log(`${queries.size} choices offered, ${open.length} without an answer: ${open.join(' | ')}`);
    expect(queries.size).toBeGreaterThan(20);
    // 'Does the market grow fast?' asks for a growth that nobody states and that no two figures give.
    expect(open.filter((query) => query !== '中国加速芯片市场增长快吗')).toEqual([]);
  });
});
