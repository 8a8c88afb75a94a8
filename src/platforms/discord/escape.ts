/**
 * Discord's markdown is undone with backslashes: one before any ASCII punctuation mark shows that mark alone.
 * Inside a bare address a backslash would become part of the address, so addresses are bracketed instead: `<…>`
 * shows the address alone, clickable, with exact ends (a bare one would swallow the Chinese text that follows it).
 */

/** ASCII only, ends before closing punctuation, and not inside a word: 'xhttp://' is no address to Discord either. */
const ADDRESS = "(?<![A-Za-z0-9_])https?:\\/\\/[\\w\\-.~:\\/?#@!$&'()*+,;=%]*[\\w\\-~\\/#@$&*+=%]";
/** Bold, italics, underline, strike, code, spoiler, masked link, mention, emoji, timestamp, and the escape itself. */
const ANYWHERE = '[\\\\*_~`|<\\[\\]@]';
/** Heading, quote, bullet and small print, also after blanks. The mark is tried first: looking back is slow. */
const LINE_START = '[-+#>](?<=^[^\\S\\n]*[-+#>])';
const NUMBERED = '[.)](?=\\s|$)(?<=^[^\\S\\n]*\\d+[.)])';
/** ':name:' is an emoji; 'scheme://' is a link. */
const COLON = ':(?=[\\w+-]+:|\\/\\/)';
const MARK = new RegExp([ADDRESS, ANYWHERE, LINE_START, NUMBERED, COLON].join('|'), 'gmu');

/** Where addresses are in a text: they must not be split. */
export const ADDRESSES = new RegExp(ADDRESS, 'gu');

/**
 * Text that Discord can carry: no control characters but line feeds, no lone surrogates.
 * Such characters cannot be shown, and a body with them may be refused as a whole.
 */
export function toPlainText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '');
}

/** Markdown that shows `text` exactly as it is, whoever wrote it. Addresses stay clickable. */
export function escapeMarkdown(text: string): string {
  return toPlainText(text).replace(MARK, (mark) => (mark.length > 1 ? `<${mark}>` : `\\${mark}`));
}
