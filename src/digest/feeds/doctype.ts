/** Takes the document type out of an XML text: entities that a feed declares are never known, let alone expanded. */

/**
 * The text without its `<!DOCTYPE …>`, internal subset included. Linear; a declaration without an end takes the rest
 * of the text with it, as there is no document after it.
 */
export function withoutDoctype(xml: string): string {
  const start = doctypeAt(xml);
  if (start === -1) return xml;
  let at = start + '<!DOCTYPE'.length;
  let subset = 0;
  while (at < xml.length) {
    const char = xml[at];
    if (char === '"' || char === "'") at = after(xml, char, at + 1);
    else if (xml.startsWith('<!--', at)) at = after(xml, '-->', at + 4);
    else if (char === '>' && subset === 0) return xml.slice(0, start) + xml.slice(at + 1);
    else {
      if (char === '[') subset += 1;
      if (char === ']') subset -= 1;
      at += 1;
    }
  }
  return xml.slice(0, start);
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}

/** Only before the first element: later on the same characters are text. */
function doctypeAt(xml: string): number {
  const prolog = /^\uFEFF?(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/.exec(xml)?.[0].length ?? 0;
  return xml.slice(prolog, prolog + 9).toUpperCase() === '<!DOCTYPE' ? prolog : -1;
}
