/** Slack's own rules about blocks, written from its pages and apart from the adapter's table of limits. */

type Json = {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly fields?: unknown;
  readonly elements?: unknown;
  readonly rows?: unknown;
  readonly column_settings?: unknown;
  readonly emoji?: unknown;
};

/** What is sent to Slack for a message. */
export type MessageBody = {
  readonly text?: unknown;
  readonly blocks?: unknown;
  readonly parse?: unknown;
  readonly link_names?: unknown;
  readonly unfurl_links?: unknown;
  readonly unfurl_media?: unknown;
};

/** What Slack would refuse with `invalid_blocks`; empty when the blocks are fine. */
export function checkBlocks(blocks: unknown, surface: 'message' | 'home'): string[] {
  if (!Array.isArray(blocks)) return ['blocks is no array'];
  const most = surface === 'home' ? 100 : 50;
  const found = blocks.flatMap((block, index) =>
    checkBlock(block as Json, surface).map((one) => `/${index}: ${one}`),
  );
  if (blocks.length > most) found.push(`${blocks.length} blocks`);
  const tables = blocks.filter((block) => (block as Json).type === 'table');
  if (tables.length > 1) found.push('only_one_table_allowed');
  const ids = allOf(blocks, 'action_id');
  if (new Set(ids).size < ids.length) found.push('action_id is not unique');
  return found;
}

/** What Slack would show or do wrongly though it takes it: unescaped text, a ping, no text for notifications. */
export function checkTexts(body: MessageBody): string[] {
  const found: string[] = [];
  const top = body.text;
  if (typeof top !== 'string' || top === '') found.push('missing text');
  else {
    if (unescaped(top)) found.push(`unescaped text: ${top.slice(0, 80)}`);
    if (longer(top, 4_000)) found.push('text over 4,000 characters');
  }
  found.push(...checkTextObjects(body.blocks));
  for (const setting of ['link_names', 'unfurl_links', 'unfurl_media'] as const) {
    if (![false, 'false'].includes(body[setting] as string | boolean)) found.push(`${setting} is not off`);
  }
  if (body.parse !== 'none') found.push('parse is not none');
  return found;
}

/** The same for the text objects of blocks, a Home view's included. */
export function checkTextObjects(blocks: unknown): string[] {
  const found: string[] = [];
  for (const object of textObjects(blocks)) {
    const link = object.type === 'mrkdwn' && /^<https?:\/\/[^<>|\s]+>$/.test(String(object.text));
    if (!link && unescaped(String(object.text))) found.push(`unescaped: ${String(object.text).slice(0, 80)}`);
    if (object.type === 'mrkdwn' && !link) found.push('mrkdwn that is more than a link');
    if (object.type === 'plain_text' && object.emoji !== false)
      found.push('plain_text turns :words: to emoji');
  }
  return found;
}

function checkBlock(block: Json, surface: 'message' | 'home'): string[] {
  switch (block.type) {
    case 'header':
      return checkText(block.text, 150, ['plain_text']);
    case 'section':
      return block.fields === undefined ? checkText(block.text, 3_000) : checkFields(block.fields);
    case 'context':
      return [
        ...checkCount(block.elements, 10),
        ...listOf(block.elements).flatMap((one) => checkText(one, 3_000)),
      ];
    case 'divider':
      return [];
    case 'actions':
      return [...checkCount(block.elements, 25), ...listOf(block.elements).flatMap(checkButton)];
    case 'rich_text':
      return checkRichText(block);
    case 'table':
      return surface === 'home' ? ['no tables in a home view'] : checkTable(block);
    default:
      return [`unknown block ${String(block.type)}`];
  }
}

function checkFields(fields: unknown): string[] {
  return [...checkCount(fields, 10), ...listOf(fields).flatMap((one) => checkText(one, 2_000))];
}

function checkButton(button: Json): string[] {
  const found = button.type === 'button' ? checkText(button.text, 75, ['plain_text']) : ['not a button'];
  const { action_id: id, value } = button as { action_id?: unknown; value?: unknown };
  if (typeof id !== 'string' || id === '' || longer(id, 255)) found.push('bad action_id');
  if (value !== undefined && (typeof value !== 'string' || longer(value, 2_000))) found.push('bad value');
  return found;
}

function checkRichText(block: Json): string[] {
  const texts = allOf([block], 'text');
  const found = texts.some((text) => text === '') ? ['empty rich text'] : [];
  if (listOf(block.elements).length === 0) found.push('rich text without elements');
  // No limit is documented; a section's is assumed.
  if (longer(texts.join(''), 3_000)) found.push('rich text over 3,000 characters');
  return found;
}

function checkTable(block: Json): string[] {
  const rows = Array.isArray(block.rows) ? (block.rows as unknown[]) : [];
  const found = rows.length < 1 || rows.length > 100 ? [`${rows.length} rows`] : [];
  const width = listOf(rows[0]).length;
  for (const row of rows) {
    const cells = listOf(row);
    if (cells.length !== width || cells.length < 1 || cells.length > 20)
      found.push(`a row of ${cells.length} cells`);
    if (cells.some((cell) => cell.type !== 'raw_text' || cell.text === '')) found.push('a bad cell');
  }
  if (longer(allOf([block], 'text').join(''), 10_000)) found.push('table over 10,000 characters');
  if (listOf(block.column_settings).length > 20) found.push('too many column_settings');
  return found;
}

function checkText(value: unknown, most: number, types = ['plain_text', 'mrkdwn']): string[] {
  const { type, text } = (value ?? {}) as { type?: string; text?: unknown };
  if (type === undefined || !types.includes(type) || typeof text !== 'string') return ['no text object'];
  if (text.trim() === '') return ['empty text'];
  return longer(text, most) ? [`text of ${text.length}, at most ${most}`] : [];
}

function checkCount(list: unknown, most: number): string[] {
  const { length } = listOf(list);
  return length < 1 || length > most ? [`${length} elements`] : [];
}

/** Slack does not say what it counts: both must be within. */
function longer(text: string, most: number): boolean {
  return text.length > most || [...text].length > most;
}

function unescaped(text: string): boolean {
  return /[<>]|&(?!amp;|lt;|gt;)/.test(text);
}

function textObjects(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(textObjects);
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Json;
  const own = ['plain_text', 'mrkdwn'].includes(String(object.type)) ? [object] : [];
  return [...own, ...Object.values(object).flatMap(textObjects)];
}

function allOf(value: unknown, key: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => allOf(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key && typeof inner === 'string' ? [inner] : allOf(inner, key),
  );
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}
