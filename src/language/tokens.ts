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

/** Any letter but a Chinese character: a word that could go on into Chinese would be read again for each character. */
const LETTER = '[[\\p{L}\\d]--\\p{Script=Han}]';
const UNIT = new RegExp(
  [
    '(\\p{Script=Han}|〇)',
    "(\\d+(?:\\.\\d+)?(?![a-z\\d]))(?:'s(?![a-z]))?",
    `(${LETTER}(?:${LETTER}|\\p{M})*(?:'${LETTER}+)?)`,
    '(\\S)',
  ].join('|'),
  'gv',
);

/** The tokens of a normalised text, in order. White space is dropped. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  UNIT.lastIndex = afterCommonHan(text, 0, tokens);
  for (let match = UNIT.exec(text); match; match = UNIT.exec(text)) {
    const [whole, han, number, word] = match;
    const start = match.index;
    if (han !== undefined) tokens.push({ key: han, text: han, start, end: start + han.length, kind: 'han' });
    else if (number !== undefined) {
      // The possessive of a number is the number: '688802's'.
      tokens.push({ key: number, text: whole, start, end: start + whole.length, kind: 'number' });
    } else if (word !== undefined) {
      tokens.push({ key: wordKey(word), text: word, start, end: start + word.length, kind: 'latin' });
    } else tokens.push({ key: whole, text: whole, start, end: start + whole.length, kind: 'mark' });
    UNIT.lastIndex = afterCommonHan(text, UNIT.lastIndex, tokens);
  }
  return tokens;
}

/** Takes the common Chinese characters from `at` on, which need no pattern: most of a Chinese text. */
function afterCommonHan(text: string, at: number, tokens: Token[]): number {
  let end = at;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code < 0x4e00 || code > 0x9fff) break;
    const character = text.charAt(end);
    tokens.push({ key: character, text: character, start: end, end: end + 1, kind: 'han' });
  }
  return end;
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
  const known = keys.get(word);
  if (known !== undefined) return known;
  if (keys.size >= MOST_KEYS) keys.clear();
  const key = keyOf(word);
  keys.set(word, key);
  return key;
}

const keys = new Map<string, string>();
/** Questions bring words without end. */
const MOST_KEYS = 50_000;

function keyOf(word: string): string {
  const bare = word.replace(/'s?$/, '').replace(/'/g, '');
  const regular = Object.hasOwn(IRREGULAR, bare) ? (IRREGULAR[bare] ?? bare) : bare;
  // A stem of a short word, or of a model number, says less than the word itself.
  // The stemmer turns 'paying' into 'pai': so must 'pay'.
  if (regular.length === 3 && regular.endsWith('y')) return `${regular.slice(0, 2)}i`;
  if (regular.length <= 3) return regular;
  if (/\d/.test(regular)) return regular.replace(/(\d)s$/, '$1');
  return /^[a-z]+$/.test(regular) ? stemmer(regular) : regular;
}
