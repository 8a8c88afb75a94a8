/** Plain text with its addresses, and the words that have a page, as links. */
import { type Content, html } from '../../page/html.ts';

/** The page of a word such as a fact's id; undefined for all others. */
export type LinkOf = (word: string) => string | undefined;

/** Addresses, without the mark that ends a sentence; words that are joined by hyphens, as ids are. */
const LINKABLE =
  /(https?:\/\/[^\s<>"'《》“”（）()，。；、]{1,500}[^\s<>"'《》“”（）()，。；、.,;:!?])|([a-z0-9]+(?:[-_.][a-z0-9]+)+)/gu;

export function textToHtml(text: string, linkOf: LinkOf): Content {
  const parts: Content[] = [];
  let at = 0;
  for (const match of text.matchAll(LINKABLE)) {
    const [found, address, word] = match;
    const href = address ?? linkOf(word ?? '');
    if (href === undefined) continue;
    parts.push(text.slice(at, match.index), anchor(href, found));
    at = match.index + found.length;
  }
  return [...parts, text.slice(at)];
}

function anchor(href: string, text: string): Content {
  return href.startsWith('/')
    ? html`<a href="${href}">${text}</a>`
    : html`<a href="${href}" rel="noopener noreferrer nofollow">${text}</a>`;
}
