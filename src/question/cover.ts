/** The words of the lexicon in a text, the longest first from left to right: for texts of our own, which name things in full. */
import type { Lexicon, Sense } from '../knowledge/lexicon.ts';
import { tokenise } from '../language/tokens.ts';

type Part = {
  readonly senses: readonly Sense[] /** Of Latin words and numbers. */;
  readonly keys: readonly string[];
};

/** @param text normalised. Linear in its length. */
export function coverGreedily(text: string, lexicon: Lexicon): Part[] {
  const tokens = tokenise(text).filter((token) => token.kind !== 'mark');
  const parts: Part[] = [];
  for (let index = 0; index < tokens.length; ) {
    const longest = lexicon.matches(tokens, index).at(-1);
    const end = longest?.end ?? index + 1;
    const own = tokens.slice(index, end);
    parts.push({
      senses: longest?.senses ?? [],
      keys: own[0]?.kind === 'han' ? [] : own.map((token) => token.key),
    });
    index = end;
  }
  return parts;
}
