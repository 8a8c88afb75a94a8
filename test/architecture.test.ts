import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';

const SRC = new URL('../src/', import.meta.url);
const PROJECT = new URL('../', import.meta.url);

type File = { readonly path: string; readonly text: string };

function filesIn(folder: URL): File[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(new URL(path, folder), 'utf8') }));
}

const sources = filesIn(SRC);

/** Where the parts are plugged together, and the command lines: these may import everything and know the clock. */
const ROOTS = [
  'main.ts',
  'ask.ts',
  'facts.ts',
  'knowledge-cli.ts',
  'store-cli.ts',
  'doctor.ts',
  'setup.ts',
  'schema.ts',
  'prepare.ts',
];

/** What all platforms stand on. */
const SHARED = ['platform', 'body', 'claims', 'outcomes', 'command-text', 'form-message', 'uploads'].map(
  (name) => `platforms/${name}.ts`,
);

/** Room → rooms and files of `src` that it may import from, besides itself. `docs/architecture.md` says why. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  language: [],
  knowledge: ['language'],
  question: ['knowledge', 'language'],
  answer: ['question', 'knowledge', 'language'],
  chart: ['answer', 'knowledge', 'language'],
  store: ['knowledge', 'language'],
  commands: [
    'answer',
    'chart',
    'digest',
    'question',
    'knowledge',
    'language',
    'platforms/platform.ts',
    'store/store.ts',
    'store/digest-store.ts',
  ],
  jobs: ['language', 'platforms/platform.ts'],
  // How a fact is written is decided in one place: the digest quotes facts in the answer's own words.
  digest: [
    'question',
    'knowledge',
    'language',
    'platforms/platform.ts',
    'platforms/outcomes.ts',
    'store/digest-store.ts',
    'jobs/jobs.ts',
    'answer/fact-text.ts',
    'answer/figure-text.ts',
  ],
  'platforms/claims.ts': ['platforms/platform.ts'],
  'platforms/body.ts': [],
  'platforms/outcomes.ts': ['language'],
  'platforms/platform.ts': ['language', 'platforms/outcomes.ts'],
  'platforms/command-text.ts': ['language', 'platforms/platform.ts'],
  'platforms/form-message.ts': ['platforms/platform.ts'],
  'platforms/uploads.ts': ['language', 'platforms/platform.ts'],
  'platforms/discord': ['language', ...SHARED],
  'platforms/slack': ['language', ...SHARED],
  'platforms/terminal': ['language', ...SHARED],
  'platforms/web': ['language', 'page', ...SHARED],
  page: ['language', 'platforms/platform.ts'],
  evidence: ['answer', 'knowledge', 'language', 'page', 'platforms/platform.ts'],
  setup: ['language', 'platforms/platform.ts', 'platforms/slack/scopes.ts'],
  operations: ['platforms/platform.ts'],
  doctor: [
    'config.ts',
    'knowledge',
    'language',
    'platforms/platform.ts',
    'platforms/discord/channel-rights.ts',
    'platforms/discord/endpoint.ts',
    'platforms/discord/register-commands.ts',
    'platforms/slack/installations.ts',
    'platforms/slack/scopes.ts',
    'platforms/slack/seal.ts',
    'store/bare.ts',
    'store/installations.ts',
    'store/open-store.ts',
    'store/store.ts',
  ],
  settings: ['language'],
  'roles.ts': [],
  'config.ts': ['settings', 'roles.ts'],
  'open-base.ts': ['answer', 'knowledge'],
  'page-address.ts': ['config.ts'],
  'open-platforms.ts': ['commands/links.ts', 'config.ts', 'platforms', 'roles.ts', 'store/store.ts'],
  'open-chat.ts': ['commands/links.ts', 'language', 'platforms/platform.ts', 'platforms/terminal'],
  'open-jobs.ts': ['jobs', 'platforms/platform.ts'],
  'open-news.ts': ['digest', 'jobs/jobs.ts', 'store/live.ts', 'open-base.ts', 'platforms/platform.ts'],
  'open-page.ts': [
    'chart',
    'config.ts',
    'evidence',
    'knowledge',
    'page',
    'platforms/platform.ts',
    'platforms/web',
  ],
  'parent.ts': [],
  'http.ts': ['language', 'platforms/platform.ts'],
  'log.ts': ['platforms/platform.ts', 'config.ts'],
};

/** Rooms → the packages they may import. Only the named files of a platform load the platform's own packages. */
const PACKAGES: Readonly<Record<string, readonly RegExp[]>> = {
  language: [/^(?:stemmer|pinyin-pro|opencc-js\/t2cn)$/, /^node:(?:fs|path|module)$/],
  knowledge: [/^(?:yaml|zod)$/, /^node:(?:fs|path)$/],
  question: [/^fuse\.js$/],
  answer: [],
  chart: [/^@resvg\/resvg-wasm$/, /^node:(?:crypto|fs|url|worker_threads)$/],
  // Its engines are loaded where a store is used; nothing else of `src` knows them.
  store: [/^kysely(?:\/migration)?$/, /^(?:pg|zod)$/, /^node:(?:fs|path|sqlite|timers\/promises)$/],
  commands: [],
  jobs: [/^pg-boss$/],
  page: [/^node:(?:crypto|fs)$/],
  evidence: [/^node:timers\/promises$/],
  'platforms/web': [],
  operations: [/^node:(?:perf_hooks|v8)$/],
  doctor: [/^zod$/, /^node:(?:fs|path)$/],
  digest: [
    /^(?:feedsmith|entities|ipaddr\.js|croner|yaml|zod)$/,
    /^node:(?:http|https|net|dns\/promises|zlib|crypto|fs|path)$/,
  ],
};

