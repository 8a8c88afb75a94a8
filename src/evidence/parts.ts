/** What the pages of the evidence are made of. */
import { amount, titleOf } from '../answer/fact-text.ts';
import { NATURE } from '../answer/phrases.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Entity } from '../knowledge/vocabulary.ts';
import type { Locale } from '../language/locale.ts';
import { type Content, type Html, html } from '../page/html.ts';
import { words } from './words.ts';

/** In which language, and from which snapshot. */
export type Telling = { readonly locale: Locale; readonly base: FactBase };

export function factHref(id: string): string {
  return `/facts/${encodeURIComponent(id)}`;
}

export function entityHref({ id, kind }: Entity): string {
  return `/${kind === 'company' ? 'companies' : 'entities'}/${encodeURIComponent(id)}`;
}

export function entityLink(id: string, { locale, base }: Telling): Html {
  const entity = base.entity(id);
  return html`<a href="${entityHref(entity)}">${entity.label[locale]}</a>`;
}

/** How much, or the statement where it is told in words. */
export function figureOf(fact: Fact, { locale, base }: Telling): string {
  return fact.unit === null ? fact.statement[locale] : amount(fact, locale, base);
}

/** Who says so, and where it stands: below every figure, always. */
export function basisToHtml(fact: Fact, { locale, base }: Telling): Html {
  const speaker = base.entity(fact.by).label[locale];
  const { publisher, title } = base.source(fact.source);
  const where = publisher || title;
  const place = speaker === where ? fact.locator : `· ${where} ${fact.locator}`.trimEnd();
  return html`<span><span class="nature ${fact.nature}">${NATURE[fact.nature][locale]}</span> ${speaker} ${place}</span>`;
}

export function factCard(fact: Fact, telling: Telling): Html {
  const { locale, base } = telling;
  const figure = figureOf(fact, telling);
  return html`<li class="card">
<h2><a href="${factHref(fact.id)}">${titleOf(fact, locale, base)}</a></h2>
<p class="${fact.unit === null ? 'told' : 'figure'}">${figure}</p>
<p class="note">${basisToHtml(fact, telling)}${deprecated(fact, locale)}</p>
</li>`;
}

export function deprecated({ rank }: Fact, locale: Locale): Content {
  return rank === 'deprecated' && html` <span class="outdated">${words(locale).deprecated}</span>`;
}

export type Column = { readonly title: string; readonly right?: boolean };

/** A table that scrolls by itself on a narrow screen, and can be reached by the keyboard for it. */
export function tableToHtml(
  name: string,
  columns: readonly Column[],
  rows: readonly (readonly Content[])[],
): Html {
  const side = (column: number) => columns[column]?.right === true && html` class="right"`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}"><table>
<thead><tr>${columns.map(({ title }, at) => html`<th scope="col"${side(at)}>${title}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, at) => html`<td data-label="${columns[at]?.title}"${side(at)}><span>${cell}</span></td>`)}</tr>`)}</tbody>
</table></div>`;
}
