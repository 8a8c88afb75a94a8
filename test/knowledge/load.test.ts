import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { KnowledgeError } from '../../src/knowledge/fault.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { createFolder } from '../program/program.ts';

const ENTITY = '- { id: acme, kind: company, zh: 顶点, en: Acme, aliases: [Acme Corp] }\n';
const FACT = `  - id: acme-revenue-2024
    subject: acme
    metric: revenue
    period: '2024'
    value: 14.92亿
    unit: CNY
    nature: actual
    by: acme
    at: p01
    zh: 顶点2024年营收14.92亿元。
    en: Acme had revenue of CNY 1.492 billion in 2024.
    asked: [顶点2024年营收]
`;

/** The smallest base there is. */
const GOOD: Readonly<Record<string, string>> = {
  'entities/a.yaml': ENTITY,
  'metrics/a.yaml':
    '- { id: revenue, zh: 营业收入, en: revenue, kind: flow, units: [CNY], answers: figure, words: [sales] }\n',
  'others/a.yaml': '- { kind: company, zh: 台积电, en: TSMC }\n',
  'sources.yaml': "- { id: paper, title: T, publisher: P, date: '2025-07', url: 'https://a.example/1' }\n",
  'words.yaml': '- [help, support]\n',
  'facts/a.yaml': `source: paper\nfacts:\n${FACT}`,
};

