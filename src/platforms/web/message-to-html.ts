/** A `Message` as markup: the figure first, small print small, buttons as forms that work without a script. */
import { type Content, type Html, html } from '../../page/html.ts';
import type { Action, Block, Call, Message, OutgoingFile, StoryLine } from '../platform.ts';
import { type LinkOf, textToHtml } from './text-to-html.ts';
import { words } from './words.ts';

export function messageToHtml(message: Message, linkOf: LinkOf): Html {
  const { blocks, actions, files = [], links = [] } = message;
  const say = words(message.locale);
  // There is nobody here to share an answer with.
  const calls = actions.filter((action) => action.kind === 'call');
  return html`${blocks.map((block) => blockToHtml(block, { linkOf, tableName: say.table }))}
${files.map((file) => fileToHtml(file, say))}
${calls.length + links.length > 0 && html`<div class="actions">${links.map(({ label, url }) => html`<a class="button" href="${url}">${label}</a>`)}${calls.map(actionToHtml)}</div>`}`;
}

type Look = { readonly linkOf: LinkOf; readonly tableName: string };

function blockToHtml(block: Block, { linkOf, tableName }: Look): Content {
  switch (block.kind) {
    case 'headline':
      return headlineToHtml(block.text);
    case 'text':
      return html`<p>${textToHtml(block.text, linkOf)}</p>`;
    case 'note':
      return html`<p class="note">${textToHtml(block.text, linkOf)}</p>`;
    case 'rule':
      return html`<hr>`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${textToHtml(item, linkOf)}</li>`)}</ul>`;
    case 'stories':
      return html`<ul class="stories">${block.stories.map(storyToHtml)}</ul>`;
    case 'table':
      return tableToHtml(block, { linkOf, tableName });
  }
}

/** The script puts the time into the reader's own zone. */
function storyToHtml({ title, link, from, at, notes }: StoryLine): Content {
  const named =
    link !== null && /^https?:/iu.test(link)
      ? html`<a href="${link}" rel="noopener noreferrer nofollow">${title}</a>`
      : title;
  const instant = at === null ? null : new Date(at).toISOString();
  const time =
    instant !== null &&
    html` · <time datetime="${instant}">${instant.slice(0, 16).replace('T', ' ')} UTC</time>`;
  return html`<li>${named} <span class="note">${from}${time}</span>${notes.map((note) => html`<p class="note">${note}</p>`)}</li>`;
}

/** What a headline says of what, and how much: '… net loss (2024)' and 'CNY 1.492 billion'. */
const WHAT_AND_FIGURE = /^(?<what>[^：:]{2,120}(?:：|:\s))(?<figure>[^：:；;，\n]*\d[^：:；;，\n]*)$/u;
const LONGEST_FIGURE = 40;

function headlineToHtml(text: string): Content {
  const { what = '', figure = '' } = WHAT_AND_FIGURE.exec(text)?.groups ?? {};
  return figure === '' || figure.length > LONGEST_FIGURE
    ? html`<h2 class="headline">${text}</h2>`
    : html`<h2 class="headline"><span class="what">${what}</span> <strong class="figure">${figure}</strong></h2>`;
}

const FIGURE = /^(?:[+\-−±~≈约]|CNY |USD )*[$¥￥€£]?\d[\d,.]*\s?\S{0,12}$/u;

function tableToHtml(
  { head, rows }: Extract<Block, { kind: 'table' }>,
  { linkOf, tableName }: Look,
): Content {
  const figures = head.map(
    (_, column) => rows.length > 0 && rows.every((row) => FIGURE.test(row[column] ?? '')),
  );
  const side = (column: number) => figures[column] === true && html` class="right"`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${tableName}"><table>
<thead><tr>${head.map((title, column) => html`<th scope="col"${side(column)}>${title}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, column) => html`<td data-label="${head[column]}"${side(column)}>${cell.trim() !== '' && html`<span>${textToHtml(cell, linkOf)}</span>`}</td>`)}</tr>`)}</tbody>
</table></div>`;
}

function actionToHtml({ label, call, ...action }: Action): Content {
  const style = action.kind === 'call' ? action.style : undefined;
  return html`<form method="post" action="/" data-chat>${callFields(call, label)}<button class="${style ?? 'plain'}">${label}</button></form>`;
}

/** A call in the fields of a form; `label` is what the reader is shown as having said. */
export function callFields({ command, options }: Call, label: string): Content {
  const hidden = Object.entries(options).map(([name, value]) => field(`option.${name}`, value));
  return [field('command', command), field('label', label), ...hidden];
}

function field(name: string, value: string): Content {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}

const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/svg+xml'];

/** It travels with the answer, so there is nothing to be kept for whoever comes back for it. */
function fileToHtml(
  { name, type, content, alt }: OutgoingFile,
  { download, picture }: Pick<ReturnType<typeof words>, 'download' | 'picture'>,
): Content {
  const plainType = /^[\w.+-]+\/[\w.+-]+$/u.test(type) ? type : 'application/octet-stream';
  const address = `data:${plainType};base64,${Buffer.from(content).toString('base64')}`;
  const link = html`<a class="button" href="${address}" download="${name}">${download} ${name}</a>`;
  return PICTURES.includes(plainType)
    ? html`<figure tabindex="0" role="region" aria-label="${picture}"><img src="${address}" alt="${alt}"><figcaption>${link}</figcaption></figure>`
    : html`<p class="file">${link} <span class="note">${alt}</span></p>`;
}
