/** `/facts/{id}`: one figure, who says so, where it stands, what became of it, and the others of its series. */
import { amount, metricName, titleOf } from '../answer/fact-text.ts';
import { periodText } from '../answer/figure-text.ts';
import { NATURE } from '../answer/phrases.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import { comparePeriods, grainOf } from '../language/calendar.ts';
import type { Locale } from '../language/locale.ts';
import { documentToHtml } from '../page/document.ts';
import { type Content, type Html, html, joined } from '../page/html.ts';
import { type HistoryEntry, historyToHtml } from './history.ts';
import {
  basisToHtml,
  deprecated,
  entityLink,
  factHref,
  figureOf,
  type Telling,
  tableToHtml,
} from './parts.ts';
import { words } from './words.ts';

export type Chart = {
  /** Says in words what the picture shows. */
  readonly alt: string;
  /** Text of an SVG; null when it cannot be drawn now. */
  readonly draw: () => Promise<string | null>;
};

/** Below the page of a fact: the page need not wait for the picture. */
export const CHART = 'chart.svg';

export type Told = {
  readonly base: FactBase;
  readonly locale: Locale;
  readonly here: string;
  /** Whoever may change facts also sees who did. */
  readonly admin: boolean;
  readonly entries: readonly HistoryEntry[];
  readonly chart: Chart | null;
  /** Whether a source was named in a chat: the files do not have it. */
  readonly fromChat: (source: string) => boolean;
};

/** Figures of one subject, measure, unit and length of period, the oldest first. */
export function seriesOf(fact: Fact, base: FactBase): readonly Fact[] {
  const { period, unit, objects } = fact;
  if (unit === null || period === null) return [];
  return base
    .factsOn(fact.subject, fact.metric)
    .filter((other) => other.unit === unit && other.rank !== 'deprecated')
    .filter((other) => other.objects.join() === objects.join())
    .filter((other) => other.period !== null && grainOf(other.period) === grainOf(period))
    .toSorted((a, b) => comparePeriods(a.period, b.period));
}

export function factToHtml(fact: Fact, told: Told): Html {
  const { base, locale, here } = told;
  const title = titleOf(fact, locale, base);
  const main = html`<article class="fact">
<nav aria-label="${words(locale).path}"><a href="/facts">${words(locale).facts}</a> › ${entityLink(fact.subject, told)}</nav>
<h1>${title}</h1>
${fact.unit !== null && html`<p class="figure big">${amount(fact, locale, base)}</p>`}
<p class="note">${basisToHtml(fact, told)}${deprecated(fact, locale)}</p>
${statements(fact, locale)}
${sourceToHtml(fact, told)}
<h2>${words(locale).details}</h2>
<dl>${details(fact, told).map(([name, text]) => text && html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
${seriesToHtml(fact, told)}
${historyToHtml(told)}
${askToHtml(fact, told)}
</article>`;
  return documentToHtml({ locale, title, section: 'facts', here, main });
}

/** The reader's language first. */
function statements({ statement }: Fact, locale: Locale): Content {
  const [first, second]: readonly Locale[] = locale === 'zh' ? ['zh', 'en'] : ['en', 'zh'];
  const said = (language: Locale = 'zh', style: string) =>
    html`<p class="${style}" lang="${language === 'zh' ? 'zh-CN' : 'en'}">${statement[language]}</p>`;
  return html`<div class="statement">${said(first, 'told')}${said(second, 'note')}</div>`;
}

function sourceToHtml({ source, locator }: Fact, { base, locale, fromChat }: Told): Content {
  const { publisher, title, date, url } = base.source(source);
  const say = words(locale);
  const named = url === '' ? title : html`<a href="${url}" rel="noopener noreferrer">${title}</a>`;
  const day = periodText(date, locale);
  // Of a source that was named in a chat the day may be that on which it was named; a month or a year never is.
  const dated = fromChat(source) && grainOf(date) === 'day' ? say.datedOrNamed(day) : say.dated(day);
  return html`<section class="source" aria-label="${say.source}"><p class="note">${say.source}</p>
<p>${publisher !== '' && html`${publisher} `}<cite${!fromChat(source) && html` lang="zh-CN"`}>${named}</cite></p>
<p>${dated}${locator !== '' && html` · ${say.paragraph} <strong>${locator}</strong>`}</p></section>`;
}

