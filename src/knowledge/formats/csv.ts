/** CSV as spreadsheets read and write it: RFC 4180, UTF-8 with a mark, one fact a row, lists as JSON. */
import type { Fact } from '../fact.ts';
import type { Source } from '../vocabulary.ts';
import {
  collect,
  type Facts,
  type Format,
  type FormatFault,
  factToRaw,
  type Parsed,
  readRaw,
} from './format.ts';

export const CSV: Format = { ending: 'csv', type: 'text/csv', write, read };

const LISTS = ['objects', 'about', 'asked', 'with'] as const;
const SOURCE = ['title', 'publisher', 'date', 'url'] as const;
const COLUMNS = [
  ...['id', 'subject', 'metric', 'period', 'value', 'value_to', 'value_zh', 'value_en', 'unit', 'qualifier'],
  ...['nature', 'by', 'source', 'at', 'as_of', 'zh', 'en', 'definition_zh', 'definition_en', 'note_zh'],
  ...['note_en', ...LISTS, 'rank', ...SOURCE.map((field) => `source_${field}`)],
] as const;

const BYTE_ORDER_MARK = '\uFEFF';

function write({ facts, sources }: Facts): string {
  const known = new Map(sources.map((source) => [source.id, source]));
  const rows = facts.map((fact) => {
    const cells = factToCells(fact, known.get(fact.source));
    return COLUMNS.map((column) => cells[column] ?? '');
  });
  return rowsToCsv([COLUMNS, ...rows]);
}

/** Any rows as a spreadsheet opens them: nothing in them is taken for a formula. */
export function rowsToCsv(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
}

function factToCells(fact: Fact, source: Source | undefined): Record<string, string> {
  const { value, definition, note, ...raw } = factToRaw(fact);
  const plain = Object.entries(raw).map(([name, held]) => [
    name,
    Array.isArray(held) ? JSON.stringify(held) : String(held ?? ''),
  ]);
  return {
    ...Object.fromEntries(plain),
    ...valueToCells(value),
    ...textToCells('definition', definition ?? null),
    ...textToCells('note', note ?? null),
    source: fact.source,
    ...(source ? Object.fromEntries(SOURCE.map((field) => [`source_${field}`, source[field]])) : {}),
  };
}

function valueToCells(value: unknown): Record<string, string> {
  if (Array.isArray(value)) return { value: String(value[0]), value_to: String(value[1]) };
  return typeof value === 'object'
    ? textToCells('value', value as Fact['statement'])
    : { value: String(value) };
}

function textToCells(name: string, text: { readonly zh: string; readonly en: string } | null) {
  return text ? { [`${name}_zh`]: text.zh, [`${name}_en`]: text.en } : {};
}

/** What a spreadsheet would take for a formula gets an apostrophe before it, which reading takes off again. */
const FORMULA = /^'*[=+\-@\t\r]/u;
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/u;

function toCell(text: string): string {
  const guarded = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(guarded) || guarded !== guarded.trim()
    ? `"${guarded.replaceAll('"', '""')}"`
    : guarded;
}

function fromCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}

function read(text: string): Parsed {
  const rows = parseRows(text.replace(BYTE_ORDER_MARK, ''));
  if (rows === null) return fault({ line: text.split('\n').length, kind: 'syntax', field: '' });
  const [head, ...body] = rows;
  if (!head) return { facts: [], sources: [], faults: [] };
  const names = head.cells.map((name) => name.trim());
  const unknown = names.filter((name) => name !== '' && !COLUMNS.some((column) => column === name));
  if (unknown.length > 0) {
    return {
      facts: [],
      sources: [],
      faults: unknown.map((field) => ({ line: head.line, kind: 'unknown-field', field })),
    };
  }
  const filled = body.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  return collect(filled.map((row) => readRow(row, names)));
}

function fault(one: FormatFault): Parsed {
  return { facts: [], sources: [], faults: [one] };
}

function readRow({ cells, line }: Row, names: readonly string[]): ReturnType<typeof readRaw> {
  const held = new Map(names.map((name, at) => [name, fromCell(cells[at] ?? '')]));
  const get = (name: string): string | undefined => held.get(name)?.trim() || undefined;
  const text = (name: string) => {
    const [zh, en] = [get(`${name}_zh`), get(`${name}_en`)];
    return zh === undefined && en === undefined ? null : { zh: zh ?? '', en: en ?? '' };
  };
  const lists = LISTS.map((name) => [name, listOf(get(name))] as const);
  const broken = lists.find(([, list]) => list === null);
  if (broken) return { faults: [{ line, kind: 'wrong', field: broken[0] }] };
  const plain = ['id', 'subject', 'metric', 'unit', 'qualifier', 'nature', 'by', 'as_of', 'zh', 'en', 'rank'];
  const given = plain.flatMap((name) => {
    const value = get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return readRaw(
    {
      ...Object.fromEntries(given),
      period: get('period') ?? null,
      value: valueFrom(get, text('value')),
      at: get('at') ?? '',
      definition: text('definition'),
      note: text('note'),
      ...Object.fromEntries(lists),
      source: sourceOf(get),
    },
    line,
  );
}

type Get = (name: string) => string | undefined;

function valueFrom(get: Get, words: { readonly zh: string; readonly en: string } | null): unknown {
  if (words) return words;
  const [low, high] = [get('value'), get('value_to')].map((cell) =>
    cell !== undefined && NUMBER.test(cell) ? Number(cell) : cell,
  );
  return high === undefined ? low : [low, high];
}

/** A source without a title is one that the base has. */
function sourceOf(get: Get): unknown {
  const [id, title] = [get('source'), get('source_title')];
  if (title === undefined) return id;
  return {
    id,
    title,
    publisher: get('source_publisher') ?? '',
    date: get('source_date'),
    url: get('source_url') ?? '',
  };
}

/** ["a","b"], or names with commas between. */
function listOf(cell: string | undefined): unknown[] | null {
  if (cell === undefined) return [];
  if (!cell.startsWith('[')) return cell.split(',').map((part) => part.trim());
  try {
    const list = JSON.parse(cell) as unknown;
    return Array.isArray(list) ? list : null;
  } catch {
    return null;
  }
}

type Row = { readonly line: number; readonly cells: readonly string[] };

/** @returns null when a quote is never closed. */
function parseRows(text: string): readonly Row[] | null {
  const rows: Row[] = [];
  let cells: string[] = [];
  let [line, begins, at] = [1, 1, 0];
  while (at < text.length) {
    const quoted = text[at] === '"';
    const end = quoted ? closing(text, at) : plainEnd(text, at);
    if (end === null) return null;
    const raw = text.slice(at, end);
    cells.push(quoted ? raw.slice(1, raw.lastIndexOf('"')).replaceAll('""', '"') : raw);
    line += raw.split('\n').length - 1;
    at = end;
    const next = text[at];
    if (next === ',') {
      at++;
      if (at < text.length) continue;
      cells.push('');
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    rows.push({ line: begins, cells });
    cells = [];
    line++;
    begins = line;
  }
  return rows;
}

/** The end of a quoted cell: after its closing quote and whatever stands before the comma. */
function closing(text: string, from: number): number | null {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] !== '"') continue;
    if (text[at + 1] === '"') at++;
    else return plainEnd(text, at + 1);
  }
  return null;
}

function plainEnd(text: string, from: number): number {
  const found = text.slice(from).search(/[,\r\n]/u);
  return found === -1 ? text.length : from + found;
}
