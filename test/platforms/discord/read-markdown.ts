/** What a reader sees of Discord markdown, and which of its marks act. Written from Discord's rules, not from ours. */

/** Tried in this order at each place, as Discord's own reader does; the first two show text, the others act. */
const RULES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['escape', /\\([^A-Za-z0-9\s])/y],
  ['bracketed address', /<(https?:\/\/[^\s<>]+)>/y],
  ['block', /(?=[-+*#>\d])(?<=^[^\S\n]*)(?:[-+*]\s|#{1,3}\s|>\s|>>>\s|-#\s|\d+\.\s)/my],
  ['mention', /<(?:[@#/:t]|a:|id:)|@everyone|@here/y],
  ['mark', /[*_~`]|\|\||\[/y],
  ['emoji', /:[\w+-]+:/y],
  ['bare address', /(?<![A-Za-z0-9_])(?:https?|steam):\/\/\S/y],
];

export function readMarkdown(markdown: string): { text: string; active: string[] } {
  const active: string[] = [];
  let text = '';
  let at = 0;
  while (at < markdown.length) {
    const [name, match] = ruleAt(markdown, at);
    if (match && (name === 'escape' || name === 'bracketed address')) {
      text += match[1] ?? '';
      at += match[0].length;
      continue;
    }
    if (match) active.push(`${name} ${match[0]}`);
    text += markdown[at] ?? '';
    at += 1;
  }
  return { text, active };
}

function ruleAt(markdown: string, at: number): readonly [string, RegExpExecArray | null] {
  for (const [name, pattern] of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(markdown);
    if (match) return [name, match];
  }
  return ['', null];
}
