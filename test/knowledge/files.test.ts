import { expect, test } from 'vitest';
import { files } from './knowledge.ts';

/** Longer lines are not read in a review. */
const LONGEST_LINE = 160;
/** Lines that are longer still, by file: may only get fewer. */
const LONGER: ReadonlyMap<string, number> = new Map([
  ['entities/groups-and-markets.yaml', 1],
  ['entities/people.yaml', 1],
  ['metrics/quantities.yaml', 2],
  ['others/measures.yaml', 1],
]);

const placed = files.flatMap(({ name, lines }) =>
  lines.map((text, index) => ({ name, place: `${name}:${index + 1}`, text })),
);

test.each(files)('$name has lines that fit a screen', ({ name }) => {
  const long = placed.filter((line) => line.name === name && [...line.text].length > LONGEST_LINE);
  expect(long.slice(LONGER.get(name) ?? 0).map(({ place }) => place)).toEqual([]);
});

test('no line ends in a space, and none is indented by a tab', () => {
  expect(placed.filter(({ text }) => /\s$|^ *\t/.test(text)).map(({ place }) => place)).toEqual([]);
});

test('no file has characters that nobody sees', () => {
  expect(placed.filter(({ text }) => /[\p{Cf}\p{Co}\p{Cn}]/u.test(text)).map(({ place }) => place)).toEqual(
    [],
  );
});
