/** Numbers as they are written: 1,587 · 14.92 · 二〇二四 · 两千零二十四 · 七十万 · 三成. */

const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  壹: 1,
  二: 2,
  两: 2,
  俩: 2,
  贰: 2,
  三: 3,
  叁: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const SMALL: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const BIG: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 };

/** The characters a Chinese numeral is written with, as the inside of a regular expression's class. */
export const HAN_NUMERAL = '〇零一二两三四五六七八九十百千万亿点';

/**
 * Reads a Chinese numeral: digit by digit (二〇二四 → 2024) or with its powers (两千零二十四 → 2024,
 * 一千五百八十七亿 → 158700000000, 三点五 → 3.5).
 * @returns the number, or null when the text is none.
 */
export function readHanNumeral(text: string): number | null {
  const [whole, fraction] = text.split('点');
  if (whole === undefined || text.split('点').length > 2) return null;
  if (fraction !== undefined) {
    const value = readDigits(fraction);
    const left = readHanNumeral(whole);
    return value === null || left === null ? null : Number(`${left}.${value}`);
  }
  if ([...whole].every((c) => c in DIGITS)) {
    const digits = readDigits(whole);
    return digits === null ? null : Number(digits);
  }
  return readPowers(whole);
}

function readDigits(text: string): string | null {
  const digits = [...text].map((c) => DIGITS[c]);
  return digits.length === 0 || digits.includes(undefined) ? null : digits.join('');
}

function readPowers(text: string): number | null {
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  for (const c of text) {
    if (c in DIGITS) digit = DIGITS[c] ?? 0;
    else if (c in SMALL) {
      section += (digit ?? 1) * (SMALL[c] ?? 1);
      digit = null;
    } else if (c in BIG) {
      const part = section + (digit ?? 0);
      // 万亿 multiplies what 万 has gathered: 四万亿.
      total = part === 0 && total > 0 ? total * (BIG[c] ?? 1) : total + part * (BIG[c] ?? 1);
      section = 0;
      digit = null;
    } else return null;
  }
  return total + section + (digit ?? 0);
}

/** Reads `1,587`, `14.92` or a Chinese numeral. */
export function readNumber(text: string): number | null {
  const plain = text.replace(/,/g, '');
  return /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : readHanNumeral(text);
}
