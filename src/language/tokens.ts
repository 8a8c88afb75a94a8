/** Cuts a normalised text into the units that names are made of: one Han character, one Latin word, one number. */
import { stemmer } from 'stemmer';

export type Token = {
  /** What is compared: the character, the stem of the word, the number. */
  readonly key: string;
  readonly text: string;
  /** Offsets in the normalised text, UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'han' | 'latin' | 'number' | 'mark';
};

const UNIT =
  /(\p{Script=Han}|〇)|(\d+(?:\.\d+)?(?![a-z\d]))(?:'s(?![a-z]))?|([\p{L}\d][\p{L}\p{M}\d]*(?:'[\p{L}]+)?)|(\S)/gu;
const LATIN_RUN = /^[^\p{Script=Han}]+/u;

/** The tokens of a normalised text, in order. White space is dropped. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  UNIT.lastIndex = 0;
  for (let match = UNIT.exec(text); match; match = UNIT.exec(text)) {
    const [whole, han, number, word] = match;
    const start = match.index;
    if (han !== undefined) tokens.push({ key: han, text: han, start, end: start + han.length, kind: 'han' });
    else if (number !== undefined) {
      // The possessive of a number is the number: '688802's'.
      tokens.push({ key: number, text: number, start, end: start + whole.length, kind: 'number' });
    } else if (word !== undefined) {
      // A word regex over all letters also takes Han characters that follow Latin ones: give them back.
      const run = LATIN_RUN.exec(word)?.[0] ?? word;
      UNIT.lastIndex = start + run.length;
      tokens.push({ key: wordKey(run), text: run, start, end: start + run.length, kind: 'latin' });
    } else tokens.push({ key: whole, text: whole, start, end: start + whole.length, kind: 'mark' });
  }
  return tokens;
}

const IRREGULAR: Readonly<Record<string, string>> = {
  lost: 'lose',
  sold: 'sell',
  bought: 'buy',
  made: 'make',
  fell: 'fall',
  fallen: 'fall',
  rose: 'rise',
  risen: 'rise',
  grew: 'grow',
  grown: 'grow',
  shrank: 'shrink',
  shrunk: 'shrink',
  went: 'go',
  gone: 'go',
  said: 'say',
  says: 'say',
  told: 'tell',
  thought: 'think',
  held: 'hold',
  met: 'meet',
  took: 'take',
  taken: 'take',
  gave: 'give',
  given: 'give',
  came: 'come',
  left: 'leave',
  kept: 'keep',
  began: 'begin',
  begun: 'begin',
  spent: 'spend',
  paid: 'pay',
  bled: 'bleed',
  led: 'lead',
  won: 'win',
  chose: 'choose',
  chosen: 'choose',
  built: 'build',
  brought: 'bring',
  became: 'become',
  sank: 'sink',
  chips: 'chip',
};

/** What makes two Latin words the same: `losses` and `loss`, `lost` and `lose`, `threads'` and `thread`. */
export function wordKey(word: string): string {
  const bare = word.replace(/'s?$/, '').replace(/'/g, '');
  const regular = Object.hasOwn(IRREGULAR, bare) ? (IRREGULAR[bare] ?? bare) : bare;
  // A stem of a short word, or of a model number, says less than the word itself.
  // The stemmer turns 'paying' into 'pai': so must 'pay'.
  if (regular.length === 3 && regular.endsWith('y')) return `${regular.slice(0, 2)}i`;
  if (regular.length <= 3) return regular;
  if (/\d/.test(regular)) return regular.replace(/(\d)s$/, '$1');
  return /^[a-z]+$/.test(regular) ? stemmer(regular) : regular;
}
