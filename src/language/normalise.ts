/** One spelling for questions and aliases alike: only texts that went through here are ever compared. */
import { Converter } from 'opencc-js/t2cn';
import type { Locale } from './locale.ts';

/** Taiwan's and Hong Kong's characters and words to the mainland's: 輝達 → 英伟达, 晶片 → 芯片. */
const toSimplified = Converter({ from: 'twp', to: 'cn' });

const HAN = /\p{Script=Han}/u;
/** Markup that a chat platform puts around what a person means: mentions, custom emoji, timestamps. */
const PLATFORM_MARKUP = /<(?:@[!&]?|#|a?:\w+:|t:|!)[^<>\s]{0,64}>|@(?:everyone|here)\b/gi;
/** Zero-width, bidirectional, variation and control characters: seen by nobody, so never part of a word. */
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Cs}\p{Co}\p{Mn}]/gu;
const EMOJI = /[\p{Extended_Pictographic}\u{3200}-\u{33FF}\u{1F200}-\u{1F2FF}]/gu;
/** Addresses, tags and character entities of pasted text: where it came from, not what it says. */
const PASTED = /https?:\/\/[^\s)\]>]*|<\/?[a-z][a-z0-9]*>|&(?:nbsp|amp|lt|gt|quot|[mn]dash|#\d+);/gi;

/**
 * A text in its comparable form: NFKC, lower case, simplified characters, no markup or invisible characters,
 * single spaces. Linear in the length of the text; never throws.
 */
export function normalise(text: string): string {
  if (PLAIN.test(text)) return simplify(text.toLowerCase().replace(/ {2,}/g, ' ').trim());
  const plain = text
    // Enclosed characters (㊙) are symbols; NFKC would make letters of them.
    .replace(EMOJI, ' ')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\t\n\r]/g, ' ')
    .replace(INVISIBLE, '')
    // In this order: without the address behind it, '@herehttps://' is a mention.
    .replace(PASTED, ' ')
    .replace(PLATFORM_MARKUP, ' ')
    .replace(/[‘’′`´]/g, "'")
    .replace(/[‐‑‒–—―−﹣]/g, '-')
    .replace(/[〜～∼]/g, '~');
  return simplify(plain).replace(/ {2,}/g, ' ').trim();
}

/** Text in which nothing but case, characters and blanks can be spelled in two ways: most of what is ever read. */
const PLAIN = /^[\u4e00-\u9fffA-Za-z\d .。、]*$/;

function simplify(text: string): string {
  return HAN.test(text) ? toSimplified(text) : text;
}

/** The language a question is asked in: Chinese as soon as a Chinese character stands in it. */
export function localeOf(text: string): Locale {
  return HAN.test(text) ? 'zh' : 'en';
}
