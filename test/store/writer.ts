/** A process of its own that writes: `node writer.ts PLACE TARGET COUNT`, a line for each acknowledged revision. */
import type { Fact } from '../../src/knowledge/fact.ts';
import { factTarget, targetOf } from '../../src/knowledge/revision.ts';
import { openStore } from '../../src/store/open-store.ts';

const [place = '', target = '', count = '1'] = process.argv.slice(2);
const store = await openStore(
  place.startsWith('postgres:') ? { databaseUrl: place, dataDir: '' } : { dataDir: place },
  {
    now: () => new Date(),
    onFault: (error) => {
      throw error;
    },
  },
);

/** The last revision of the target, read anew: another process may be writing too. */
async function last(): Promise<number | null> {
  const own = (await store.revisions()).filter(({ change }) => targetOf(change) === factTarget(target));
  return own.at(-1)?.seq ?? null;
}

const FACT: Fact = {
  id: target,
  subject: 'a',
  metric: 'revenue',
  period: '2024',
  value: 0,
  unit: 'CNY',
  qualifier: 'exact',
  nature: 'actual',
  by: 'a',
  source: 's',
  locator: '',
  asOf: null,
  objects: [],
  about: [],
  statement: { zh: '甲', en: 'A' },
  definition: null,
  note: null,
  asked: [],
  with: [],
  rank: 'normal',
};

let base = await last();
for (let written = 0; written < Number(count); ) {
  const value = Number(`${process.pid}${written}`);
  const change = { kind: 'assert', fact: { ...FACT, value } } as const;
  const appended = await store.append([{ author: `discord:${process.pid}`, reason: '', change, base }]);
  if (appended.kind === 'conflict') base = await last();
  else {
    base = appended.revisions[0]?.seq ?? null;
    process.stdout.write(`${base} ${value}\n`);
    written++;
  }
}
await store.close();
