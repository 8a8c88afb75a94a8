/** Slack's own rules about blocks, written from its pages and apart from the adapter's table of limits. */

type Json = {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly fields?: unknown;
  readonly elements?: unknown;
  readonly rows?: unknown;
  readonly column_settings?: unknown;
  readonly emoji?: unknown;
  readonly label?: unknown;
  readonly hint?: unknown;
  readonly element?: unknown;
  readonly block_id?: unknown;
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

export type Surface = 'message' | 'home' | 'modal';

/** What Slack would refuse with `invalid_blocks`; empty when the blocks are fine. */
export function checkBlocks(blocks: unknown, surface: Surface): string[] {
  if (!Array.isArray(blocks)) return ['blocks is no array'];
  const most = surface === 'message' ? 50 : 100;
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

function checkBlock(block: Json, surface: Surface): string[] {
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
      return surface === 'message' ? checkTable(block) : ['no tables in a view'];
    case 'input':
      return surface === 'modal' ? checkInput(block) : ['no inputs outside of a modal'];
    default:
      return [`unknown block ${String(block.type)}`];
  }
}

function checkFields(fields: unknown): string[] {
  return [...checkCount(fields, 10), ...listOf(fields).flatMap((one) => checkText(one, 2_000))];
}

function checkButton(button: Json): string[] {
  const found = button.type === 'button' ? checkText(button.text, 75, ['plain_text']) : ['not a button'];
  const { action_id: id, value, style } = button as { action_id?: unknown; value?: unknown; style?: unknown };
  if (![undefined, 'primary', 'danger'].includes(style as string | undefined)) found.push('bad style');
  if (typeof id !== 'string' || id === '' || longer(id, 255)) found.push('bad action_id');
  if (value !== undefined && (typeof value !== 'string' || longer(value, 2_000))) found.push('bad value');
  return found;
}

function checkInput(block: Json): string[] {
  const element = (block.element ?? {}) as {
    readonly type?: unknown;
    readonly initial_value?: unknown;
    readonly max_length?: unknown;
    readonly max_files?: unknown;
  };
  const { initial_value: value, max_length: most, max_files: files } = element;
  const found = checkText(block.label, 2_000, ['plain_text']);
  if (block.hint !== undefined) found.push(...checkText(block.hint, 2_000, ['plain_text']));
  if (typeof block.block_id !== 'string' || longer(block.block_id, 255)) found.push('bad block_id');
  if (element.type === 'file_input') {
    if (files !== undefined && !(Number(files) >= 1 && Number(files) <= 10)) found.push('bad max_files');
  } else if (element.type === 'plain_text_input') {
    if (most !== undefined && !(Number(most) >= 1 && Number(most) <= 3_000)) found.push('bad max_length');
    if (
      value !== undefined &&
      (typeof value !== 'string' || value === '' || longer(value, Number(most ?? 3_000)))
    )
      found.push('bad initial_value');
  } else found.push(`unknown element ${String(element.type)}`);
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
export function longer(text: string, most: number): boolean {
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
