import { expect, onTestFinished, test } from 'vitest';
import { runDue } from '../../../src/digest/run/run-due.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-store.ts';
import { createFakePlatform } from './fake-platform.ts';
import { digestOf, subscribeTo } from './helpers.ts';

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
