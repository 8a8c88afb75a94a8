/** Outside text as a terminal may show it. */
import { stripVTControlCharacters } from 'node:util';

/** Controls, and the marks that turn the direction of writing around. */
const CONTROLS = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;
const BLANKS = /[\t\u2028\u2029]/gu;

/** A text without anything that a terminal obeys, and without halves of characters; line feeds stay. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .split(/\r\n|\n/u)
    .map((line) => stripVTControlCharacters(line).replace(BLANKS, ' ').replace(CONTROLS, ''))
    .join('\n');
}

/** The same in one line: for cells, list items and labels. */
export function cleanLine(text: string): string {
  return cleanText(text).replaceAll('\n', ' ');
}
