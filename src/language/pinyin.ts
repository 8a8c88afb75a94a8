/** Pinyin without tones. The package is loaded when the first question needs it: most never do. */
import { createRequire } from 'node:module';

type PinyinPackage = typeof import('pinyin-pro');
let loaded: PinyinPackage | null = null;

/** Loaded on use, synchronously: a parser that had to wait would not be a function of its input. */
function load(): PinyinPackage {
  loaded ??= createRequire(import.meta.url)('pinyin-pro') as PinyinPackage;
  return loaded;
}

/** '沐曦' → ['mu', 'xi']. Other characters are left out. */
export function syllables(text: string): string[] {
  return load().pinyin(text, { toneType: 'none', type: 'array', nonZh: 'removed', v: true }).map(plain);
}

const sounds = new Map<string, string>();

/**
 * How a Chinese text sounds, as homophones are compared: what southern speakers and typists mix up is one. Character by
 * character, each in its commonest reading, so that a part of a text sounds like the text.
 */
export function soundOf(text: string): string {
  return Array.from(text, soundOfCharacter).join(' ');
}

function soundOfCharacter(character: string): string {
  const known = sounds.get(character) ?? syllables(character).map(merge).join('');
  sounds.set(character, known);
  return known;
}

function plain(syllable: string): string {
  return syllable.replace(/ü/g, 'v');
}

/** z/zh, c/ch, s/sh, n/l at the front are kept; -n/-ng is merged: 心 and 芯 sound alike, 中 and 终 too. */
function merge(syllable: string): string {
  return syllable.replace(/^([zcs])h/, '$1').replace(/([aei])ng$/, '$1n');
}

const INITIAL = '(?:b|p|m|f|d|t|n|l|g|k|h|j|q|x|zh|ch|sh|r|z|c|s|y|w)?';
const FINAL =
  '(?:a|ai|an|ang|ao|e|ei|en|eng|er|i|ia|ian|iang|iao|ie|in|ing|iong|iu|o|ong|ou|u|ua|uai|uan|uang|ue|ui|un|uo|v|ve|van|vn)';
const PINYIN_WORD = new RegExp(`^(?:${INITIAL}${FINAL})+$`);

/** Whether a Latin word could be Chinese in pinyin: cheap, and wrong for many English words on purpose. */
export function looksLikePinyin(word: string): boolean {
  return PINYIN_WORD.test(word);
}
