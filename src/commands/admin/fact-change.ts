/** Old and new of one fact, field by field: in a table, and in one line. */
import { sourceName } from '../../answer/fact-text.ts';
import { NATURE } from '../../answer/phrases.ts';
import { changedFields, type Fact } from '../../knowledge/fact.ts';
import type { FactBase } from '../../knowledge/fact-base.ts';
import type { Source } from '../../knowledge/vocabulary.ts';
import type { Locale, Text } from '../../language/locale.ts';
import type { Block } from '../../platforms/platform.ts';
import { shorten } from '../asked.ts';
import { amountOf, listed, measureOf, periodOf, type Telling } from '../fact-words.ts';

const LONGEST_CELL = 300;
const LONGEST_IN_LINE = 60;

/** A figure with the name of its measure where that tells the sign: 净亏损 14.92亿元. */
export function valueText(fact: Fact, locale: Locale, base: FactBase): string {
  const said = amountOf(fact, locale, base);
  return typeof fact.value === 'number' && fact.value < 0 ? `${measureOf(fact, locale, base)} ${said}` : said;
}

export function sourceLine(source: Source, locale: Locale): string {
  return [sourceName(source, locale), source.url].filter((part) => part !== '').join(' ');
}

const FIELD: Partial<Record<keyof Fact, Text>> = {
  subject: { zh: '对象', en: 'Subject' },
  metric: { zh: '指标', en: 'Measure' },
  period: { zh: '期间', en: 'Period' },
  value: { zh: '数值', en: 'Value' },
  by: { zh: '谁说的', en: 'Said by' },
  source: { zh: '来源', en: 'Source' },
  locator: { zh: '段落', en: 'Paragraph' },
  nature: { zh: '性质', en: 'Nature' },
  statement: { zh: '表述', en: 'Statement' },
  note: { zh: '注意', en: 'Note' },
  definition: { zh: '口径', en: 'Definition' },
  asOf: { zh: '说于', en: 'Said on' },
  objects: { zh: '涉及', en: 'Involves' },
  about: { zh: '另关', en: 'Also about' },
  with: { zh: '一并告知', en: 'Told with' },
  asked: { zh: '问法', en: 'Asked as' },
  rank: { zh: '地位', en: 'Rank' },
};

/** `done`: it is recorded already. */
type Shown = { readonly locale: Locale; readonly base: FactBase; readonly done: boolean };

/** Old and new, field by field. */
export function changeTable(fact: Fact, before: Fact | null, { locale, base, done }: Shown): Block {
  const zh = locale === 'zh';
  const shown = Object.keys(FIELD) as (keyof Fact)[];
  const changed = before ? fieldsShown(before, fact) : new Set(shown);
  const cell = (of: Fact | null, field: keyof Fact): string =>
    of ? shorten(fieldText(of, field, locale, base), LONGEST_CELL) || '–' : '–';
  const rows = shown
    .filter((field) => changed.has(field))
    .filter((field) => before !== null || cell(fact, field) !== '–')
    .map((field) => [
      FIELD[field]?.[locale] ?? field,
      ...(before ? [cell(before, field)] : []),
      cell(fact, field),
    ]);
  const head = before
    ? [
        zh ? '项目' : 'Item',
        ...(zh
          ? done
            ? ['原来', '现在']
            : ['现在', '改为']
          : done
            ? ['Before', 'Now']
            : ['Now', 'Change to']),
      ]
    : [zh ? '项目' : 'Item', zh ? '内容' : 'Content'];
  return { kind: 'table', head, rows };
}

/** Value, unit and qualifier are read as one. */
function fieldsShown(before: Fact, fact: Fact): ReadonlySet<keyof Fact> {
  const changed = changedFields(before, fact);
  const value = changed.some((field) => field === 'unit' || field === 'qualifier');
  return new Set([...changed, ...(value ? ['value' as const] : [])]);
}

function fieldText(fact: Fact, field: keyof Fact, locale: Locale, base: FactBase): string {
  switch (field) {
    case 'value':
      return valueText(fact, locale, base);
    case 'period':
      return periodOf(fact.period, locale);
    case 'subject':
    case 'by':
      return base.findEntity(fact[field])?.label[locale] ?? fact[field];
    case 'metric':
      return measureOf(fact, locale, base);
    case 'source':
      return sourceText(fact, { locale, base });
    case 'statement':
      return fact.statement[locale];
    case 'nature':
      return NATURE[fact.nature][locale];
    case 'note':
    case 'definition':
      return fact[field]?.[locale] ?? '';
    case 'objects':
    case 'about':
      return listed(
        fact[field].map((id) => base.findEntity(id)?.label[locale] ?? id),
        locale,
      );
    case 'with':
    case 'asked':
      return listed(fact[field], locale);
    case 'rank':
      return fact.rank === 'normal' ? '' : fact.rank;
    default:
      return String(fact[field] ?? '');
  }
}

export function sourceText({ source: id }: Fact, { locale, base }: Telling): string {
  const source = base.vocabulary.sources.find((one) => one.id === id);
  return source ? sourceLine(source, locale) : id;
}

/** Where the figure itself changed, its paragraph and its sentences go with it. */
const FOLLOWS: ReadonlySet<keyof Fact> = new Set(['locator', 'statement']);

/** What changed besides the figure, one after another: 段落 p39 → p40. Empty where nothing that is shown did. */
export function otherChanges(fact: Fact, before: Fact, { locale, base }: Telling): string[] {
  const changed = fieldsShown(before, fact);
  const cell = (of: Fact, field: keyof Fact): string =>
    shorten(fieldText(of, field, locale, base), LONGEST_IN_LINE) || '–';
  return (Object.keys(FIELD) as (keyof Fact)[])
    .filter((field) => field !== 'value' && changed.has(field))
    .filter((field) => !(changed.has('value') && FOLLOWS.has(field)))
    .map((field) => `${FIELD[field]?.[locale] ?? field} ${cell(before, field)} → ${cell(fact, field)}`);
}
