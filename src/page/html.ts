/** Markup that escapes by default: what is put into a template is text, unless it is markup from here itself. */

const markup = Symbol('markup');

/** Markup that is safe to send: made by `html` alone. */
export type Html = { readonly [markup]: string };

/** What may stand in a template; `null`, `undefined` and `false` are nothing. */
export type Content = Html | string | number | false | null | undefined | readonly Content[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Never text: they end a document, or turn its writing around. */
const UNPRINTABLE = /(?![\t\n\r])[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu;

/** Text as it stands between tags and within quoted attributes. */
function escapeHtml(text: string): string {
  return text.replace(UNPRINTABLE, '').replace(/[&<>"']/gu, (character) => ESCAPES[character] ?? '');
}

/** Attributes must be quoted in the template; none may be a handler, a style or an address that was typed. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  const parts = contents.map((content, at) => contentToString(content) + (strings[at + 1] ?? ''));
  return { [markup]: (strings[0] ?? '') + parts.join('') };
}

/** The markup as text, to be sent. */
export function htmlToString(content: Html): string {
  return content[markup];
}

function contentToString(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (typeof content === 'string') return escapeHtml(content);
  if (typeof content === 'number') return String(content);
  return markup in content ? content[markup] : content.map(contentToString).join('');
}

/** Contents with something between. */
export function joined(contents: readonly Content[], between: Content): Content {
  return contents.flatMap((content, at) => (at === 0 ? [content] : [between, content]));
}
