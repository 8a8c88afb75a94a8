/** The `bench` command line: what this machine measures, as tables in Markdown or as JSON. */
import { availableParallelism, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { goldenLines, lineToGold } from '../test/gold.ts';
import { accuracyAmong, accuracyToJson, accuracyToMarkdown } from './accuracy.ts';
import { loadToMarkdown, measureLoad } from './load.ts';
import { comparePeers, peersToMarkdown } from './peers.ts';
import { measureSizes, sizesToJson, sizesToMarkdown } from './size.ts';
import { measureStarts, startsToMarkdown } from './start.ts';

const USAGE = `usage: npm run -s bench -- [peers | accuracy | size | start | load]… [--json] [options]
  peers     ours beside other searches, on the golden questions
  accuracy  the golden questions among similar facts: --among 100000 --seed 1
  size      speed and memory: --facts 250,10000,100000,1000000 --each 200 --seconds 4 --seed 1
  start     from nothing to an answer, or to a bot that is ready: --runs 5
  load      the program under load: --on slack,discord --processes 1,2,4 --at-once 32 --rate 100 --seconds 4 --seed 1,
            --node=--max-semi-space-size=16 for its processes`;
const KNOWLEDGE = new URL('../knowledge', import.meta.url).pathname;
const GIGABYTE = 2 ** 30;

/** Printed as they come: a table, and what `--json` prints for it. */
type Printed = { readonly markdown: string; readonly json: unknown };

function fail(reason: string): never {
  process.stderr.write(`bench: ${reason}\n${USAGE}\n`);
  process.exit(2);
}

function readOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        facts: { type: 'string', default: '250,10000,100000,1000000' },
        among: { type: 'string', default: '100000' },
        each: { type: 'string', default: '200' },
        seconds: { type: 'string', default: '4' },
        runs: { type: 'string', default: '5' },
        on: { type: 'string', default: 'slack,discord' },
        processes: { type: 'string', default: '1,2,4' },
        'at-once': { type: 'string', default: '32' },
        node: { type: 'string', default: '' },
        rate: { type: 'string', default: '100' },
        seed: { type: 'string', default: '1' },
      },
    });
  } catch (error) {
    return fail(error instanceof Error ? (error.message.split(/[.\n]/u, 1)[0] ?? '') : String(error));
  }
}

function wholeNumber(text: string): number {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : fail(`'${text}' is no whole number above 0`);
}

const { values, positionals } = readOptions();

async function size(): Promise<Printed> {
  const results = await measureSizes({
    sizes: values.facts.split(',').map(wholeNumber),
    seed: wholeNumber(values.seed),
    each: wholeNumber(values.each),
    seconds: wholeNumber(values.seconds),
  });
  return { markdown: sizesToMarkdown(results), json: sizesToJson(results) };
}

async function peers(): Promise<Printed> {
  const golds = goldenLines().map(lineToGold);
  const results = await comparePeers(loadKnowledge(KNOWLEDGE), golds);
  return { markdown: peersToMarkdown(results, golds.length), json: results };
}

async function accuracy(): Promise<Printed> {
  const result = accuracyAmong({
    knowledge: loadKnowledge(KNOWLEDGE),
    golds: goldenLines().map(lineToGold),
    facts: wholeNumber(values.among),
    seed: wholeNumber(values.seed),
  });
  return { markdown: accuracyToMarkdown(result), json: accuracyToJson(result) };
}

async function start(): Promise<Printed> {
  const results = await measureStarts(wholeNumber(values.runs));
  return { markdown: startsToMarkdown(results), json: results };
}

async function load(): Promise<Printed> {
  const results = await measureLoad({
    platforms: values.on.split(','),
    processes: values.processes.split(',').map(wholeNumber),
    atOnce: wholeNumber(values['at-once']),
    aSecond: wholeNumber(values.rate),
    node: values.node.split(' ').filter((flag) => flag !== ''),
    seconds: wholeNumber(values.seconds),
    seed: wholeNumber(values.seed),
  });
  return { markdown: loadToMarkdown(results), json: results };
}

const COMMANDS: ReadonlyMap<string, () => Promise<Printed>> = new Map([
  ['peers', peers],
  ['accuracy', accuracy],
  ['size', size],
  ['start', start],
  ['load', load],
]);

const names = positionals.length > 0 ? positionals : [...COMMANDS.keys()];
const unknown = names.find((name) => !COMMANDS.has(name));
if (unknown !== undefined) fail(`no bench '${unknown}'`);
const machine = {
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / GIGABYTE),
};
const done: Record<string, unknown> = { machine };
if (!values.json) {
  const { date, node, cores, memoryGb } = machine;
  process.stdout.write(`${date}, Node ${node}, ${cores} cores, ${memoryGb} GB\n`);
}
for (const name of names) {
  const printed = await COMMANDS.get(name)?.();
  done[name] = printed?.json;
  if (!values.json) process.stdout.write(`\n## ${name}\n\n${printed?.markdown}\n`);
}
if (values.json) process.stdout.write(`${JSON.stringify(done, null, 2)}\n`);
