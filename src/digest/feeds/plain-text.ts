/** Titles and summaries as feeds write them → plain text: no markup, entities decoded once, one line, bounded. */
import { decodeHTML } from 'entities';

const TAG = /<\/?[a-z][^<>]{0,2000}>|<![^<>]{0,2000}>|<\?[^<>]{0,2000}>/gi;
/** Tags that part words; others may stand inside one. */
const PARTING = /^<\/?(?:p|div|br|li|ul|ol|tr|td|th|h[1-6]|hr|blockquote|table|section|article|img)\b/i;
const HIDDEN = /<(script|style|template|noscript)\b[^<>]{0,2000}>[\s\S]{0,20000}?<\/\1\s*>/gi;
/** Control, bidirectional and zero-width characters, lone surrogates and private ones: nothing that a reader sees. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cf}\p{Cs}\p{Co}]|(?![\t\n\r])\p{Cc}/gu;
/** More than any title or summary needs; markup included. */
const MOST_READ = 20_000;

/**
 * @param html what the feed says, XML already undone.
 * @param most code points; longer text ends in an ellipsis.
 */
export function htmlToText(html: string, most: number): string {
  const plain = html
    .slice(0, MOST_READ)
    .replace(HIDDEN, ' ')
    .replace(TAG, (tag) => (PARTING.test(tag) ? ' ' : ''));
  return tidy(decodeHTML(plain), most);
}

/** Text that is none of HTML's: only tidied and bounded. */
export function tidy(text: string, most: number): string {
  const line = text.slice(0, MOST_READ).toWellFormed().replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();
  if (line.length <= most) return line;
  const points = [...line];
  return points.length <= most
    ? line
    : `${points
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
