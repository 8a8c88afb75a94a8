/** Processes that are killed at every step, and two at once: each part of each slot is posted once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LEASE } from '../../../src/digest/run/run-slot.ts';
import { useEngines } from '../../store/engines.ts';
import { createFakePlatform } from './fake-platform.ts';
import { digestOf, subscribeTo } from './helpers.ts';
import { createLook } from './look.ts';

const START = Date.parse('2026-11-01T00:00:00.000Z');
const HOUR = 3_600_000;
const clock = { now: START };
const { engines, open, folder } = useEngines(() => new Date(clock.now));
let journals = 0;

type Worker = {
  look(instant: number): Promise<number>;
  kill(): Promise<void>;
  readonly exited: Promise<unknown>;
};

function start(place: string, journal: string, more: readonly (string | number)[] = []): Worker {
  const script = fileURLToPath(new URL('slot-process.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [script, place, journal, ...more.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  if (!child.stdin || !child.stdout) throw new Error('no pipes');
  // Whoever is killed reads no more.
  child.stdin.on('error', () => undefined);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exited = once(child, 'exit');
  return {
    exited,
    async look(instant) {
      child.stdin?.write(`look ${instant}\n`);
      const { value, done } = await answers.next();
      return done ? Number.NaN : Number(value);
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

describe.each(engines)('on %s', (_, createPlace) => {
  test('a slot whose process is killed at any step is ended by the next one, each part posted once', async () => {
    const place = await createPlace();
    clock.now = START;
    const { digest } = await open(place);
    const deaths: string[] = [];
    for (let step = 1; ; step += 1) {
      const journal = join(folder, `journal-${++journals}`);
      clock.now = START;
      const { id } = await subscribeTo(digest, {}, `step ${step}`);
      clock.now = START + 9 * HOUR;
      const worker = start(place, journal, [step]);
      const answer = await worker.look(clock.now);
      const survived = !Number.isNaN(answer);
      await worker.kill();
      deaths.push(...linesOf(`${journal}.deaths`));
      // Another process, as soon as the lease of the dead one is over.
      clock.now += LEASE;
      const platform = createFakePlatform();
      await createLook({
        store: digest,
        platformOf: () => ({
          ...platform,
          findPosted: async ({ key }: { readonly key: string }) =>
            linesOf(journal).includes(key) ? { kind: 'found', id: key } : { kind: 'absent' },
        }),
        compose: async () => digestOf(`#${id}`, 2),
        now: () => clock.now,
        holder: 'the next one',
        log: () => undefined,
      })();
      const keys = [...linesOf(journal), ...platform.posted.map(({ key }) => key)];
      expect([step, deaths.at(-1), keys.map((key) => key.slice(-1)).sort()]).toEqual([
        step,
        deaths.at(-1),
        ['0', '1'],
      ]);
      expect((await digest.slots(id)).map(({ state }) => state)).toEqual(['posted']);
      expect(await digest.told(id)).toEqual(new Set([`told by #${id}`]));
      await digest.unsubscribe(id);
      if (survived) break;
    }
    // Every step of the pipeline was one of them.
    for (const name of ['claim', 'compose', 'progress', 'post', 'finish'])
      expect(deaths).toContain(`before ${name}`);
    expect(deaths.filter((name) => name === 'the answer to post')).toHaveLength(2);
    expect(deaths.at(-1)).toBe('the end');
  }, 120_000);
});

const [, postgres] = engines;
describe.each(postgres ? [postgres] : [])('on %s', (_, createPlace) => {
  test('two processes post every slot of a month once, with faults, and one of them killed and replaced', async () => {
    const place = await createPlace();
    clock.now = START;
    const { digest } = await open(place);
    const journal = join(folder, `journal-${++journals}`);
    await subscribeTo(digest, { schedule: '0 */8 * * *' }, 'often');
    await subscribeTo(digest, { schedule: '30 9 * * *', timezone: 'Asia/Shanghai' }, 'daily');
    await subscribeTo(digest, { schedule: '0 18 * * 1-5', timezone: 'America/New_York' }, 'weekdays');
    const workers = [start(place, journal, [0, 11]), start(place, journal, [0, 12])];
    const end = START + 30 * 24 * HOUR;
    let looks = 0;
    for (let now = START; now < end; ) {
      const next = await Promise.all(workers.map((worker) => worker.look(now)));
      expect(next.some(Number.isNaN)).toBe(false);
      now = Math.min(...next);
      looks += 1;
      if (looks % 60 === 0) {
        await workers[0]?.kill();
        workers[0] = start(place, journal, [0, looks]);
      }
    }
    const posted = linesOf(journal);
    const keys = (id: number, planned: readonly number[]): string[] =>
      planned.flatMap((at) => [0, 1].map((part) => `digest-${id}-${new Date(at).toISOString()}-${part}`));
    const days = Array.from({ length: 30 }, (_each, at) => START + at * 24 * HOUR);
    const often = Array.from({ length: 89 }, (_each, at) => START + (at + 1) * 8 * HOUR);
    // 1 November 2026, 2:00 in New York, is when its clocks go back: 18:00 is 23:00 UTC from then on.
    const weekdays = days.filter((day) => new Date(day).getUTCDay() % 6 !== 0).map((day) => day + 23 * HOUR);
    const expected = [
      ...keys(1, often),
      ...keys(
        2,
        days.map((day) => day + 1.5 * HOUR),
      ),
      ...keys(3, weekdays),
    ];
    expect(posted.toSorted()).toEqual(expected.toSorted());
    const states = (await Promise.all([1, 2, 3].map((id) => digest.slots(id)))).flat();
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['posted']));
    expect(looks).toBeGreaterThan(140);
  }, 120_000);
});
