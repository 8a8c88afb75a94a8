/** The clauses of a question with their words: which of them ask. */
import type { Item, Question } from '../question/question.ts';

export const ASKING =
  /多少|几|谁|哪|什么|啥|怎么|如何|为何|吗|是否|有没有|[?？]|\b(?:who|whom|whose|what|when|where|which|why|how|did|does|was|were)\b/u;

type Clause = { readonly clause: number; readonly text: string; readonly items: readonly Item[] };

/** Each with its words from the end of what the clause before says to its own mark. */
export function clausesOf({ text, items, clauses }: Question): Clause[] {
  let from = 0;
  return Array.from({ length: clauses }, (_, clause) => clause).flatMap((clause): Clause[] => {
    const own = items.filter((item) => item.clause === clause);
    if (own.length === 0) return [];
    const last = Math.max(...own.map((item) => item.start + item.text.length));
    const end = last + (TO_MARK.exec(text.slice(last))?.[0].length ?? 0);
    const words = text.slice(from, end);
    from = end;
    return [{ clause, text: words, items: own }];
  });
}

const TO_MARK = /^[^,.;:!?，。；：！？\n]*[?？]?/u;
