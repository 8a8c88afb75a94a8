import { expect, onTestFinished, test } from 'vitest';
import { digestQueue } from '../../../src/digest/run/plan.ts';
import { runDue } from '../../../src/digest/run/run-due.ts';
import { createWork } from '../../../src/digest/run/work.ts';
import { createInProcessJobs } from '../../../src/jobs/in-process.ts';
import { createLive } from '../../../src/store/live.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-store.ts';
import { UNCHANGED } from '../../commands/admin/bench.ts';
import { createFakePlatform } from './fake-platform.ts';
import { createFakeWeb } from './fake-web.ts';
import { createLogBook, digestOf, subscribeTo } from './helpers.ts';

const START = Date.parse('2026-11-23T08:00:00.000Z');
const HOUR = 3_600_000;

async function open() {
  const clock = { now: START };
  const onFault = (error: unknown): void => {
    throw error;
  };
  const { digest: store, close } = await openSqliteStore(':memory:', {
    now: () => new Date(clock.now),
    onFault,
  });
  onTestFinished(close);
  const platform = createFakePlatform();
  const { id } = await subscribeTo(store);
  clock.now = START + HOUR;
  const run = (holder: string): Promise<void> =>
    runDue(id, {
      store,
      platformOf: () => platform,
      compose: async () => digestOf('news'),
      now: () => clock.now,
      holder,
      log: () => undefined,
    });
  return { store, platform, run };
}

test('what failed is taken up at once by whoever comes next, and what may be there is looked for first', async () => {
  const { store, platform, run } = await open();
  const { post } = platform;
  platform.post = async (what) => {
    await post.call(platform, what);
    throw new Error('a bug after the post');
  };
  await expect(run('one')).rejects.toThrow('a bug after the post');
  platform.post = post;
  await run('two');
  expect(platform.posted).toHaveLength(1);
  expect((await store.slots(1)).map(({ state }) => state)).toEqual(['posted']);
});

test('nothing is run before its time, twice, or of a subscription that is off or gone', async () => {
  const { store, platform, run } = await open();
  await store.setState(1, 'paused');
  await run('one');
  expect(platform.posted).toEqual([]);
  await store.setState(1, 'on');
  // Slots of the pause are not made up for.
  await run('one');
  await store.unsubscribe(1);
  await run('one');
  expect(platform.posted).toEqual([]);
});

test('a job that fails lets go of nothing that another job of the same process is posting', async () => {
  const clock = { now: START };
  const now = () => new Date(clock.now);
  const store = await openSqliteStore(':memory:', { now, onFault: () => undefined });
  const { digest } = store;
  const live = createLive({
    ...{ initial: UNCHANGED, open: async () => store, onSkipped: () => undefined, onFault: () => undefined },
  });
  onTestFinished(live.close);
  await subscribeTo(digest);
  const fact = UNCHANGED.base.fact('moore-threads-net-profit-2024');
  if (!fact) throw new Error('no fact');
  const change = { kind: 'assert', fact: { ...fact, value: -1.5e9 } } as const;
  await store.append([{ author: 'terminal', reason: '', change, base: null }]);
  clock.now = START + HOUR;
  const [posting, posted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const platform = createFakePlatform();
  platform.post = async () => {
    posting.resolve();
    await posted.promise;
    return { kind: 'posted', id: '1' };
  };
  const failed = Promise.withResolvers<void>();
  const claims = [digest.claim, () => Promise.reject(new Error('the store was away'))];
  const ports = { ...live, ...createFakeWeb(), now, after: () => () => undefined, platforms: [platform] };
  const { log: keep, lines } = createLogBook();
  const log: typeof keep = (level, event, fields) => {
    keep(level, event, fields);
    if (event === 'job-failed') failed.resolve();
  };
  const jobs = createInProcessJobs({ now: () => clock.now, after: ports.after, log });
  let ids = 0;
  const work = createWork({
    ...{ ...ports, jobs, log, chance: () => 0.5, newId: () => `id ${++ids}`, allowed: new Set<string>() },
    store: { ...digest, claim: (claiming) => (claims.shift() ?? digest.claim)(claiming) },
  });
  await work.start();
  await posting.promise;
  await jobs.send(digestQueue('discord'), [{ key: 'of a later slot', data: { subscription: 1 } }]);
  await failed.promise;
  expect((await digest.openSlots(1)).map(({ until }) => Date.parse(until) > clock.now)).toEqual([true]);
  posted.resolve();
  await work.stop();
  expect(lines.map(({ event }) => event)).toEqual(['job-failed', 'digest-slot']);
});
