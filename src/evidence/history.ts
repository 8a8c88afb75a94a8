/** What became of a fact: its versions, the newest first, each with what it changed. */
import { metricName, sourceName } from '../answer/fact-text.ts';
import { periodText } from '../answer/figure-text.ts';
import { NATURE } from '../answer/phrases.ts';
import { changedFields, type Fact } from '../knowledge/fact.ts';
import type { Locale } from '../language/locale.ts';
import { type Content, html } from '../page/html.ts';
import { figureOf, type Telling } from './parts.ts';
import { words } from './words.ts';

/** One version of a fact: recorded, or what the files say, of which nothing is known but that. */
export type HistoryEntry = {
  /** 0: the files. */
  readonly seq: number;
  /** An ISO instant in UTC. */
  readonly recorded?: string;
  readonly author?: string;
  readonly reason?: string;
  /** What it was from then on; null: no longer a fact. */
  readonly fact: Fact | null;
};

type History = Telling & {
  /** The oldest first. */
  readonly entries: readonly HistoryEntry[];
  /** Whoever may change facts also sees who did. */
  readonly admin: boolean;
};

export function historyToHtml({ entries, admin, ...telling }: History): Content {
  if (entries.length === 0) return null;
  const { locale } = telling;
  const say = words(locale);
  const items = entries.map((entry, at) => {
    const { fact, reason } = entry;
    const became = fact === null ? say.retracted : figureOf(fact, telling);
    const changes = changesOf(entries[at - 1]?.fact ?? null, fact, telling);
    return html`<li><p>${whenToHtml(entry, admin, locale)}</p>
<p><strong>${became}</strong></p>${reason && html`<p class="note">${reason}</p>`}
${changes.length > 0 && html`<ul class="changes">${changes.map((change) => html`<li>${change}</li>`)}</ul>`}</li>`;
  });
  return html`<section id="history"><h2>${say.history}</h2><ol class="history" reversed>${items.toReversed()}</ol></section>`;
}

function whenToHtml({ seq, recorded, author }: HistoryEntry, admin: boolean, locale: Locale): Content {
  const say = words(locale);
  if (recorded === undefined) return say.fromFiles;
  const time = html`<time datetime="${recorded}">${recorded.slice(0, 16).replace('T', ' ')} UTC</time>`;
  return html`${time} · ${say.revision} ${seq}${admin && html` · <code>${author}</code>`}`;
}

/** Old → new of whatever a reader sees of a fact: a source alone that changed is a change too. */
function changesOf(before: Fact | null, fact: Fact | null, telling: Telling): Content[] {
  if (!before || !fact) return [];
  const changed = new Set<string>(changedFields(before, fact));
  return linesOf(telling).flatMap(({ name, fields, textOf }) => {
    if (!fields.some((field) => changed.has(field))) return [];
    const [old, now] = [textOf(before) || '–', textOf(fact) || '–'];
    const colon = telling.locale === 'zh' ? '：' : ': ';
    return old === now ? [] : [html`${name}${colon}<del>${old}</del> → <ins>${now}</ins>`];
  });
}

type Line = {
  readonly name: string;
  /** Read as one. */
  readonly fields: readonly (keyof Fact)[];
  readonly textOf: (fact: Fact) => string;
};

function linesOf(telling: Telling): readonly Line[] {
  const { locale, base } = telling;
  const say = words(locale);
  const named = (ids: readonly string[]) =>
    ids.map((id) => base.findEntity(id)?.label[locale] ?? id).join(locale === 'zh' ? '、' : ', ');
  const when = (period: string | null) => (period === null ? '' : periodText(period, locale));
  return [
    { name: say.subject, fields: ['subject'], textOf: ({ subject }) => named([subject]) },
    { name: say.metric, fields: ['metric'], textOf: (fact) => metricName(fact, locale, base) },
    { name: say.period, fields: ['period'], textOf: ({ period }) => when(period) || say.noPeriod },
    {
      name: say.figure,
      fields: ['value', 'unit', 'qualifier'],
      textOf: (fact) => signedFigure(fact, telling),
    },
    { name: say.speaker, fields: ['by'], textOf: ({ by }) => named([by]) },
    { name: say.source, fields: ['source'], textOf: (fact) => sourceOf(fact, telling) },
    { name: say.paragraph, fields: ['locator'], textOf: ({ locator }) => locator },
    { name: say.nature, fields: ['nature'], textOf: ({ nature }) => NATURE[nature][locale] },
    { name: say.asOf, fields: ['asOf'], textOf: ({ asOf }) => when(asOf) },
    { name: say.definition, fields: ['definition'], textOf: ({ definition }) => definition?.[locale] ?? '' },
    { name: say.note, fields: ['note'], textOf: ({ note }) => note?.[locale] ?? '' },
    { name: say.objects, fields: ['objects'], textOf: ({ objects }) => named(objects) },
    { name: say.about, fields: ['about'], textOf: ({ about }) => named(about) },
    { name: say.readWith, fields: ['with'], textOf: (fact) => fact.with.join(', ') },
    { name: say.rank, fields: ['rank'], textOf: ({ rank }) => say.ranks[rank] },
    { name: say.statement, fields: ['statement'], textOf: ({ statement }) => statement[locale] },
  ];
}

/** A loss by its name: its size alone would not tell it from a profit. */
function signedFigure(fact: Fact, telling: Telling): string {
  const lower = typeof fact.value === 'number' && fact.value < 0;
  const said = fact.unit === null ? '' : figureOf(fact, telling);
  return lower ? `${metricName(fact, telling.locale, telling.base)} ${said}` : said;
}

function sourceOf({ source }: Fact, { locale, base }: Telling): string {
  const known = base.vocabulary.sources.find(({ id }) => id === source);
  return known ? sourceName(known, locale) : source;
}
