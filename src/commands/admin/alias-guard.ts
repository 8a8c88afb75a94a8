/** What cannot be another name: whatever a question may say already. Its whole text would be read as the name. */
import { periodText } from '../../answer/figure-text.ts';
import type { FactBase } from '../../knowledge/fact-base.ts';
import { type Sense, wordTokens } from '../../knowledge/lexicon.ts';
import type { Metric } from '../../knowledge/vocabulary.ts';
import type { Text } from '../../language/locale.ts';
import { normalise } from '../../language/normalise.ts';
import { parseQuestion } from '../../question/parse.ts';
import type { Item, Question } from '../../question/question.ts';
import { quote } from '../asked.ts';

const LONGEST_ALIAS = 60;
/** Letters, digits and what stands between them in names; no markup, no mention, no address. */
const NAME = /^[\p{L}\p{M}\p{N} .,·・&'’+/()（）-]+$/u;
/** Kinds of things whose names tell when they were: 2025世界人工智能大会. */
const DATED: ReadonlySet<string> = new Set(['event', 'document']);

/** Whose name belongs to them alone; a place, a product, a technology lends its name to others. */
const BEARERS: ReadonlySet<string> = new Set(['company', 'institution', 'person']);

export type Naming = { readonly entity: string; readonly alias: string };

/** @returns why not, in one sentence; null when the alias leads to the entity and to nothing else. */
export function aliasProblem(naming: Naming, base: FactBase, today: string): Text | null {
  const { entity, alias } = naming;
  const tokens = wordTokens(normalise(alias));
  const short = tokens.length === 1 && tokens[0]?.text.length === 1;
  if (tokens.length === 0 || alias.length > LONGEST_ALIAS || short) {
    return {
      zh: `别名请写 2 到 ${LONGEST_ALIAS} 个字，至少有一个文字。`,
      en: `An alias has 2 to ${LONGEST_ALIAS} characters, with letters among them.`,
    };
  }
  if (!NAME.test(alias)) {
    return {
      zh: `别名${quote(alias)}里只能有文字、数字和名称里常见的符号。`,
      en: `The alias ${quote(alias)} may have letters, digits and the signs that names have.`,
    };
  }
  const senses = base.lexicon.matches(tokens, 0).find(({ end }) => end === tokens.length)?.senses ?? [];
  if (senses.some((sense) => sense.kind === 'entity' && sense.id === entity)) {
    const name = base.entity(entity).label;
    return {
      zh: `${name.zh}已经有${quote(alias)}这个名称。`,
      en: `${name.en} has the name ${quote(alias)} already.`,
    };
  }
  const [sense] = senses;
  if (sense) return taken(alias, labelOf(sense, base));
  const question = parseQuestion(alias, base, today);
  const part = question && meaningOfPart(question, naming, base);
  if (!part) return null;
  return {
    zh: `${quote(alias)}里有${part.zh}，不能作别名。`,
    en: `${quote(alias)} contains ${part.en} and cannot be an alias.`,
  };
}

function taken(alias: string, label: Text): Text {
  return {
    zh: `${quote(alias)}已经是${label.zh}，不能再作别名。`,
    en: `${quote(alias)} stands for ${label.en} already and cannot be an alias as well.`,
  };
}

const ORDINARY: Text = { zh: '一个常用词', en: 'an ordinary word' };
const ORDINARY_ALONE: Text = { zh: '的只是常用词', en: 'nothing but ordinary words' };

function labelOf(sense: Sense, base: FactBase): Text {
  if (sense.kind === 'entity') return base.entity(sense.id).label;
  if (sense.kind === 'metric') return base.metric(sense.id).label;
  if (sense.kind !== 'other') return ORDINARY;
  return base.vocabulary.others[sense.index]?.label ?? { zh: '别的名称', en: 'another name' };
}

/** The first part that means something of its own; all of it where no part is anybody's name. */
function meaningOfPart(question: Question, naming: Naming, base: FactBase): Text | null {
  const { items } = question;
  const own = items.some((item) => item.kind === 'word' && !/^\d+$/u.test(item.text));
  for (const item of items) {
    const meaning = meaningOf(item, own, naming.entity, base);
    if (meaning) return meaning;
  }
  // A thing that the base has nothing about may lend its name to whoever makes it.
  if (items.some(({ kind }) => kind === 'entity' || kind === 'other')) return null;
  return own && !isOfMeasure(naming.alias, base) ? null : ORDINARY_ALONE;
}

/** @param own whether there are words besides that nobody knows yet, as a name has. */
function meaningOf(item: Item, own: boolean, entity: string, base: FactBase): Text | null {
  switch (item.kind) {
    case 'period': {
      const { from } = item.period;
      if (own && DATED.has(base.entity(entity).kind)) return null;
      const text = (locale: 'zh' | 'en') => (from === null ? item.text : periodText(from, locale));
      return { zh: `期间“${text('zh')}”`, en: `the period “${text('en')}”` };
    }
    case 'figure':
      return { zh: `数字“${item.text}”`, en: `the figure “${item.text}”` };
    case 'metric': {
      // 'Integrated' is a word of names as well as of acquisitions.
      if (item.also.some(({ kind }) => kind === 'word')) return null;
      const [first] = item.metrics;
      return first ? named(base.metric(first.id).label) : null;
    }
    case 'entity': {
      const line = base.lineage(entity);
      const strange = item.entities.filter((id) => !line.has(id) && BEARERS.has(base.entity(id).kind));
      const [other] = strange;
      const none = other === undefined || strange.length < item.entities.length;
      return none || item.repairedFrom !== undefined ? null : named(base.entity(other).label);
    }
    case 'other': {
      const other = base.vocabulary.others[item.index];
      return other?.kind === 'metric' ? named(other.label) : null;
    }
    case 'word':
      return null;
  }
}

function named(label: Text): Text {
  return { zh: `“${label.zh}”`, en: `“${label.en}”` };
}

/** A piece of the words for a measure: 'net' of 'net profit', 资产 of 总资产. */
function isOfMeasure(alias: string, base: FactBase): boolean {
  const typed = joined(alias);
  return base.vocabulary.metrics.some((metric) =>
    wordsOf(metric).some((word) => joined(word).includes(typed)),
  );
}

function wordsOf({ label, words, negative }: Metric): string[] {
  const losses = negative ? [negative.label.zh, negative.label.en, ...negative.words] : [];
  return [label.zh, label.en, ...words, ...losses];
}

/** Latin words stay whole; Han characters follow one another. */
function joined(text: string): string {
  const tokens = wordTokens(normalise(text));
  return tokens.map(({ text: word, kind }) => (kind === 'han' ? word : ` ${word} `)).join('');
}
