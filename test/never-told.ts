/** The `never-told` command line: asks for every measure of every name of which it is not told; see decision 18. */
import { base } from './knowledge/knowledge.ts';
import {
  FRAMES,
  isTold,
  NAMES,
  STORY_FRAMES,
  VERDICTS,
  verdictOf,
  wordsFor,
} from './metamorphic/never-told.ts';
import { ask } from './metamorphic/questions.ts';
import { createTally } from './metamorphic/tally.ts';

for (const [name, frames, stories] of [
  ['figures', FRAMES, false],
  ['stories', STORY_FRAMES, true],
] as const) {
  const tally = createTally(VERDICTS);
  for (const entity of NAMES) {
    for (const metric of base.vocabulary.metrics) {
      if ((metric.kind === 'text') !== stories || isTold(entity.id, metric.id)) continue;
      for (const locale of ['zh', 'en'] as const) {
        for (const frame of frames[locale]) {
          const words = wordsFor(metric, locale);
          // Every word in its turn.
          const question = frame(
            entity.label[locale],
            words[tally.total() % words.length] ?? metric.label[locale],
          );
          tally.add(verdictOf(ask(question)), question);
        }
      }
    }
  }
  tally.print(name);
}
