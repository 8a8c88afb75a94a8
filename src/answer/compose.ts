/** Answer → what a reader sees: first line the figure, then who says so, then where it stands; below a rule, what helps. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import type { Answer, Choice, Gap } from './answer.ts';
import { choicesOf } from './choices.ts';
import { correctionLines } from './corrected.ts';
import { derivedText } from './derived-text.ts';
import { amount, basisText, colon, factLine, metricName, sourceText, titleOf } from './fact-text.ts';
import { periodText } from './figure-text.ts';
import { correctionText, REFUSAL } from './phrases.ts';

/** A part of an answer as text without markup; what `Block` of `platforms/platform.ts` is, without its tables. */
export type Part =
  | { readonly kind: 'headline' | 'text' | 'note'; readonly text: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'list'; readonly items: readonly string[] };

export type Composed = {
  readonly parts: readonly Part[];
  /** What can be asked next with one press: the readings, or the nearest facts. */
  readonly next: readonly Choice[];
};

export function compose(answer: Answer, base: FactBase): Composed {
  const repairs = repairParts(answer);
  if (answer.outcome === 'answer') return { parts: [...answerParts(answer, base), ...repairs], next: [] };
  if (answer.outcome === 'choices')
    return { parts: [...choiceParts(answer), ...repairs], next: answer.choices };
  const next = suggestions(answer.nearest, answer.locale, base);
  return { parts: [...unknownParts(answer.gap, answer.locale, next), ...repairs], next };
}

function repairParts({ repairs, locale }: Answer): Part[] {
  return repairs.map(({ written, read }) => ({
    kind: 'note',
    text: locale === 'zh' ? `“${written}”按“${read}”理解` : `“${written}” read as “${read}”`,
  }));
}

type Answered = Extract<Answer, { outcome: 'answer' }>;

function answerParts(answer: Answered, base: FactBase): Part[] {
  const { locale, facts, derived } = answer;
  const name = (id: string) => base.entity(id).label[locale];
  const fixed = answer.corrections.map((c) => correctionText(c, locale, name)).join('');
  const lead = derived.length > 0 ? derivedHeadline(answer, base) : factHeadline(answer, base);
  const below = [...notesBelow(answer, base)];
  return [
    { kind: 'headline', text: fixed + lead },
    ...(facts.length > 1 || derived.length > 0
      ? [{ kind: 'list' as const, items: factLines(facts, locale, base) }]
      : []),
    { kind: 'note', text: basisText(facts, locale, base) },
    { kind: 'note', text: sourceText(facts, locale, base) },
    ...correctionLines(facts, locale, base).map((text) => ({ kind: 'note' as const, text })),
    ...openParts(answer),
    ...(below.length > 0 ? [{ kind: 'rule' as const }, ...below] : []),
  ];
}

/** Of two questions in one text the one that has no answer is named: silence would look like an answer to both. */
function openParts({ open = [], locale }: Answered): Part[] {
  if (open.length === 0) return [];
  const words = open.slice(0, 4).map((word) => word.slice(0, 30));
  const text =
    locale === 'zh'
      ? `问题里关于“${words.join('”“')}”的部分，库里没有答案。`
      : `The part about “${words.join('”, “')}” is not in the fact base.`;
  return [{ kind: 'note', text }];
}

/** More than anybody reads in a chat are counted. */
const MOST_LINES = 24;

function factLines(facts: readonly Fact[], locale: Locale, base: FactBase): string[] {
  const lines = facts.slice(0, MOST_LINES).map((fact) => factLine(fact, locale, base));
  const more = facts.length - lines.length;
  if (more === 0) return lines;
  return [...lines, locale === 'zh' ? `……另有${more}条` : `… and ${more} more`];
}

function factHeadline(answer: Answered, base: FactBase): string {
  const { locale, facts } = answer;
  const first = answer.first ?? facts[0];
  if (!first) return '';
  if (first.unit === null) return first.statement[locale];
  if (facts.length === 1)
    return `${titleOf(first, locale, base)}${colon(locale)}${amount(first, locale, base)}`;
  if (answer.first)
    return `${titleOf(first, locale, base)}${colon(locale)}${amount(first, locale, base)}${answer.shape === 'facts' ? '' : superlative(answer)}`;
  if (answer.shape === 'series') return seriesHeadline(facts, locale, base);
  return facts
    .slice(0, 4)
    .map((fact) => `${titleOf(fact, locale, base)}${colon(locale)}${amount(fact, locale, base)}`)
    .join(locale === 'zh' ? '；' : '; ');
}

function superlative(answer: Answered): string {
  if (answer.facts.length < 2) return '';
  return answer.locale === 'zh' ? `（${answer.facts.length}项中居首）` : ` (first of ${answer.facts.length})`;
}

function seriesHeadline(facts: readonly Fact[], locale: Locale, base: FactBase): string {
  const [first] = facts;
  if (!first) return '';
  const values = facts.map(
    (fact) =>
      `${fact.period === null ? '' : `${periodText(fact.period, locale)} `}${amount(fact, locale, base)}`,
  );
  return `${base.entity(first.subject).label[locale]} ${metricName(first, locale, base)}${colon(locale)}${values.join(locale === 'zh' ? '，' : ', ')}`;
}

function derivedHeadline(answer: Answered, base: FactBase): string {
  const { locale, derived, facts } = answer;
  const sentences = derived.map((d) => derivedText(d, facts, locale, base));
  const lead = answer.first
    ? `${factHeadline({ ...answer, derived: [] }, base)}${locale === 'zh' ? '；' : '; '}`
    : '';
  return lead + sentences.join(locale === 'zh' ? '；' : '; ');
}

