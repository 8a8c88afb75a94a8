/** `/companies/{id}` and `/entities/{id}`: what the base holds about one thing that has a name. */
import { titleOf } from '../answer/fact-text.ts';
import { periodText } from '../answer/figure-text.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Entity } from '../knowledge/vocabulary.ts';
import { comparePeriods } from '../language/calendar.ts';
import type { Locale } from '../language/locale.ts';
import { documentToHtml } from '../page/document.ts';
import { type Content, type Html, html, joined } from '../page/html.ts';
import { basisToHtml, entityLink, factHref, figureOf, type Telling, tableToHtml } from './parts.ts';
import { KIND, words } from './words.ts';

type Told = { readonly base: FactBase; readonly locale: Locale; readonly here: string };

/** The rest is a link away. */
const MOST_FIGURES = 60;
const MOST_STATEMENTS = 30;

export function entityToHtml(entity: Entity, told: Told): Html {
  const { base, locale, here } = told;
  const say = words(locale);
  const standing = base.factsAbout(entity.id).filter(({ rank }) => rank !== 'deprecated');
  const own = standing.filter(({ subject, objects }) => subject === entity.id || objects.includes(entity.id));
  const figures = own.filter(({ unit }) => unit !== null);
  const statements = (own.length > 0 ? own : standing).filter(({ unit }) => unit === null);
  const title = entity.label[locale];
  const main = html`<article class="entity">
<nav aria-label="${say.path}"><a href="/facts">${say.facts}</a> › ${KIND[entity.kind][locale]}</nav>
<h1>${title}</h1>
${namesToHtml(entity, told)}
${figuresToHtml(entity, figures.slice(0, MOST_FIGURES), told)}
${statementsToHtml(statements.slice(0, MOST_STATEMENTS), told)}
<p><a class="button" href="/facts?entity=${entity.id}">${say.allAbout(standing.length)}</a></p>
</article>`;
  return documentToHtml({ locale, title, section: 'facts', here, main });
}

function namesToHtml({ label, aliases, of, members, kind }: Entity, told: Told): Content {
  const { locale } = told;
  const say = words(locale);
  const between = locale === 'zh' ? '、' : ', ';
  const other = label[locale === 'zh' ? 'en' : 'zh'];
  const links = (ids: readonly string[]) =>
    ids.length > 0 &&
    joined(
      ids.map((id) => entityLink(id, told)),
      between,
    );
  const rows: readonly (readonly [string, Content])[] = [
    [say.kind, KIND[kind][locale]],
    [say.otherName, html`<span lang="${locale === 'zh' ? 'en' : 'zh-CN'}">${other}</span>`],
    [say.aliases, aliases.length > 0 && aliases.slice(0, 12).join(between)],
    [say.of, links(of)],
    [say.members, links(members)],
  ];
  return html`<dl>${rows.map(([name, text]) => text && html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>`;
}

/** By measure, the latest first. */
function figuresToHtml({ id }: Entity, figures: readonly Fact[], told: Told): Content {
  if (figures.length === 0) return null;
  const { locale } = told;
  const say = words(locale);
  const order = [...new Set(figures.map(({ metric }) => metric))];
  const sorted = figures.toSorted(
    (a, b) => order.indexOf(a.metric) - order.indexOf(b.metric) || comparePeriods(b.period, a.period),
  );
  const columns = [
    { title: say.metric },
    { title: say.period },
    { title: say.figure, right: true },
    { title: say.by },
  ];
  const rows = sorted.map((fact) => [
    html`<a href="${factHref(fact.id)}">${measureOf(fact, id, told)}</a>`,
    fact.period === null ? say.noPeriod : periodText(fact.period, locale),
    figureOf(fact, told),
    basisToHtml(fact, told),
  ]);
  return html`<section><h2>${say.figures}</h2>${tableToHtml(say.figures, columns, rows)}</section>`;
}

/** The title without what the row says already: the subject, where it is this one, and the period. */
function measureOf(fact: Fact, id: string, { locale, base }: Telling): string {
  const title = titleOf({ ...fact, period: null }, locale, base);
  const subject = base.entity(fact.subject).label[locale];
  return fact.subject === id && title.startsWith(`${subject} `) ? title.slice(subject.length + 1) : title;
}

function statementsToHtml(statements: readonly Fact[], told: Told): Content {
  if (statements.length === 0) return null;
  const items = statements.map(
    (fact) =>
      html`<li><p><a href="${factHref(fact.id)}">${fact.statement[told.locale]}</a></p><p class="note">${basisToHtml(fact, told)}</p></li>`,
  );
  return html`<section><h2>${words(told.locale).statements}</h2><ul class="statements">${items}</ul></section>`;
}
