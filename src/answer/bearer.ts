/** Whose figure it is, and what tells it from other figures of the same subject. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';

/** Subject, and what it is counted for where one subject has several among `all`: Moore Threads (new AI SoC). */
export function bearerOf(
  fact: Fact,
  all: readonly Fact[],
  { locale, base }: { readonly locale: Locale; readonly base: FactBase },
): string {
  const name = (id: string): string => base.entity(id).label[locale];
  return bracketed(name(fact.subject), objectsApart(fact, all).map(name), locale);
}

/** What tells the fact from others of the same subject and measure; nothing where there is no other. */
export function objectsApart(fact: Fact, all: readonly Fact[]): readonly string[] {
  const alike = all.filter(({ subject, metric }) => subject === fact.subject && metric === fact.metric);
  return new Set(alike.map(({ objects }) => objects.join())).size > 1 ? fact.objects : [];
}

export function bracketed(name: string, inside: readonly string[], locale: Locale): string {
  if (inside.length === 0) return name;
  return locale === 'zh' ? `${name}（${inside.join('、')}）` : `${name} (${inside.join(', ')})`;
}
