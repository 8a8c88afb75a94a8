/** Bytes of a feed → text: byte-order mark, then the header's charset, then the document's own, then what they look like. */

const BOMS: readonly (readonly [bytes: readonly number[], label: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
];

/**
 * Never throws. The encodings are those of the WHATWG: 'gb2312' and 'gbk' are read as GB18030's own two bytes.
 * The header goes before the document (RFC 7303) unless the bytes cannot be what it says: many servers add a charset
 * to files that they have never looked into.
 */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const bom = BOMS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte));
  if (bom) return decodeAs(bom[1], bytes, false) ?? '';
  const wide = wideLabel(bytes);
  if (wide) return decodeAs(wide, bytes, false) ?? '';
  const said = [charsetOf(contentType), declaredIn(bytes)].filter((label) => label !== null);
  for (const label of [...said, 'utf-8']) {
    const text = decodeAs(label, bytes, true);
    if (text !== null) return text;
  }
  const forced = said.map((label) => decodeAs(label, bytes, false)).find((text) => text !== null);
  return forced ?? decodeAs(looksLikeGb(bytes) ? 'gb18030' : 'windows-1252', bytes, false) ?? '';
}

function decodeAs(label: string, bytes: Uint8Array, fatal: boolean): string | null {
  try {
    return new TextDecoder(label, { fatal }).decode(bytes);
  } catch {
    // An encoding that nobody knows, or bytes that it cannot have.
    return null;
  }
}

/** UTF-16 without a mark: '<' or '{' with a zero beside it. */
function wideLabel(bytes: Uint8Array): string | null {
  const [a, b] = bytes;
  if (a === 0 && (b === 0x3c || b === 0x7b)) return 'utf-16be';
  if (b === 0 && (a === 0x3c || a === 0x7b)) return 'utf-16le';
  return null;
}

function charsetOf(contentType: string): string | null {
  return /;\s*charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(contentType)?.[1]?.toLowerCase() ?? null;
}

const DECLARATION = /^\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{2,40})["']/i;

function declaredIn(bytes: Uint8Array): string | null {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 400));
  const label = DECLARATION.exec(start)?.[1]?.toLowerCase() ?? null;
  // A declaration that could be read byte by byte is not in UTF-16, whatever it says.
  return label?.startsWith('utf-16') ? null : label;
}

/** Two-byte characters come in pairs of high bytes; accented letters of Latin text stand alone. */
function looksLikeGb(bytes: Uint8Array): boolean {
  let pairs = 0;
  let odd = 0;
  for (let at = 0; at < bytes.length; at++) {
    const start = at;
    while ((bytes[at] ?? 0) >= 0x80) at++;
    if (at === start) continue;
    if ((at - start) % 2 === 0) pairs++;
    else odd++;
  }
  return pairs > odd;
}
