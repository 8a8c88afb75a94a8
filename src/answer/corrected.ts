/** When a figure that is told was corrected, and what it said before. */
import type { Fact, Version } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import { publicName } from './author.ts';
import { amount, metricName, titleOf } from './fact-text.ts';

const MOST = 3;

/** One line for each of the facts that the log changed or added; the day is the one on which it was recorded, in UTC. */
export function correctionLines(facts: readonly Fact[], locale: Locale, base: FactBase): string[] {
  const several = facts.length > 1;
  return facts
    .filter(({ version }) => version !== undefined)
    .slice(0, MOST)
    .map((fact) => correctionLine(fact, several, { locale, base }));
}

type Telling = { readonly locale: Locale; readonly base: FactBase };

function correctionLine(fact: Fact, several: boolean, telling: Telling): string {
  const { locale, base } = telling;
  const zh = locale === 'zh';
  const title = several ? `${titleOf(fact, locale, base)}${zh ? '：' : ': '}` : '';
  const correction = correctionOf(fact, telling);
  const version = correction?.version ?? fact.version;
  if (!version) return '';
  const day = version.recorded.slice(0, 10);
  const by = publicName(version.author, locale);
  if (correction)
    return zh
      ? `${title}${day} 更正（${by}），原为 ${correction.old}`
      : `${title}Corrected on ${day} (${by}); it was ${correction.old} before`;
  if (!version.before)
    return zh ? `${title}${day} 在聊天中录入（${by}）` : `${title}Recorded from a chat on ${day} (${by})`;
  return zh
    ? `${title}${day} 在聊天中修订（${by}），数字未变`
    : `${title}Revised from a chat on ${day} (${by}); the figure is the same`;
}

/** The revision that gave the figure of now, and the figure before it: later ones may have changed a source alone. */
function correctionOf(
  fact: Fact,
  telling: Telling,
): { readonly version: Version; readonly old: string } | undefined {
  const now = said(fact, telling);
  let { version } = fact;
  while (version?.before) {
    const old = said(version.before, telling);
    if (old !== now) return { version, old };
    version = version.before.version;
  }
  return undefined;
}

/** A loss by its name: its size alone would not tell it from a profit. */
function said(fact: Fact, { locale, base }: Telling): string {
  const figure = amount(fact, locale, base);
  const lower = typeof fact.value === 'number' && fact.value < 0;
  return lower ? `${metricName(fact, locale, base)} ${figure}` : figure;
}
