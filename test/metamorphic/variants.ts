/** The same question in other clothes: script, pinyin, slips of the keyboard, noise around it. */
import { Converter } from 'opencc-js';
import { pinyin } from 'pinyin-pro';
import { normalise } from '../../src/language/normalise.ts';
import { base } from '../knowledge/knowledge.ts';
import type { Random } from './random.ts';

export type Variant = (question: string, random: Random) => string;

const HAN = /\p{Script=Han}/u;
const TRADITIONAL = (['tw', 'hk', 't', 'twp'] as const).map((to) => Converter({ from: 'cn', to }));

export const traditional: Variant = (question, random) => random.pick(TRADITIONAL)(question);

/** Full pinyin without tones, the syllables of a word apart or together; Latin words and numbers stay. */
export const inPinyin: Variant = (question, random) => {
  const gap = random.pick([' ', ' ', '']);
  return question
    .replace(/[，。？、：]/gu, ' ')
    .replace(/\p{Script=Han}+/gu, (han) => {
      const syllables = pinyin(han, { toneType: 'none', type: 'array', v: true });
      return ` ${syllables.join(gap)} `;
    })
    .replace(/ {2,}/g, ' ')
    .trim();
};

const wide = (text: string) =>
  text.replace(/[!-~]/g, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0));

/** What never changes a question: capitals, width, blanks, invisible characters. */
const FORMS: readonly Variant[] = [
  (question) => question.toUpperCase(),
  (question) => question.toLowerCase(),
  wide,
  (question) => question.replaceAll(' ', '  '),
  (question) => question.replaceAll(' ', '\u3000'),
  (question, random) => {
    const at = random.below(question.length);
    return `${question.slice(0, at)}\u200b${question.slice(at)}`;
  },
  (question) => question.normalize('NFD'),
];
export const otherForm: Variant = (question, random) => random.pick(FORMS)(question, random);

const BEFORE: Readonly<Record<'zh' | 'en', readonly string[]>> = {
  zh: [
    '请问',
    '求助：',
    '你好，',
    '大佬们好，请问',
    '各位，',
    '急！',
    '🙏',
    '弱弱问一句，',
    '在吗？',
    '帮我查一下，',
    '想请教一下，',
    '1、',
  ],
  en: [
    'Hi! ',
    'Hello, ',
    'hey team - ',
    'Quick question: ',
    'Sorry to bother, ',
    'Please help: ',
    'FYI I need this: ',
    '👋 ',
    'ok so, ',
    'Good morning! ',
    'Dear bot, ',
  ],
};
const AFTER: Readonly<Record<'zh' | 'en', readonly string[]>> = {
  zh: [
    '谢谢',
    '？？？',
    '，谢谢大家！',
    '🙏🙏',
    '！',
    '～',
    '，在线等，急',
    '，感谢',
    '😂',
    '呢',
    '…',
    '（求助）',
  ],
  en: [
    ' thanks',
    ' thanks!',
    ' ???',
    ' 🙏',
    ' please',
    ' - thanks in advance',
    '!!',
    ' :)',
    ' cheers',
    ' asap',
    ' ...',
  ],
};
const MARKUP = [
  '<@123456789012345678> ',
  '<@U0123ABCD> ',
  '@here ',
  '<:chip:123456789012345678> ',
  '> ',
  '**',
  '`',
];

export const noisy: Variant = (question, random) => {
  const locale = HAN.test(question) ? 'zh' : 'en';
  const markup = random.chance(0.4) ? random.pick(MARKUP) : '';
  const close = /^[*`]+$/.test(markup) ? markup : '';
  const before = random.chance(0.7) ? random.pick(BEFORE[locale]) : '';
  const after = random.chance(0.7) ? random.pick(AFTER[locale]) : '';
  return `${markup}${before}${question}${after}${close}`;
};

/** Characters by their sound, from the words that the bot itself knows. */
const BY_SOUND = (() => {
  const known = [...base.lexicon.entries()].map((entry) => entry.name).join('');
  const characters = [...new Set(known)].filter((c) => HAN.test(c));
  return Map.groupBy(characters, (c) => pinyin(c, { toneType: 'none', v: true }));
})();

const NAMES = new Set([...base.lexicon.entries()].map((entry) => entry.name));

/** One character of a name of three and more is another of the same sound; null where there is none. */
export function homophone(name: string, random: Random): string | null {
  if (!/^\p{Script=Han}{3,}$/u.test(name)) return null;
  const characters = [...name];
  const at = random.below(characters.length);
  const own = characters[at] ?? '';
  // The sound that a character has in this name, not by itself.
  const sound = pinyin(name, { toneType: 'none', type: 'array', v: true })[at] ?? '';
  const others = (BY_SOUND.get(sound) ?? []).filter((c) => c !== own);
  if (others.length === 0) return null;
  const written = characters.with(at, random.pick(others)).join('');
  return NAMES.has(normalise(written)) ? null : written;
}

const EDITS: readonly ((word: string, at: number, random: Random) => string)[] = [
  (word, at) => word.slice(0, at) + word.slice(at + 1),
  (word, at) => word.slice(0, at) + (word[at] ?? '') + word.slice(at),
  (word, at) => word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2),
  (word, at, random) =>
    word.slice(0, at) + random.pick([...'abcdefghijklmnopqrstuvwxyz']) + word.slice(at + 1),
];

/** One edit, not in the first letter, in a Latin word of five letters and more; null where there is none. */
export function mistyped(text: string, random: Random): string | null {
  const words = [...text.matchAll(/[A-Za-z]{5,}/g)];
  if (words.length === 0) return null;
  const { 0: word, index } = random.pick(words);
  const written = random.pick(EDITS)(word, 1 + random.below(word.length - 2), random);
  return written === word ? null : text.slice(0, index) + written + text.slice(index + word.length);
}
