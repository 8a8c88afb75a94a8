import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/knowledge/fact.ts';
import type { Unit } from '../../src/knowledge/vocabulary.ts';
import { type Figure, findFigures } from '../../src/language/figures.ts';
import type { Locale } from '../../src/language/locale.ts';
import { normalise } from '../../src/language/normalise.ts';
import { base, knowledge, placeOf } from './knowledge.ts';

const { facts, vocabulary } = knowledge;
const LOCALES: readonly Locale[] = ['zh', 'en'];

/** The faults of all facts, each with its place: a list that a curator can go through. */
function faultsOf(find: (fact: Fact) => readonly string[]): string[] {
  return facts.flatMap((fact) => find(fact).map((fault) => `${placeOf(fact.id)} ${fact.id}: ${fault}`));
}

function textsOf({ statement, note, definition, value }: Fact): readonly string[] {
  const words = typeof value === 'object' && 'zh' in value ? [value] : [];
  return [statement, note, definition, ...words].flatMap((text) => (text ? [text.zh, text.en] : []));
}

describe('every fact', () => {
  test('has an id that is used once', () => {
    const ids = facts.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('refers to what is there', () => {
    const missing = faultsOf((fact) => [
      ...[fact.subject, fact.by, ...fact.objects, ...fact.about].filter((id) => !base.findEntity(id)),
      ...[fact.metric].filter((id) => !base.findMetric(id)),
      ...[fact.source].filter((id) => !vocabulary.sources.some((source) => source.id === id)),
      ...fact.with.filter((id) => !base.fact(id)),
    ]);
    expect(missing).toEqual([]);
  });

  test('has a unit that its metric is measured in, and none when it is told in words', () => {
    const faults = faultsOf(({ metric, unit, value }) => {
      const words = typeof value === 'object' && 'zh' in value;
      const fits = words ? unit === null : unit !== null && base.metric(metric).units.includes(unit);
      return fits ? [] : [`${metric} in ${unit}`];
    });
    expect(faults).toEqual([]);
  });

  test('is told in both languages, on somebody’s word, from a paragraph of a source', () => {
    const faults = faultsOf((fact) => [
      ...(/\p{Script=Han}/u.test(fact.statement.zh) ? [] : ['no Chinese statement']),
      ...(/^[^\p{Script=Han}]+$/u.test(fact.statement.en) ? [] : ['no English statement']),
      ...(base.entity(fact.by).label.en ? [] : ['nobody says so']),
      ...(/^p\d\d(?:, p\d\d)*$/.test(fact.locator) ? [] : [`the place '${fact.locator}'`]),
      ...(fact.asked.length > 0 ? [] : ['nobody asks for it']),
    ]);
    expect(faults).toEqual([]);
  });

  test('is asked for in both languages', () => {
    const faults = faultsOf(({ asked }) => [
      ...(asked.some((text) => /\p{Script=Han}/u.test(text)) ? [] : ['never in Chinese']),
      ...(asked.some((text) => !/\p{Script=Han}/u.test(text)) ? [] : ['never in English']),
    ]);
    expect(faults).toEqual([]);
  });

  test('ends its statements as sentences, without stray spaces', () => {
    const stray = /^\s|\s$|\s{2,}|\p{Script=Han} \p{Script=Han}|[，。；：？！、] | [，。；：？！、,.;:?!]/u;
    const faults = faultsOf((fact) => [
      ...(/[。！？”]$/u.test(fact.statement.zh) ? [] : [fact.statement.zh]),
      ...(/[.!?'”]$/u.test(fact.statement.en) ? [] : [fact.statement.en]),
      ...textsOf(fact).filter((text) => stray.test(text)),
    ]);
    expect(faults).toEqual([]);
  });
});

describe('labels and names', () => {
  test('have no stray spaces', () => {
    const labels = [...vocabulary.entities, ...vocabulary.metrics, ...vocabulary.others].map((o) => o.label);
    const names = [
      ...labels.flatMap(({ zh, en }) => [zh, en]),
      ...vocabulary.entities.flatMap(({ aliases }) => aliases),
      ...vocabulary.metrics.flatMap(({ words, negative }) => [...words, ...(negative?.words ?? [])]),
      ...vocabulary.others.flatMap(({ words }) => words),
      ...vocabulary.wordGroups.flat(),
    ];
    expect(names.filter((name) => /^\s|\s$|\s{2,}/.test(name))).toEqual([]);
  });
});

/** How `findFigures` may name the unit of a fact: '700,000' beside 'shipments' has none of its own. */
const READ_AS: Readonly<Record<Unit, readonly Figure['unit'][]>> = {
  CNY: ['CNY'],
  USD: ['USD'],
  '%': ['%', 'points'],
  piece: ['piece', 'card', null],
  EFLOPS: ['EFLOPS'],
  nm: ['nm'],
  month: ['month'],
  year: ['year'],
  x: ['x'],
  count: ['count', 'piece', 'card', null],
};

/** 'fact locale': statements whose figure `findFigures` misreads, with what it reads. The statements are right. */
const MISREAD: ReadonlyMap<string, string> = new Map([
  ['moore-threads-rnd-to-revenue-2022-2024 en', "the t of '6 times' as trillion"],
  ['biren-financing-time en', "the m of '18 months' as million"],
  ['h20-ban-duration en', "the m of '3 months' as million"],
  ['jensen-huang-china-visits-2025 en', "the t of '3 times' as trillion"],
]);

describe('the figure of a fact', () => {
  /** A loss is told by its size, a range by both ends. */
  function isTold(value: number, unit: Unit, statement: string): boolean {
    return findFigures(normalise(statement)).some(
      (figure) =>
        READ_AS[unit].includes(figure.unit) &&
        [figure.value, figure.high].some((told) => told !== undefined && Math.abs(told) === Math.abs(value)),
    );
  }

  test.each(LOCALES)('is the one that its statement tells (%s)', (locale) => {
    const faults = faultsOf(({ id, unit, value, statement }) => {
      if (unit === null || MISREAD.has(`${id} ${locale}`)) return [];
      const values = typeof value === 'number' ? [value] : 'zh' in value ? [] : value;
      const untold = values.filter((one) => !isTold(one, unit, statement[locale]));
      return untold.map((one) => `${one} ${unit} is not in '${statement[locale]}'`);
    });
    expect(faults).toEqual([]);
  });

  test('names the period that it is of in both statements', () => {
    const faults = faultsOf(({ unit, period, statement }) => {
      if (unit === null || period === null) return [];
      const years = period.match(/\d{4}/g) ?? [];
      const untold = LOCALES.flatMap((locale) =>
        years.filter((year) => !statement[locale].includes(year)).map((year) => `${year} (${locale})`),
      );
      return untold.map((year) => `${year} is not told`);
    });
    expect(faults).toEqual([]);
  });
});
