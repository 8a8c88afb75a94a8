/**
 * `npm run growth`: how the time of every parser and renderer grows with its input, at n, 2n and 4n. Linear work doubles;
 * what grows fourfold each time is quadratic. Printed, not asserted: a clock is no test.
 */
import { answerQuestion } from '../src/answer/answer-question.ts';
import { COMMANDS } from '../src/commands/specs.ts';
import { createFactBase } from '../src/knowledge/fact-base.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { findFigures } from '../src/language/figures.ts';
import { normalise } from '../src/language/normalise.ts';
import { tokenise } from '../src/language/tokens.ts';
import { readCommand } from '../src/platforms/command-text.ts';
import { messageToBodies } from '../src/platforms/discord/message-to-bodies.ts';
import { splitText as splitForDiscord } from '../src/platforms/discord/split.ts';
import type { Message } from '../src/platforms/platform.ts';
import { messageToParts } from '../src/platforms/slack/message.ts';
import { splitText as splitForSlack } from '../src/platforms/slack/split.ts';
import { messageToText } from '../src/platforms/terminal/render.ts';
import { parseQuestion } from '../src/question/parse.ts';
import { findPeriods } from '../src/question/periods.ts';

const TODAY = '2026-11-23';
const base = createFactBase(loadKnowledge(new URL('../knowledge', import.meta.url).pathname));

/** Texts that an expression with two ways to go on would stumble over, repeated to length. */
const SOUP: Readonly<Record<string, string>> = {
  digits: '9',
  'digits and commas': '1,',
  'digits and dots': '1.',
  'Han numerals': '一百',
  years: '2024 ',
  'joined years': '2024年',
  'year to year': '2024到',
  quarters: 'q1 ',
  months: 'may ',
  'last first': 'the last ',
  blanks: ' ',
  'blank and mark': ' ,',
  brackets: '<',
  mentions: '<@1',
  'open addresses': 'http://a',
  hyphens: 'a-',
  apostrophes: "a'",
  surrogates: '\ud83d',
  combining: 'e\u0301',
  'right to left': '\u202eא',
  'who most': '谁',
  'compared with': '比',
  'from to': '从到',
  'how much': '多x少',
  'how many': 'how many a ',
  except: 'except ',
  except_zh: '除了',
  names: '沐曦',
  misspelled: 'nvdia ',
  pinyin: 'muxi ',
  nian: '1nian ',
  letters: 'a',
  words: 'zqxjk ',
  markdown: '**_~`|',
  lines: '1\n',
  quotes: '"a ',
  options: 'company:a ',
};

const asMessage = (text: string): Message => ({
  locale: 'zh',
  blocks: [
    { kind: 'headline', text },
    { kind: 'text', text },
    { kind: 'list', items: [text, text] },
    { kind: 'table', head: [text.slice(0, 50), 'b'], rows: [[text, '1']] },
  ],
  actions: [],
});

type Work = { readonly name: string; readonly from: number; readonly run: (text: string) => unknown };
const WORK: readonly Work[] = [
  { name: 'normalise', from: 2000, run: normalise },
  { name: 'tokenise', from: 2000, run: tokenise },
  { name: 'findPeriods', from: 1000, run: (text) => findPeriods(text, TODAY) },
  { name: 'findFigures', from: 1000, run: findFigures },
  { name: 'parseQuestion', from: 125, run: (text) => parseQuestion(text, base, TODAY) },
  { name: 'answerQuestion', from: 125, run: (text) => answerQuestion(text, base, TODAY) },
  { name: 'readCommand', from: 2000, run: (text) => readCommand(text, COMMANDS, 'chip') },
  {
    name: 'Discord split',
    from: 4000,
    run: (text) => splitForDiscord(text, (piece) => piece.length <= 2000),
  },
  { name: 'Slack split', from: 4000, run: (text) => splitForSlack(text, 2000) },
  { name: 'Discord message', from: 4000, run: (text) => messageToBodies(asMessage(text), { share: false }) },
  { name: 'Slack message', from: 4000, run: (text) => messageToParts(asMessage(text), { share: false }) },
  {
    name: 'terminal message',
    from: 4000,
    run: (text) => messageToText(asMessage(text), { color: false, columns: 80 }),
  },
];

/** The best of three runs, in milliseconds. */
function time(run: () => unknown): number {
  const times = [0, 1, 2].map(() => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

const SLOW = 10;
for (const { name, from, run } of WORK) {
  const rows = Object.entries(SOUP).map(([soup, piece]) => {
    const texts = [1, 2, 4].map((times) => piece.repeat(Math.ceil((from * times) / piece.length)));
    const took = texts.map((text) => time(() => run(text)));
    return { soup, took, growth: (took[2] ?? 0) / Math.max(0.05, took[0] ?? 0) };
  });
  const worst = rows.filter(
    ({ took, growth }) => (took[2] ?? 0) > SLOW || (growth > 7 && (took[2] ?? 0) > 2),
  );
  const longest = Math.max(...rows.map(({ took }) => took[2] ?? 0));
  console.log(`${name}, ${from} to ${from * 4} characters: at most ${longest.toFixed(1)} ms`);
  for (const { soup, took, growth } of worst) {
    console.log(
      `  ${soup.padEnd(20)} ${took.map((t) => t.toFixed(2)).join(' → ')} ms, ×${growth.toFixed(1)}`,
    );
  }
}