function write(files: Readonly<Record<string, string>>): string {
  const folder = createFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** The good base with one stretch of one file changed. */
function broken(file: string, from: string, to: string): string {
  const text = GOOD[file] ?? '';
  expect(text).toContain(from);
  return write({ ...GOOD, [file]: text.replace(from, () => to) });
}

function faultsIn(folder: string): readonly string[] {
  try {
    loadKnowledge(folder);
    return [];
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    return error.message.split('\n');
  }
}

describe('a base without faults', () => {
  test('is read, figures in base units', () => {
    const { facts, vocabulary } = loadKnowledge(write(GOOD));
    expect(facts).toMatchObject([
      {
        id: 'acme-revenue-2024',
        value: 1_492_000_000,
        unit: 'CNY',
        source: 'paper',
        locator: 'p01',
        rank: 'normal',
      },
    ]);
    expect(vocabulary.entities).toMatchObject([{ id: 'acme', label: { zh: '顶点', en: 'Acme' } }]);
  });

  test.each([
    ['42.64万', 426_400],
    ["'-2.33亿'", -233_000_000],
    ['1.24亿', 124_000_000],
    ['25000', 25_000],
    ['13.11', 13.11],
    ['[10亿, 20亿]', [1_000_000_000, 2_000_000_000]],
  ])('has %s read exactly', (written, value) => {
    const { facts } = loadKnowledge(broken('facts/a.yaml', '14.92亿\n', `${written}\n`));
    expect(facts[0]?.value).toEqual(value);
  });
});

describe('a fault is told with its file, its line and its reason', () => {
  test.each<[string, string, string, string, RegExp]>([
    ['broken YAML', 'words.yaml', '[help, support]', '[help, support', /^words\.yaml:\d: /],
    ['one key twice', 'facts/a.yaml', '    unit: CNY', '    period: x\n    unit: CNY', /^facts\/a\.yaml:8: /],
    ['a misspelled key', 'facts/a.yaml', 'nature:', 'natur:', /^facts\/a\.yaml:3: .*natur/],
    ['a key that is missing', 'facts/a.yaml', '    by: acme\n', '', /^facts\/a\.yaml:3: facts\.0\.by: /],
    ['an unknown nature', 'facts/a.yaml', 'actual', 'rumour', /^facts\/a\.yaml:9: facts\.0\.nature: /],
    [
      'a figure with a unit in it',
      'facts/a.yaml',
      '14.92亿\n',
      '14.92亿元\n',
      /^facts\/a\.yaml:7: facts\.0\.value/,
    ],
    ['a period that is none', 'facts/a.yaml', "'2024'", "'2024-Q5'", /^facts\/a\.yaml:6: .*a period such as/],
    [
      'a paragraph that is none',
      'facts/a.yaml',
      'at: p01',
      'at: page 1',
      /^facts\/a\.yaml:11: .*paragraphs such as/,
    ],
    [
      'an empty statement',
      'facts/a.yaml',
      'en: Acme had revenue of CNY 1.492 billion in 2024.',
      "en: ' '",
      /^facts\/a\.yaml:13: facts\.0\.en: /,
    ],
    [
      'an unknown subject',
      'facts/a.yaml',
      'subject: acme',
      'subject: ajax',
      /^facts\/a\.yaml:4: .*unknown entity 'ajax'$/,
    ],
    [
      'an unknown fact to be told with it',
      'facts/a.yaml',
      'at: p01',
      'at: p01\n    with: [nobody]',
      /^facts\/a\.yaml:12: .*unknown fact 'nobody'$/,
    ],
    [
      'an unknown speaker',
      'facts/a.yaml',
      'by: acme',
      'by: ajax',
      /^facts\/a\.yaml:10: .*unknown entity 'ajax'$/,
    ],
    [
      'an unknown metric',
      'facts/a.yaml',
      'metric: revenue',
      'metric: sales',
      /^facts\/a\.yaml:5: .*unknown metric 'sales'$/,
    ],
    [
      'an unknown source',
      'facts/a.yaml',
      'source: paper',
      'source: blog',
      /^facts\/a\.yaml:1: unknown source 'blog'$/,
    ],
    [
      'a unit that does not fit',
      'facts/a.yaml',
      'unit: CNY',
      'unit: nm',
      /^facts\/a\.yaml:8: .*unit nm does not fit revenue/,
    ],
    [
      'a figure without a unit',
      'facts/a.yaml',
      '    unit: CNY\n',
      '',
      /^facts\/a\.yaml:\d+: .*unit none does not fit revenue/,
    ],
    [
      'words with a unit',
      'facts/a.yaml',
      '14.92亿\n',
      '{ zh: 多, en: much }\n',
      /^facts\/a\.yaml:7: .*has no unit$/,
    ],
    [
      'an id twice',
      'facts/a.yaml',
      FACT,
      FACT + FACT,
      /^facts\/a\.yaml:15: the id 'acme-revenue-2024' is used twice$/,
    ],
    ['an id with capitals', 'entities/a.yaml', 'id: acme', 'id: Acme', /^entities\/a\.yaml:1: 0\.id: /],
    [
      'an entity twice',
      'entities/a.yaml',
      ENTITY,
      ENTITY + ENTITY,
      /^entities\/a\.yaml:2: the id 'acme' is used twice$/,
    ],
    [
      'an unknown member',
      'entities/a.yaml',
      'aliases: [Acme Corp]',
      'members: [ajax]',
      /^entities\/a\.yaml:1: acme: unknown entity 'ajax'$/,
    ],
    ['an unknown kind', 'entities/a.yaml', 'kind: company', 'kind: firm', /^entities\/a\.yaml:1: 0\.kind: /],
    ['a unit that there is not', 'metrics/a.yaml', '[CNY]', '[EUR]', /^metrics\/a\.yaml:1: 0\.units\.0: /],
    ['a source without http', 'sources.yaml', 'https:', 'ftp:', /^sources\.yaml:1: 0\.url: /],
    ['a word without another', 'words.yaml', '[help, support]', '[help]', /^words\.yaml:1: 0: /],
    ['a list that is none', 'others/a.yaml', '- {', 'x: {', /^others\/a\.yaml:1: /],
  ])('%s', (_, file, from, to, expected) => {
    const faults = faultsIn(broken(file, from, to));
    expect(faults.join('\n')).toMatch(expected);
  });

  test('all of them at once, not only the first', () => {
    const text = (GOOD['facts/a.yaml'] ?? '')
      .replace('subject: acme', 'subject: ajax')
      .replace('CNY\n', 'nm\n');
    expect(faultsIn(write({ ...GOOD, 'facts/a.yaml': text }))).toHaveLength(2);
  });
});
