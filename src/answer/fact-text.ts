/** One fact in a reader's words: what it is of, how much, on whose word, and where it stands. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Source } from '../knowledge/vocabulary.ts';
import type { Locale } from '../language/locale.ts';
import { figureText, periodText } from './figure-text.ts';
import { NATURE } from './phrases.ts';

/** Subject, period, metric: what the figure is of. */
export function titleOf(fact: Fact, locale: Locale, base: FactBase): string {
  const subject = base.entity(fact.subject).label[locale];
  const objects = fact.objects
    .map((id) => withoutSubject(subject, base.entity(id).label[locale]))
    .join(locale === 'zh' ? '、' : ', ');
  const period = fact.period === null ? '' : periodText(fact.period, locale);
  const metric = metricName(fact, locale, base);
  const parts =
    locale === 'zh'
      ? [subject, period, objects, metric]
      : [subject, objects && `(${objects})`, metric, period && `(${period})`];
  return parts.filter(Boolean).join(' ');
}

/** 摩尔线程新一代芯片项目 among the projects of 摩尔线程 is 新一代芯片项目; Moore Threads' new AI SoC is new AI SoC. */
export function withoutSubject(subject: string, name: string): string {
  if (!name.startsWith(subject) || name === subject) return name;
  return name.slice(subject.length).replace(/^(?:['’]s?)? /u, '');
}

export function metricName(fact: Fact, locale: Locale, base: FactBase): string {
  const metric = base.metric(fact.metric);
  const negative = typeof fact.value === 'number' && fact.value < 0 && metric.negative;
  return negative ? metric.negative.label[locale] : metric.label[locale];
}

/** A loss is stated by its size under the name of the loss: never 'a net loss of −14.92'. */
export function amount(fact: Fact, locale: Locale, base: FactBase): string {
  return figureText(
    fact,
    locale,
    base.metric(fact.metric).negative !== undefined && typeof fact.value === 'number' && fact.value < 0,
  );
}

export function factLine(fact: Fact, locale: Locale, base: FactBase): string {
  const said =
    fact.unit === null
      ? fact.statement[locale]
      : `${titleOf(fact, locale, base)}${colon(locale)}${amount(fact, locale, base)}`;
  const place = [basisOf(fact, locale, base), fact.locator, fact.id]
    .filter((part) => part !== '')
    .join(' · ');
  return `${said} [${place}]`;
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

export function basisText(facts: readonly Fact[], locale: Locale, base: FactBase): string {
  return [...new Set(facts.map((fact) => basisOf(fact, locale, base)))].join(locale === 'zh' ? '；' : '; ');
}

export function sourceText(facts: readonly Fact[], locale: Locale, base: FactBase): string {
  const sources = [...new Set(facts.map((fact) => fact.source))];
  return sources
    .map((id) => {
      const source = base.source(id);
      const own = facts.filter((fact) => fact.source === id);
      const places = [...new Set(own.flatMap((fact) => fact.locator.split(', ')))].filter(
        (place) => place !== '',
      );
      const only = own.length === 1 ? ` · ${own[0]?.id}` : '';
      const parts = [
        sourceName(source, locale),
        source.date,
        ...(places.length > 0 ? [places.join(', ')] : []),
      ];
      return locale === 'zh' ? `来源：${parts.join('，')}${only}` : `Source: ${parts.join(', ')}${only}`;
    })
    .join('\n');
}

export function colon(locale: Locale): string {
  return locale === 'zh' ? '：' : ': ';
}

/** Publisher and title; a title alone where no publisher is known. */
export function sourceName({ publisher, title }: Source, locale: Locale): string {
  if (locale === 'zh') return `${publisher}《${title}》`;
  return publisher === '' ? `“${title}”` : `${publisher}, “${title}”`;
}
