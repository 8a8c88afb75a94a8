/** Answer → what a reader sees: first line the figure, then who says so, then where it stands; below a rule, what helps. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import type { Answer, Choice, Derived, Gap } from './answer.ts';
import { choicesOf } from './choices.ts';
import { figureText, periodText, quantityText } from './figure-text.ts';
import { correctionText, NATURE, REFUSAL } from './phrases.ts';

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
      ? [{ kind: 'list' as const, items: facts.map((fact) => factLine(fact, locale, base)) }]
      : []),
    { kind: 'note', text: basisText(facts, locale, base) },
    { kind: 'note', text: sourceText(facts, locale, base) },
    ...(below.length > 0 ? [{ kind: 'rule' as const }, ...below] : []),
  ];
}

function factHeadline(answer: Answered, base: FactBase): string {
  const { locale, facts } = answer;
  const first = answer.first ?? facts[0];
  if (!first) return '';
  if (first.unit === null) return first.statement[locale];
  if (facts.length === 1)
    return `${titleOf(first, locale, base)}${colon(locale)}${amount(first, locale, base)}`;
  if (answer.first)
    return `${titleOf(first, locale, base)}${colon(locale)}${amount(first, locale, base)}${answer.shape === 'facts' ? '' : superlative(answer, base)}`;
  if (answer.shape === 'series') return seriesHeadline(facts, locale, base);
  return facts
    .slice(0, 4)
    .map((fact) => `${titleOf(fact, locale, base)}${colon(locale)}${amount(fact, locale, base)}`)
    .join(locale === 'zh' ? '；' : '; ');
}

function superlative(answer: Answered, base: FactBase): string {
  void base;
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

const OPERATION_NAMES = {
  zh: {
    sum: '合计',
    difference: '相差',
    ratio: '之比',
    growth: '变化',
    share: '占比',
    annual: '年均变化',
    before: '由增速推算的上一期',
  },
  en: {
    sum: 'total',
    difference: 'difference',
    ratio: 'ratio',
    growth: 'change',
    share: 'share',
    annual: 'change a year (compound)',
    before: 'implied level a period earlier',
  },
} as const;

function derivedText(derived: Derived, facts: readonly Fact[], locale: Locale, base: FactBase): string {
  const terms = derived.from
    .map((id) => facts.find((fact) => fact.id === id) ?? base.fact(id))
    .filter((fact) => fact !== undefined);
  const name =
    OPERATION_NAMES[locale][
      derived.symbol === 'annual' || derived.symbol === 'before' ? derived.symbol : derived.operation
    ];
  const [first] = terms;
  const subjects = [...new Set(terms.map((fact) => base.entity(fact.subject).label[locale]))]
    .slice(0, 3)
    .join(locale === 'zh' ? '与' : ' and ');
  const about = first ? `${subjects} ${metricName(first, locale, base)} ` : '';
  return `${about}${name}${colon(locale)}${derivedValue(derived, first, locale)}${working(derived, terms, locale)}`;
}

function derivedValue({ operation, value, unit }: Derived, fact: Fact | undefined, locale: Locale): string {
  if (operation === 'difference' && unit === '%') {
    const points = Number(Math.abs(value).toPrecision(6));
    return locale === 'zh'
      ? `${value < 0 ? '下降' : '上升'}${points}个百分点`
      : `${value < 0 ? 'down' : 'up'} ${points} percentage points`;
  }
  if (operation === 'growth')
    return `${value > 0 ? '+' : ''}${quantityText(Number(value.toFixed(1)), '%', locale)}`;
  if (operation === 'ratio' && unit !== 'x')
    return locale === 'zh'
      ? `约${quantityText(value, unit, 'zh')}`
      : `about ${quantityText(value, unit, 'en')}`;
  if (operation === 'ratio')
    return locale === 'zh' ? `${Number(value.toFixed(2))}倍` : `${Number(value.toFixed(2))} times`;
  if (operation === 'share') return quantityText(Number(value.toFixed(1)), '%', locale);
  const loss = operation === 'sum' && value < 0;
  return quantityText(
    loss ? -value : Math.abs(value),
    unit,
    locale,
    fact && /([片张颗])/.exec(fact.statement.zh)?.[1],
  );
}

/** The calculation, so that a reader can check it. */
function working(derived: Derived, terms: readonly Fact[], locale: Locale): string {
  const values = terms.map((fact) => figureText({ ...fact, qualifier: 'exact' }, locale, true));
  const [last = '', first = ''] = values;
  const [open, close] = locale === 'zh' ? ['（', '）'] : [' (', ')'];
  if (derived.symbol === 'growth' || derived.symbol === 'annual') return `${open}${first} → ${last}${close}`;
  if (derived.symbol === 'before') return `${open}${values[0]} ÷ (1 + ${values[1]})${close}`;
  if (derived.operation === 'ratio' && values.length > 2)
    return `${open}${values.join(locale === 'zh' ? '，' : ', ')}${close}`;
  return `${open}${values.join(` ${derived.symbol} `)}${close}`;
}

