/** The source of a fact as a curator names it: an id of the base with its paragraph, an address, or a title. */
import type { FactBase } from '../../knowledge/fact-base.ts';
import type { Source } from '../../knowledge/vocabulary.ts';
import { isDay } from '../../language/calendar.ts';
import { normalise } from '../../language/normalise.ts';

export type ReadSource = {
  readonly source: Source;
  /** 'p39' or 'p24, p31'; empty where no paragraph is given. */
  readonly locator: string;
  /** Not in the base yet. */
  readonly fresh: boolean;
};

const ADDRESS = /\bhttps?:\/\/[^\s《》“”"]+/iu;
const PARAGRAPHS = /(?:[,，\s]|^)(p\d+(?:\s*[,，]\s*p\d+)*)\s*$/iu;
const DATE = /(?:[,，\s（(]|^)(\d{4}(?:-\d{2}(?:-\d{2})?)?)\s*[)）]?\s*$/u;
const TITLE = /^(.*?)[\s:：,，]*(?:《(.+)》|“(.+)”|"(.+)")\s*$/u;
/** The form of the ids of sources. */
const ID = /^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/u;
const LONGEST_TITLE = 120;
const LONGEST_ID = 48;

/**
 * A source that the base does not have is made of what is written: `https://… 《title》`, `publisher《title》，2026-03`.
 * Its date is the one at the end, else `today`: the day on which it was named.
 * @returns null when nothing is left that could be a source.
 */
export function readSource(text: string, base: FactBase, today: string): ReadSource | null {
  const { rest, locator } = splitParagraphs(text.trim());
  const known = findSource(rest, base);
  if (known) return { source: known, locator, fresh: false };
  const source = newSource(rest, today);
  if (!source) return null;
  const same = base.vocabulary.sources.find(
    (one) => one.url === source.url && (source.url !== '' || one.title === source.title),
  );
  if (same) return { source: same, locator, fresh: false };
  return { source: { ...source, id: freeId(source, base) }, locator, fresh: true };
}

function splitParagraphs(text: string): { readonly rest: string; readonly locator: string } {
  const found = PARAGRAPHS.exec(text);
  if (!found?.[1]) return { rest: text, locator: '' };
  const locator = found[1]
    .toLowerCase()
    .split(/\s*[,，]\s*/u)
    .join(', ');
  return { rest: withoutComma(text.slice(0, found.index)), locator };
}

function withoutComma(text: string): string {
  return text
    .trim()
    .replace(/[,，]$/u, '')
    .trim();
}

/** By id, title or address. */
function findSource(text: string, base: FactBase): Source | undefined {
  const typed = normalise(text);
  return base.vocabulary.sources.find(
    ({ id, title, url }) =>
      id === text || (url !== '' && url === text) || (typed !== '' && normalise(title) === typed),
  );
}

function newSource(text: string, today: string): Omit<Source, 'id'> | null {
  const address = ADDRESS.exec(text)?.[0];
  const url = address === undefined ? null : URL.parse(address);
  if (address !== undefined && !url) return null;
  const words = address === undefined ? text : text.replace(address, ' ').trim();
  const { rest, date } = splitDate(words, today);
  const [, before = '', ...quoted] = TITLE.exec(rest) ?? [];
  const inQuotes = quoted.find((part) => part !== undefined);
  const title = (inQuotes ?? rest).slice(0, LONGEST_TITLE).trim();
  const publisher = inQuotes === undefined ? '' : before.trim();
  if (url) return { title: title || pageOf(url), publisher: publisher || url.host, date, url: url.href };
  // What is written like an id is a slip of one; a word alone is no source: nobody could find it.
  if (ID.test(title)) return null;
  if (!/[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(title) || normalise(title).length < 4) return null;
  return { title, publisher, date, url: '' };
}

function splitDate(text: string, today: string): { readonly rest: string; readonly date: string } {
  const found = DATE.exec(text);
  const date = found?.[1];
  const valid = date !== undefined && date <= today && isDay(`${date}-01-01`.slice(0, 10));
  if (!found || !valid) return { rest: text.trim(), date: today };
  return { rest: withoutComma(text.slice(0, found.index)), date };
}

function pageOf(url: URL): string {
  const path = url.pathname === '/' ? '' : url.pathname.replace(/\/$/u, '');
  return `${url.host}${path}`.slice(0, LONGEST_TITLE);
}

/** From the address or the letters of the title; numbered where that is taken, be it by an entity. */
function freeId({ title, url }: Omit<Source, 'id'>, base: FactBase): string {
  const words = url === '' ? title : url.replace(/^https?:\/\/(?:www\.)?/u, '').replace(/[?#].*$/u, '');
  const slug = words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, LONGEST_ID)
    .replace(/^-+|-+$/gu, '');
  // Digits alone would be a number in a file.
  const name = slug.length < 3 || !/[a-z]/u.test(slug) ? `source${slug === '' ? '' : `-${slug}`}` : slug;
  const taken = (id: string): boolean =>
    base.findEntity(id) !== undefined || base.vocabulary.sources.some((source) => source.id === id);
  for (let number = 1; ; number++) {
    const id = number === 1 ? name : `${name}-${number}`;
    if (!taken(id)) return id;
  }
}
