/** What kind of statement a figure is, as it is said beside it: 预计 20亿元, 'estimated at CNY 2 billion'. */
import type { Nature } from '../../knowledge/fact.ts';
import { normalise } from '../../language/normalise.ts';

const WORDS: readonly (readonly [Nature, RegExp])[] = [
  [
    'forecast',
    /预计|预期|预测值?|预估|有望(?:达到?)?|\b(?:is )?(?:forecast|expected|projected)\b(?: (?:at|to be))?:?/u,
  ],
  ['estimate', /据?估计|估算值?|\b(?:is )?estimated?\b(?: (?:at|to be))?:?/u],
  ['plan', /计划|规划|拟(?:为)?|\b(?:is )?planned\b(?: (?:at|to be))?:?|\bplan\b:?/u],
  ['claim', /据称|号称|自称|\bclaim(?:ed)?\b:?|\bsaid to be\b/u],
  ['actual', /实际(?:值|为)?|\bactual(?:ly)?\b:?/u],
];

/** @returns the kind, null where none is said, and the rest of the text. */
export function readNature(text: string): { readonly nature: Nature | null; readonly rest: string } {
  const plain = normalise(text);
  const found = WORDS.find(([, pattern]) => pattern.test(plain));
  if (!found) return { nature: null, rest: text };
  const [nature, pattern] = found;
  return { nature, rest: plain.replace(pattern, ' ').trim() };
}