/** Subject, period, metric: what the figure is of. */
export function titleOf(fact: Fact, locale: Locale, base: FactBase): string {
  const subject = base.entity(fact.subject).label[locale];
  const objects = fact.objects.map((id) => base.entity(id).label[locale]).join(locale === 'zh' ? '、' : ', ');
  const period = fact.period === null ? '' : periodText(fact.period, locale);
  const metric = metricName(fact, locale, base);
  const parts =
    locale === 'zh'
      ? [subject, period, objects, metric]
      : [subject, objects && `(${objects})`, metric, period && `(${period})`];
  return parts.filter(Boolean).join(' ');
}

function metricName(fact: Fact, locale: Locale, base: FactBase): string {
  const metric = base.metric(fact.metric);
  const negative = typeof fact.value === 'number' && fact.value < 0 && metric.negative;
  return negative ? metric.negative.label[locale] : metric.label[locale];
}

/** A loss is stated by its size under the name of the loss: never 'a net loss of −14.92'. */
function amount(fact: Fact, locale: Locale, base: FactBase): string {
  return figureText(
    fact,
    locale,
    base.metric(fact.metric).negative !== undefined && typeof fact.value === 'number' && fact.value < 0,
  );
}

function factLine(fact: Fact, locale: Locale, base: FactBase): string {
  const said =
    fact.unit === null
      ? fact.statement[locale]
      : `${titleOf(fact, locale, base)}${colon(locale)}${amount(fact, locale, base)}`;
  return `${said} [${basisOf(fact, locale, base)} · ${fact.locator} · ${fact.id}]`;
}

function basisOf(fact: Fact, locale: Locale, base: FactBase): string {
  const speaker = base.entity(fact.by).label[locale];
  const asOf =
    fact.asOf !== null && fact.nature !== 'actual'
      ? locale === 'zh'
        ? ` · 截至${periodText(fact.asOf, locale)}`
        : ` · as of ${periodText(fact.asOf, locale)}`
      : '';
  return `${NATURE[fact.nature][locale]} · ${speaker}${asOf}`;
}

function basisText(facts: readonly Fact[], locale: Locale, base: FactBase): string {
  return [...new Set(facts.map((fact) => basisOf(fact, locale, base)))].join(locale === 'zh' ? '；' : '; ');
}

function sourceText(facts: readonly Fact[], locale: Locale, base: FactBase): string {
  const sources = [...new Set(facts.map((fact) => fact.source))];
  return sources
    .map((id) => {
      const source = base.source(id);
      const own = facts.filter((fact) => fact.source === id);
      const places = [...new Set(own.flatMap((fact) => fact.locator.split(', ')))].join(', ');
      const ids = own.length === 1 ? ` · ${own[0]?.id}` : '';
      return locale === 'zh'
        ? `来源：${source.publisher}《${source.title}》，${source.date}，${places}${ids}`
        : `Source: ${source.publisher}, “${source.title}”, ${source.date}, ${places}${ids}`;
    })
    .join('\n');
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
  ];
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
    case 'unnamed':
      return zh
        ? '来源只用代号或名次称呼它，没有给出名称。'
        : 'The source refers to it by a letter or a rank only and gives no name.';
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

function colon(locale: Locale): string {
  return locale === 'zh' ? '：' : ': ';
}
