/** A question typed in pinyin without tones, put back into Chinese with the words of the lexicon. */
import type { Lexicon } from '../knowledge/lexicon.ts';
import { looksLikePinyin, syllables } from '../language/pinyin.ts';
import type { Segment } from './segment.ts';

type Word = { readonly han: string; readonly cost: number /** Names something. */; readonly names: boolean };
const dictionaries = new WeakMap<Lexicon, ReadonlyMap<string, Word>>();

/**
 * Replaces every run of Latin words that reads as Chinese by the Chinese it stands for.
 * @returns the text with Chinese in place of pinyin, or null when no run reads as Chinese.
 */
export function transliterate(text: string, segments: readonly Segment[], lexicon: Lexicon): string | null {
  const runs = latinRuns(segments).filter((run) => run.some((s) => s.senses.length === 0));
  const english = ENGLISH.test(text);
  let result = text;
  let changed = false;
  // From the right, so that offsets to the left stay true.
  for (const run of runs.reverse()) {
    const reading = readRun(run, lexicon, english);
    const first = run[0];
    const last = run.at(-1);
    if (reading === null || !first || !last) continue;
    result = `${result.slice(0, first.start)} ${reading} ${result.slice(last.end)}`;
    changed = true;
  }
  return changed ? result.replace(/ {2,}/g, ' ').trim() : null;
}

/** What stands in English sentences and is no pinyin: what is no English beside it is a name. */
const ENGLISH =
  /\b(?:what|was|were|is|are|did|does|how|the|of|who|which|when|where|why|has|had|will|with|its|tell|about)\b/;

/** Neighbouring Latin segments; a run is cut where a known name that is no pinyin stands. */
function latinRuns(segments: readonly Segment[]): Segment[][] {
  const runs: Segment[][] = [];
  let open = false;
  for (const part of segments) {
    const latin = part.latin && !part.period && !part.figure && looksLikePinyin(lettersOf(part));
    if (latin && open) runs.at(-1)?.push(part);
    else if (latin) runs.push([part]);
    open = latin;
  }
  return runs;
}

/** Single syllables that are read as Chinese without a longer word beside them. */
const PARTICLES: ReadonlySet<string> = new Set(
  'de shi zai you he le ne ge jia na nei shei shui gen yu dou'.split(' '),
);

/** A word of the run that is kept as it stands: cheap where it is known, dear where it is not. */
const KEPT = { known: 0.9, unknown: 6 } as const;

type Step = {
  readonly cost: number;
  readonly from: number;
  readonly text: string;
  readonly chinese: number;
  readonly names: boolean;
};

/**
 * The cheapest cover of the letters by words in pinyin; each word begins where another ends. In an English sentence
 * only a name is read from pinyin: 'Wenli' is no 文里 and 'Yingli' no 盈利 there, but companies that we do not know.
 */
function readRun(run: readonly Segment[], lexicon: Lexicon, english: boolean): string | null {
  const words = run.map((s) => ({ letters: lettersOf(s), text: s.text, known: s.senses.length > 0 }));
  const letters = words.map((w) => w.letters).join('');
  if (letters.length < 2 || letters.length > 120) return null;
  const steps = cover(letters, words, dictionaryOf(lexicon));
  const texts: string[] = [];
  let chinese = 0;
  let longest = 0;
  let named = 0;
  for (let end = letters.length; end > 0; ) {
    const step = steps[end];
    if (!step) return null;
    texts.push(step.text);
    chinese += step.chinese;
    if (step.names) named += step.chinese;
    if (step.chinese > 0) longest = Math.max(longest, step.text.length);
    end = step.from;
  }
  const unknown = words.reduce((sum, word) => sum + (word.known ? 0 : word.letters.length), 0);
  if (english && named < unknown) return null;
  // One syllable by itself has too many characters: 'zhang' is a name before it is 涨.
  if (longest < 2 && !words.every((word) => word.known || PARTICLES.has(word.letters))) return null;
  return chinese * 2 >= unknown && chinese > 0 ? texts.reverse().join('') : null;
}

function cover(
  letters: string,
  words: readonly { letters: string; text: string; known: boolean }[],
  dictionary: ReadonlyMap<string, Word>,
): Step[] {
  const steps: Step[] = [];
  const starts = new Map<number, { letters: string; text: string; known: boolean }>();
  let offset = 0;
  for (const word of words) {
    starts.set(offset, word);
    offset += word.letters.length;
  }
  const offer = (end: number, step: Step) => {
    if (step.cost < (steps[end]?.cost ?? Number.POSITIVE_INFINITY)) steps[end] = step;
  };
  for (let from = 0; from < letters.length; from++) {
    const before = from === 0 ? 0 : steps[from]?.cost;
    if (before === undefined) continue;
    const kept = starts.get(from);
    if (kept) {
      const cost = before + (kept.known ? KEPT.known : KEPT.unknown);
      offer(from + kept.letters.length, { cost, from, text: ` ${kept.text} `, chinese: 0, names: false });
    }
    for (let end = from + 1; end <= Math.min(letters.length, from + 40); end++) {
      const word = dictionary.get(letters.slice(from, end));
      if (word)
        offer(end, {
          cost: before + word.cost,
          from,
          text: word.han,
          chinese: end - from,
          names: word.names,
        });
    }
  }
  return steps;
}

function lettersOf(part: Segment): string {
  return part.text.replace(/[\s'-]/g, '');
}

/** Characters that people spell in more than one way. */
const ALSO_SPELLED: readonly (readonly [RegExp, string, string])[] = [
  [/谁/, 'shui', 'shei'],
  [/哪/, 'na', 'nei'],
  [/这/, 'zhe', 'zhei'],
];

function dictionaryOf(lexicon: Lexicon): ReadonlyMap<string, Word> {
  const kept = dictionaries.get(lexicon);
  if (kept) return kept;
  const dictionary = new Map<string, Word>();
  for (const { name, senses } of lexicon.entries()) {
    if (!/^[\p{Script=Han}a-z\d]+$/u.test(name) || !/\p{Script=Han}/u.test(name)) continue;
    const spelled = name.replace(/\p{Script=Han}+/gu, (han) => syllables(han).join(''));
    const names = senses.some((s) => s.kind === 'entity');
    const weight = names
      ? 0.9
      : senses.some((s) => s.kind === 'metric')
        ? 0.95
        : senses.some((s) => s.kind === 'other')
          ? 1.1
          : senses.some((s) => s.kind === 'operation')
            ? // 'na yi nian' asks (哪一年) before it points (那一年).
              0.98
            : senses.some((s) => s.kind === 'neutral')
              ? 1
              : 1.05;
    // One syllable has many characters: only as a last resort.
    const cost = weight + ([...name].length === 1 ? 1 : 0);
    const other = ALSO_SPELLED.find(([character]) => character.test(name));
    for (const spelling of other ? [spelled, spelled.replace(other[1], other[2])] : [spelled]) {
      const known = dictionary.get(spelling);
      if (!known || known.cost > cost) dictionary.set(spelling, { han: name, cost, names });
    }
  }
  dictionaries.set(lexicon, dictionary);
  return dictionary;
}
