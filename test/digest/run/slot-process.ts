/**
 * A process of its own at work on slots: `node slot-process.ts PLACE JOURNAL STEPS`. What it posts goes into the journal,
 * which stands for a chat platform: it outlives the process. Commands come a line each on standard input and are
 * answered with a line: `look INSTANT`. With STEPS it kills itself before that step of the pipeline.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { PostOutcome } from '../../../src/platforms/outcomes.ts';
import type { DigestStore } from '../../../src/store/digest-store.ts';
import { openPlace } from '../../store/engines.ts';
import { createFakePlatform } from './fake-platform.ts';
import { digestOf } from './helpers.ts';
import { createLook } from './look.ts';

const [place = '', journal = '', deadly = '0', faulty = '0'] = process.argv.slice(2);
const clock = { now: 0 };
let step = 0;

/** Between two calls of ports nothing is changed: to die before the next is to die after the last. */
function boundary(name: string): void {
  step += 1;
  if (step !== Number(deadly)) return;
  appendFileSync(`${journal}.deaths`, `${name}\n`);
  process.kill(process.pid, 'SIGKILL');
}

async function watched<T>(name: string, call: () => Promise<T>): Promise<T> {
  boundary(`before ${name}`);
  return call();
}

const seed = { state: Number(faulty) };
function chance(): number {
  seed.state = (Math.imul(seed.state, 1_664_525) + 1_013_904_223) >>> 0;
  return seed.state / 2 ** 32;
}

function later(unsure: boolean): PostOutcome {
  return { kind: 'retry', code: 'http_500', afterMs: 1_000, unsure };
}

const platform = {
  ...createFakePlatform(),
  async post({ key = '' }: { readonly key?: string }): Promise<PostOutcome> {
    return watched('post', async () => {
      const dice = faulty === '0' ? 1 : chance();
      if (dice < 0.1) return later(false);
      if (dice < 0.2) return later(true);
      appendFileSync(journal, `${key}\n`);
      boundary('the answer to post');
      return dice < 0.3 ? later(true) : { kind: 'posted', id: key };
    });
  },
  async findPosted({ key }: { readonly key: string }) {
    const lines = existsSync(journal) ? readFileSync(journal, 'utf8').split('\n') : [];
    return lines.includes(key) ? ({ kind: 'found', id: key } as const) : ({ kind: 'absent' } as const);
  },
};

const opened = await openPlace(place, () => new Date(clock.now));
const { digest } = opened;
const store: DigestStore = {
  ...digest,
  claim: (...given) => watched('claim', () => digest.claim(...given)),
  progress: (...given) => watched('progress', () => digest.progress(...given)),
  finish: (...given) => watched('finish', () => digest.finish(...given)),
};
const look = createLook({
  store,
  platformOf: () => platform,
  compose: async (subscription) => watched('compose', async () => digestOf(`#${subscription.id}`, 2)),
  now: () => clock.now,
  holder: `process-${process.pid}`,
  log: (level, event, fields) => {
    if (level === 'error') throw new Error(`${event} ${JSON.stringify(fields)}`);
  },
});

for await (const line of createInterface({ input: process.stdin })) {
  clock.now = Number(line.split(' ')[1]);
  const next = await look();
  boundary('the end');
  process.stdout.write(`${next ?? 'none'}\n`);
}
await opened.close();