function details(fact: Fact, told: Told): readonly (readonly [name: string, text: Content])[] {
  const { locale, base } = told;
  const say = words(locale);
  const list = (ids: readonly string[]) =>
    ids.length > 0 &&
    joined(
      ids.map((id) => entityLink(id, told)),
      locale === 'zh' ? '、' : ', ',
    );
  const also = fact.with.flatMap((id) => base.fact(id) ?? []);
  return [
    [say.subject, entityLink(fact.subject, told)],
    [say.metric, html`<a href="/facts?metric=${fact.metric}">${metricName(fact, locale, base)}</a>`],
    [say.period, fact.period === null ? say.noPeriod : periodText(fact.period, locale)],
    [say.speaker, entityLink(fact.by, told)],
    [say.nature, NATURE[fact.nature][locale]],
    [say.precision, fact.unit !== null && say.qualifiers[fact.qualifier]],
    [say.asOf, fact.asOf !== null && periodText(fact.asOf, locale)],
    [say.definition, fact.definition?.[locale]],
    [say.note, fact.note?.[locale]],
    [say.objects, list(fact.objects)],
    [say.about, list(fact.about)],
    [
      say.readWith,
      also.length > 0 &&
        also.map((other) => html`<a href="${factHref(other.id)}">${titleOf(other, locale, base)}</a> `),
    ],
    [say.id, html`<code>${fact.id}</code> · <a href="${factHref(fact.id)}.json">JSON</a>`],
  ];
}

const MOST_ROWS = 40;

/** Everything of the same subject and quantity, by whomever and by whatever definition. */
function seriesToHtml(fact: Fact, told: Told): Content {
  const { base, locale, chart } = told;
  const others = base
    .family(fact.metric)
    .flatMap((metric) => base.factsOn(fact.subject, metric))
    .filter(({ unit, rank }) => unit === fact.unit && rank !== 'deprecated')
    .toSorted((a, b) => comparePeriods(a.period, b.period));
  if (fact.unit === null || others.length < 2) return null;
  const say = words(locale);
  const columns = [
    { title: say.period },
    { title: say.metric },
    { title: say.figure, right: true },
    { title: say.by },
  ];
  const rows = others
    .slice(0, MOST_ROWS)
    .map((other) => [
      rowTitle(other, fact, told),
      titleOfRow(other, told),
      figureOf(other, told),
      basisToHtml(other, told),
    ]);
  const picture = `${factHref(fact.id)}/${CHART}?lang=${locale}`;
  return html`<section><h2>${say.series}</h2>
${chart && html`<figure class="chart" tabindex="0" role="region" aria-label="${say.picture}"><a href="${picture}"><img src="${picture}" alt="${chart.alt}"></a></figure>`}
${tableToHtml(say.series, columns, rows)}</section>`;
}

function rowTitle(other: Fact, { id }: Fact, { locale }: Telling): Content {
  const period = other.period === null ? words(locale).noPeriod : periodText(other.period, locale);
  return other.id === id
    ? html`<strong aria-current="true">${period}</strong>`
    : html`<a href="${factHref(other.id)}">${period}</a>`;
}

function titleOfRow(other: Fact, { locale, base }: Telling): string {
  const objects = other.objects.map((id) => base.entity(id).label[locale]);
  const name = metricName(other, locale, base);
  return objects.length === 0 ? name : `${name} (${objects.join(', ')})`;
}

/** The questions that the curator wrote for it, in the reader's language. */
function askToHtml({ asked }: Fact, { locale }: Telling): Content {
  const own = asked.filter((question) => /\p{Script=Han}/u.test(question) === (locale === 'zh')).slice(0, 3);
  if (own.length === 0) return null;
  const items = own.map(
    (question) => html`<li><a href="/?text=${encodeURIComponent(question)}">${question}</a></li>`,
  );
  return html`<section><h2>${words(locale).ask}</h2><ul class="examples">${items}</ul></section>`;
}

type Gone = Pick<Told, 'base' | 'locale' | 'here' | 'admin' | 'entries'> & { readonly id: string };

/** A fact that was taken back: what it was stays to be read. */
export function goneToHtml(gone: Gone): Html {
  const { id, locale, here } = gone;
  const say = words(locale);
  const main = html`<article class="fact"><nav aria-label="${say.path}"><a href="/facts">${say.facts}</a></nav>
<h1>${id}</h1><p class="problem">${say.retractedFact}</p>${historyToHtml(gone)}</article>`;
  return documentToHtml({ locale, title: id, section: 'facts', here, main });
}
