/** Years and quarters typed in pinyin, put into Chinese before periods are looked for. */

const DIGITS = ['ling', 'yi', 'er', 'san', 'si', 'wu', 'liu', 'qi', 'ba', 'jiu'] as const;
const DIGIT = `(${DIGITS.join('|')})`;

/** 'er ling er si nian', 'erlingersinian'. */
const SPELLED_YEAR = new RegExp(`er\\s?ling\\s?${DIGIT}\\s?${DIGIT}\\s?nian`, 'g');
/** '2024nian', '2024 nian du', '24nianyijidu': no English word begins so after a number; 'duo' is another syllable. */
const WRITTEN_YEAR = /(\d)\s?nian(?:\s?(du)(?![aeinou]))?/g;
/** 'di yi ji du' right after a year. */
const QUARTER = /(年)\s*(?:(di)\s?)?(yi|er|san|si|[1-4])\s?ji\s?du/g;
/** '2022nian zhi 2024nian'. */
const UP_TO = /(年)\s*(?:zhi|dao)\s?(?=\d)/g;

/** @param text normalised. Text without a year in pinyin comes back as it is. */
export function pinyinPeriods(text: string): string {
  if (!text.includes('nian')) return text;
  return text
    .replace(SPELLED_YEAR, (_, tens: string, ones: string) => `20${digitOf(tens)}${digitOf(ones)}年 `)
    .replace(WRITTEN_YEAR, (_, last: string, du?: string) => `${last}年${du ? '度' : ''} `)
    .replace(UP_TO, '$1至')
    .replace(
      QUARTER,
      (_, year: string, di: string | undefined, number: string) =>
        `${year}${di ? '第' : ''}${/\d/.test(number) ? number : '零一二三四'[digitOf(number)]}季度 `,
    )
    .replace(/ {2,}/g, ' ')
    .trim();
}

function digitOf(syllable: string): number {
  return (DIGITS as readonly string[]).indexOf(syllable);
}