type Import = { readonly from: string; readonly to: string; readonly types: boolean };

const IMPORT =
  /^\s*(?:import|export)\s+(type\s)?[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|^\s*import\s*['"]([^'"]+)['"]/gm;

function importsOf({ path, text }: File): Import[] {
  return [...withoutComments(text).matchAll(IMPORT)].map(([, types, from, dynamic, bare]) => ({
    from: path,
    to: from ?? dynamic ?? bare ?? '',
    types: types !== undefined,
  }));
}

/** Block comments and whole-line comments: an example in a comment imports nothing. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

/** The longest entry of the table that a path lies in. */
function roomOf(path: string): string | undefined {
  return Object.keys(MAY_IMPORT)
    .filter((room) => path === room || path.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

const imports = sources.flatMap(importsOf);
const inner = imports
  .filter(({ to }) => to.startsWith('.'))
  .map((one) => ({ ...one, to: posix.join(posix.dirname(one.from), one.to) }));

describe('the import rule', () => {
  test('knows every file of src', () => {
    const homeless = sources.map(({ path }) => path).filter((path) => !ROOTS.includes(path) && !roomOf(path));
    expect(homeless).toEqual([]);
  });

  test('finds what is imported', () => {
    expect(inner.length).toBeGreaterThan(100);
    const paths = new Set(sources.map(({ path }) => path));
    expect(inner.filter(({ to }) => !paths.has(to))).toEqual([]);
  });

  test.each(Object.entries(MAY_IMPORT))('%s imports from no room but %o', (room, allowed) => {
    const foreign = inner
      .filter(({ from }) => !ROOTS.includes(from) && roomOf(from) === room)
      .filter(
        ({ to }) => roomOf(to) !== room && !allowed.some((one) => to === one || to.startsWith(`${one}/`)),
      );
    expect(foreign.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  test('lets nobody import a composition root', () => {
    expect(inner.filter(({ to }) => ROOTS.includes(to)).map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  test.each(Object.entries(PACKAGES))('%s uses no package but its own', (room, allowed) => {
    const foreign = imports
      .filter(({ from, to, types }) => !types && roomOf(from) === room && !to.startsWith('.'))
      .filter(({ to }) => !allowed.some((pattern) => pattern.test(to)));
    expect(foreign.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  test.each([
    [/^(?:discord\.js|@discordjs\/|discord-api-types)/, 'platforms/discord'],
    [/^@slack\//, 'platforms/slack'],
    [/^(?:kysely|pg)(?:\/|$)|^node:sqlite$/, 'store'],
    [/^pg-boss$/, 'jobs'],
  ])('%s is imported by its own room and the set-up only', (pattern, room) => {
    const users = imports.filter(({ to }) => pattern.test(to)).map(({ from }) => from);
    expect(users.filter((path) => roomOf(path) !== room && roomOf(path) !== 'setup')).toEqual([]);
  });

  test('draws in a thread of its own: nobody else loads what draws', () => {
    const users = imports.filter(({ to, types }) => !types && /^(?:@resvg|echarts)/.test(to));
    expect(users.map(({ from }) => from)).toEqual(['chart/draw.ts']);
    expect(inner.filter(({ to }) => to === 'chart/draw.ts').map(({ from }) => from)).toEqual([
      'chart/picture-worker.ts',
    ]);
    expect(inner.filter(({ to }) => to === 'chart/picture-worker.ts')).toEqual([]);
  });

  test('loads nothing at the start of what only digests need', () => {
    const known = new Map(sources.map((file) => [file.path, file]));
    const reached = new Set(['main.ts']);
    for (const path of reached) {
      const { text = '' } = known.get(path) ?? {};
      const types = /^import type [^;]*;$/gm;
      const fixed = importsOf({ path, text: text.replace(types, '').replace(/\bimport\(/g, 'later(') });
      for (const { to } of fixed) if (to.startsWith('.')) reached.add(posix.join(posix.dirname(path), to));
    }
    expect(reached.size).toBeGreaterThan(80);
    const late =
      /^jobs\/|^digest\/(?:run|feeds|items)\/|^digest\/schedule|^commands\/digest\/(?:manage|subscribe|text)/;
    expect([...reached].filter((path) => late.test(path))).toEqual([]);
  });

  test('has no circles between rooms', () => {
    const pairs = new Set(inner.map(({ from, to }) => `${roomOf(from)} → ${roomOf(to)}`));
    const circles = [...pairs].filter((pair) => {
      const [from, to] = pair.split(' → ');
      return from !== to && pairs.has(`${to} → ${from}`);
    });
    expect(circles).toEqual([]);
  });
});

describe('every file of src', () => {
  /** Lists of words: data that a program reads. */
  const DATA = /^language\/(?:words|neutral)-(?:zh|en)\.ts$/;
  const LONGEST = 300;

  function offenders(pattern: RegExp, allowed: readonly string[] = []): string[] {
    return sources
      .filter(({ path, text }) => !allowed.includes(path) && pattern.test(withoutComments(text)))
      .map(({ path }) => path);
  }

  test(`has at most ${LONGEST} lines`, () => {
    const long = sources
      .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
      .filter(({ path, lines }) => !DATA.test(path) && lines > LONGEST);
    expect(long).toEqual([]);
  });

  test('begins with what it is for', () => {
    const silent = sources.filter(({ text }) => !text.startsWith('/**')).map(({ path }) => path);
    expect(silent).toEqual([]);
  });

  test('is named in lower case with hyphens', () => {
    expect(
      sources.map(({ path }) => path).filter((path) => !/^(?:[a-z0-9-]+\/)*[a-z0-9-]+\.ts$/.test(path)),
    ).toEqual([]);
  });

  test('exports by name, and hands nothing on from another file', () => {
    expect(offenders(/^export default\b|^export \*|^export (?:type )?\{[^}]*\} from/m)).toEqual([]);
    expect(sources.filter(({ path }) => /(?:^|\/)index\.ts$/.test(path))).toEqual([]);
  });

  test('is erasable TypeScript: no enums, no namespaces, no parameter properties', () => {
    expect(offenders(/^(?:export )?(?:declare )?(?:const )?(?:enum|namespace|module)\s+\w/m)).toEqual([]);
    expect(offenders(/constructor\((?:[^)]*,)?\s*(?:private|public|protected|readonly)\s/)).toEqual([]);
  });

  test('has no `any` and no non-null assertion', () => {
    expect(offenders(/(?::|<|\bas)\s*any\b/)).toEqual([]);
    expect(offenders(/[\w\])]!(?:\.|\[|;|,|\))/)).toEqual([]);
  });

  test.each([
    ['the clock', /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/, ROOTS],
    ['the environment', /\bprocess\.env\b/, ROOTS],
    ['chance', /\bMath\.random\(|\brandomUUID\(/, ROOTS],
    ['the ways out of the process', /\bprocess\.exit\(/, ROOTS],
  ])('takes %s as an argument, unless it is a composition root', (_, pattern, roots) => {
    expect(offenders(pattern, roots)).toEqual([]);
  });

  test('asks which platform it runs on in platforms only', () => {
    const asking = offenders(/\bplatform\s*===|===\s*'(?:discord|slack|terminal|page)'/, ROOTS);
    expect(asking.filter((path) => !path.startsWith('platforms/'))).toEqual([]);
  });
});

test('bench takes of the tests only what judges, asks, stands in for a platform and starts a database', () => {
  const allowed = /^(?:src\/|bench\/|test\/(?:gold|judge|store\/postgres-server)\.ts$|test\/fakes\/)/;
  const taken = filesIn(new URL('bench/', PROJECT))
    .flatMap(importsOf)
    .filter(({ to }) => to.startsWith('.'))
    .map(({ from, to }) => ({ from, to: posix.join('bench', posix.dirname(from), to) }));
  expect(taken.length).toBeGreaterThan(20);
  expect(taken.filter(({ to }) => !allowed.test(to))).toEqual([]);
});

test('the tree of docs/architecture.md is the tree of src', () => {
  const page = readFileSync(new URL('docs/architecture.md', PROJECT), 'utf8');
  const folders = new Set(sources.map(({ path }) => posix.dirname(path)).filter((folder) => folder !== '.'));
  const untold = [...folders, ...ROOTS].filter((name) => !page.includes(`${posix.basename(name)}`));
  expect(untold).toEqual([]);
});
