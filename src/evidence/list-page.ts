/** `/facts`: what the base holds, to be searched and narrowed down. */
import { periodText } from '../answer/figure-text.ts';
import { NATURE } from '../answer/phrases.ts';
import { type Fact, NATURES } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { comparePeriods } from '../language/calendar.ts';
import type { Locale } from '../language/locale.ts';
import { documentToHtml } from '../page/document.ts';
import { type Content, type Html, html } from '../page/html.ts';
import { type Filter, filterToQuery, pageOf } from './filter.ts';
import { factCard } from './parts.ts';
import { words } from './words.ts';

type List = {
  readonly filter: Filter;
  readonly found: readonly Fact[];
  readonly locale: Locale;
  readonly here: string;
  readonly base: FactBase;
};

export function listToHtml({ filter, found, locale, here, base }: List): Html {
  const say = words(locale);
  const { facts, page, pages, first } = pageOf(found, filter.page);
  const main = html`<h1>${say.facts}</h1>
${searchForm(filter, { locale, base })}
<p class="count" role="status">${found.length === 0 ? say.none : say.range(first + 1, first + facts.length, found.length)}</p>
<ol class="cards" start="${first + 1}">${facts.map((fact) => factCard(fact, { locale, base }))}</ol>
${pages > 1 && pager(filter, { page, pages }, locale)}`;
  return documentToHtml({ locale, title: say.facts, section: 'facts', here, main });
}

type Choice = { readonly value: string; readonly label: string };

function searchForm(filter: Filter, { locale, base }: Pick<List, 'locale' | 'base'>): Html {
  const say = words(locale);
  const choices = choicesOf(base);
  return html`<form class="search" method="get" action="/facts" role="search">
<div class="field wide"><label for="q">${say.search}</label>
<input id="q" name="q" type="search" value="${filter.text}" maxlength="200" autocomplete="off"></div>
${select('entity', say.entity, choices.entities[locale], filter.entity, say.all)}
${select('metric', say.metric, choices.metrics[locale], filter.metric, say.all)}
${select('period', say.period, choices.periods[locale], filter.period, say.all)}
${select(
  'nature',
  say.nature,
  NATURES.map((value) => ({ value, label: NATURE[value][locale] })),
  filter.nature,
  say.all,
)}
${select('source', say.source, choices.sources, filter.source, say.all)}
${filter.ids.length > 0 && html`<input type="hidden" name="ids" value="${filter.ids.join(',')}">`}
<div class="buttons"><button class="primary">${say.find}</button> <a class="button" href="/facts">${say.clear}</a></div>
</form>`;
}

/** More than this nobody looks through: a text field with the same meaning. */
const MOST_CHOICES = 400;

function select(
  name: string,
  label: string,
  choices: readonly Choice[],
  chosen: string,
  all: string,
): Content {
  const field =
    choices.length > MOST_CHOICES
      ? html`<input id="${name}" name="${name}" type="text" value="${chosen}" maxlength="200">`
      : html`<select id="${name}" name="${name}"><option value="">${all}</option>${choices.map(
          ({ value, label: shown }) =>
            html`<option value="${value}"${value === chosen && html` selected`}>${shown}</option>`,
        )}</select>`;
  return html`<div class="field"><label for="${name}">${label}</label>${field}</div>`;
}

function pager(
  filter: Filter,
  { page, pages }: { readonly page: number; readonly pages: number },
  locale: Locale,
): Html {
  const say = words(locale);
  const link = (to: number, rel: string, label: string) =>
    to >= 1 &&
    to <= pages &&
    html`<a class="button" rel="${rel}" href="${filterToQuery(filter, { page: to })}">${label}</a>`;
  return html`<nav class="pager" aria-label="${say.pages}">${link(page - 1, 'prev', say.previous)}<span>${page} / ${pages}</span>${link(page + 1, 'next', say.next)}</nav>`;
}

type Choices = {
  readonly entities: Readonly<Record<Locale, readonly Choice[]>>;
  readonly metrics: Readonly<Record<Locale, readonly Choice[]>>;
  readonly periods: Readonly<Record<Locale, readonly Choice[]>>;
  readonly sources: readonly Choice[];
};

const kept = new WeakMap<FactBase, Choices>();

/** Only what leads to some fact; in the order of the language. */
function choicesOf(base: FactBase): Choices {
  const before = kept.get(base);
  if (before) return before;
  const { entities, metrics, sources } = base.vocabulary;
  const named = entities.filter(({ id }) => base.factsAbout(id).length > 0);
  const measured = metrics.filter(({ id }) => base.factsOf(id).length > 0);
  const periods = [...new Set(base.facts.flatMap(({ period }) => period ?? []))];
  const latestFirst = periods.toSorted((a, b) => comparePeriods(b, a));
  const inBoth = (choose: (locale: Locale) => readonly Choice[]) => ({ zh: choose('zh'), en: choose('en') });
  const choices: Choices = {
    entities: inBoth((locale) =>
      inOrder(
        named.map(({ id, label }) => ({ value: id, label: label[locale] })),
        locale,
      ),
    ),
    metrics: inBoth((locale) =>
      inOrder(
        measured.map(({ id, label }) => ({ value: id, label: label[locale] })),
        locale,
      ),
    ),
    periods: inBoth((locale) => latestFirst.map((value) => ({ value, label: periodText(value, locale) }))),
    sources: sources.map(({ id, publisher, title, date }) => ({
      value: id,
      label: `${publisher} ${title} ${date}`,
    })),
  };
  kept.set(base, choices);
  return choices;
}

function inOrder(choices: readonly Choice[], locale: Locale): readonly Choice[] {
  const { compare } = new Intl.Collator(locale === 'zh' ? 'zh-CN' : 'en');
  return choices.toSorted((a, b) => compare(a.label, b.label));
}
