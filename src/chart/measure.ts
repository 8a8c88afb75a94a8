/** How wide a text is, near enough to break it: the thread that lays out has no fonts yet. */

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6“”‘’…—]/u;

/** In pixels. Noto Sans SC: Han characters fill a square, Latin letters a little more than half of one. */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const character of text)
    width += WIDE.test(character) ? 1 : /[A-Z%mwMW&]/.test(character) ? 0.7 : 0.56;
  return width * size;
}

export type Box = { readonly width: number; readonly size: number; readonly lines: number };

/** Lines that fit the box, broken between words or Han characters; what finds no room ends in an ellipsis. */
export function wrap(text: string, { width, size, lines }: Box): string[] {
  const wrapped: string[] = [];
  let line = '';
  for (const piece of pieces(text, width, size)) {
    if (line !== '' && widthOf(line + piece.trimEnd(), size) > width) {
      wrapped.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  if (line.trim() !== '') wrapped.push(line.trimEnd());
  if (wrapped.length <= lines) return wrapped;
  return [...wrapped.slice(0, lines - 1), ellipsis(wrapped[lines - 1] ?? '', width, size)];
}

/** Words with the blank after them, Han characters with the mark after them; a word wider than a line in parts. */
function pieces(text: string, width: number, size: number): string[] {
  const found =
    text.match(
      /第[一二三四]季度|[上下]半年|[\p{Script=Han}][，。、；：！？）》”]*|[^\s\p{Script=Han}]+\s*|\s+/gu,
    ) ?? [];
  const most = Math.max(1, Math.floor(width / size));
  return found.flatMap((piece) =>
    widthOf(piece, size) <= width
      ? [piece]
      : ([...piece].join('').match(new RegExp(`.{1,${most}}`, 'gsu')) ?? []),
  );
}

function ellipsis(line: string, width: number, size: number): string {
  const kept = [...line];
  while (kept.length > 0 && widthOf(`${kept.join('')}…`, size) > width) kept.pop();
  return `${kept.join('').trimEnd()}…`;
}
