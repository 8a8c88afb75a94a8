/** A question typed in pinyin without tones, put back into Chinese with the words of the lexicon. */
import type { Lexicon } from '../knowledge/lexicon.ts';
import { looksLikePinyin, syllables } from '../language/pinyin.ts';
import type { Segment } from './segment.ts';

type Word = { readonly han: string; readonly cost: number };
const dictionaries = new WeakMap<Lexicon, ReadonlyMap<string, Word>>();

/**
 * Replaces every run of Latin words that reads as Chinese by the Chinese it stands for.
 * @returns the text with Chinese in place of pinyin, or null when no run reads as Chinese.
 */
export function transliterate(text: string, segments: readonly Segment[], lexicon: Lexicon): string | null {
  const runs = latinRuns(segments).filter((run) => run.some((s) => s.senses.length === 0));
  let result = text;
  let changed = false;
  // From the right, so that offsets to the left stay true.
  for (const run of runs.reverse()) {
    const reading = run.every((s) => looksLikePinyin(s.text.replace(/[\s'-]/g, ''))) ? readRun(run, lexicon) : null;
    const first = run[0];
    const last = run.at(-1);
    if (reading === null || !first || !last) continue;
    result = `${result.slice(0, first.start)} ${reading} ${result.slice(last.end)}`;
    changed = true;
  }
  return changed ? result.replace(/ {2,}/g, ' ').trim() : null;
}

/** Neighbouring Latin segments; a run is cut where a known name that is no pinyin stands. */
function latinRuns(segments: readonly Segment[]): Segment[][] {
  const runs: Segment[][] = [];
  let open = false;
  for (const part of segments) {
    const latin = part.latin && !part.period && !part.figure && looksLikePinyin(part.text.replace(/[\s'-]/g, ''));
    if (latin && open) runs.at(-1)?.push(part);
    else if (latin) runs.push([part]);
    open = latin;
  }
  return runs;
}

/** The cheapest cover of the letters by words in pinyin; each word begins where another ends. */
function readRun(run: readonly Segment[], lexicon: Lexicon): string | null {
  const letters = run.map((s) => s.text.replace(/[\s'-]/g, '')).join('');
  if (letters.length < 4 || letters.length > 120) return null;
  const dictionary = dictionaryOf(lexicon);
  const best: { cost: number; from: number; han: string }[] = [];
  for (let start = 0; start < letters.length; start++) {
    const before = start === 0 ? 0 : best[start]?.cost;
    if (before === undefined) continue;
    for (let end = start + 1; end <= Math.min(letters.length, start + 40); end++) {
      const word = dictionary.get(letters.slice(start, end));
      if (!word) continue;
      const cost = before + word.cost;
      if (cost < (best[end]?.cost ?? Number.POSITIVE_INFINITY)) best[end] = { cost, from: start, han: word.han };
    }
  }
  const words: string[] = [];
  for (let end = letters.length; end > 0; ) {
    const step = best[end];
    if (!step) return null;
    words.push(step.han);
    end = step.from;
  }
  return words.reverse().join('');
}

function dictionaryOf(lexicon: Lexicon): ReadonlyMap<string, Word> {
  const kept = dictionaries.get(lexicon);
  if (kept) return kept;
  const dictionary = new Map<string, Word>();
  for (const { name, senses } of lexicon.entries()) {
    if (!/^[\p{Script=Han}a-z\d]+$/u.test(name) || !/\p{Script=Han}/u.test(name)) continue;
    const spelled = name.replace(/\p{Script=Han}+/gu, (han) => syllables(han).join(''));
    const weight = senses.some((s) => s.kind === 'entity' || s.kind === 'other') ? 0.9 : senses.some((s) => s.kind === 'metric') ? 0.95 : 1;
    // One syllable has many characters: only as a last resort.
    const cost = weight + ([...name].length === 1 ? 1 : 0);
    const known = dictionary.get(spelled);
    if (!known || known.cost > cost) dictionary.set(spelled, { han: name, cost });
  }
  dictionaries.set(lexicon, dictionary);
  return dictionary;
}