function notesBelow(answer: Answered, base: FactBase): Part[] {
  const { locale, facts, derived, context, without } = answer;
  const definitions = facts.flatMap((fact) =>
    fact.definition
      ? [
          `${facts.length > 1 ? `${base.entity(fact.by).label[locale]}${colon(locale)}` : ''}${fact.definition[locale]}`,
        ]
      : [],
  );
  const notes = facts.flatMap((fact) => (fact.note ? [fact.note[locale]] : []));
  // The fact as a sentence says what a bare figure cannot: that the visit was the third.
  const only = facts.length === 1 && derived.length === 0 ? facts[0] : undefined;
  const told = only && only.unit !== null ? [only.statement[locale]] : [];
  const around = context.map((fact) => factLine(fact, locale, base));
  const lacking = without.map((id) => base.entity(id).label[locale]).join(locale === 'zh' ? '、' : ', ');
  return [
    ...(lacking === ''
      ? []
      : [
          {
            kind: 'text' as const,
            text:
              locale === 'zh'
                ? `库里没有这些的数据：${lacking}`
                : `The base has no such figure for: ${lacking}`,
          },
        ]),
    ...[...new Set([...told, ...definitions, ...notes])]
      .slice(0, 6)
      .map((text) => ({ kind: 'text' as const, text })),
    ...(around.length > 0 ? [{ kind: 'list' as const, items: around }] : []),
  ];
}

function choiceParts(answer: Extract<Answer, { outcome: 'choices' }>): Part[] {
  const { locale, choices } = answer;
  const lead =
    locale === 'zh' ? '这个问题有几种读法，请选一种：' : 'This can be read in several ways. Choose one:';
  return [
    { kind: 'headline', text: lead },
    { kind: 'list', items: choices.map((c) => c.label) },
    ...othersParts(answer),
  ];
}

function othersParts({ others = 0, locale }: Extract<Answer, { outcome: 'choices' }>): Part[] {
  if (others === 0) return [];
  const text =
    locale === 'zh'
      ? `另有${others}条这样的数字，请写明是哪一家。`
      : `There are ${others} more such figures: please name the company.`;
  return [{ kind: 'text', text }];
}

function unknownParts(gap: Gap, locale: Locale, next: readonly Choice[]): Part[] {
  const zh = locale === 'zh';
  const lead = zh ? '事实库里没有答案。' : 'Not in the fact base.';
  const parts: Part[] = [
    { kind: 'headline', text: lead },
    { kind: 'note', text: gapText(gap, locale) },
  ];
  if (next.length === 0) return parts;
  return [
    ...parts,
    { kind: 'text', text: zh ? '库里有的相近内容：' : 'What the base does hold nearby:' },
    { kind: 'list', items: next.map((c) => c.label) },
  ];
}

function gapText(gap: Gap, locale: Locale): string {
  const zh = locale === 'zh';
  switch (gap.kind) {
    case 'empty':
      return zh
        ? '请写一个关于芯片市场的问题，例如：摩尔线程2024年亏了多少'
        : 'Ask a question about the chip market, such as: Moore Threads net loss 2024';
    case 'too-long':
      return zh ? '问题太长，请用一句话来问。' : 'The question is too long: please ask it in one sentence.';
    case 'not-together': {
      const words = [...new Set(gap.words)].slice(0, 5).map((word) => word.slice(0, 30));
      return zh
        ? `没有把“${words.join('”“')}”合在一起的事实，不作猜测。`
        : `No fact brings “${words.join('”, “')}” together, and nothing is guessed.`;
    }
    case 'unnamed':
      return zh
        ? '来源只用代号或名次称呼它，没有给出名称。'
        : 'The source refers to it by a letter or a rank only and gives no name.';
    case 'too-many':
      return zh
        ? `库里有${gap.facts}条这样的数字，请写明是哪一家。`
        : `The base has ${gap.facts} such figures: please name the company.`;
    case 'no-such-period':
      return zh
        ? `没有${gap.period.startsWith('*') ? '该期' : periodText(gap.period, 'zh')}的数据，不以相近期间代替。`
        : `No figure for ${gap.period.startsWith('*') ? 'that period' : periodText(gap.period, 'en')}; none of another period is given instead.`;
    case 'refused':
      return zh ? `${REFUSAL[gap.reason].zh}。` : `Not computed: ${REFUSAL[gap.reason].en}.`;
    case 'not-held': {
      const words = [...new Set(gap.words)].slice(0, 4).map((word) => word.slice(0, 30));
      if (words.length === 0)
        return zh
          ? '没有能完整回答它的事实，不作猜测。'
          : 'No fact answers all of it, and nothing is guessed.';
      return zh
        ? `没有关于“${words.join('”“')}”的对应事实，不作猜测。`
        : `No fact accounts for “${words.join('”, “')}”, and nothing is guessed.`;
    }
  }
}

function suggestions(nearest: readonly Fact[], locale: Locale, base: FactBase): Choice[] {
  const groups = nearest.map((fact) => ({
    subject: fact.subject,
    metric: fact.metric,
    score: 0,
    matches: [{ fact, score: 0, worths: new Map(), missing: [] }],
  }));
  return choicesOf(
    groups,
    { text: '', locale, items: [PERIOD_SHOWN], operations: [], clauses: 1, repairs: [] },
    base,
  );
}

/** Suggestions name the period of the fact that exists. */
const PERIOD_SHOWN = {
  kind: 'period',
  start: 0,
  text: '',
  clause: 0,
  optional: true,
  also: [],
  period: { start: 0, end: 0, text: '', kind: 'at', from: null, to: null, relative: false },
} as const;
