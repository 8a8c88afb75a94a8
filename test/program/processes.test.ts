/** Several processes on one PostgreSQL, asked all the time, while a process is killed or the database goes away. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Fact } from '../../src/knowledge/fact.ts';
import { createFactBase } from '../../src/knowledge/fact-base.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { Call } from '../fakes/slack/calls.ts';
import type { FakeSlack } from '../fakes/slack/fake-slack.ts';
import { usePostgresServer } from '../store/postgres.ts';
import { type Asking, createAsking, digestKeys, expectChangesKept } from './asking.ts';
import { openSlack, slackSettings } from './platforms.ts';
import { type Program, startProgram } from './program.ts';
import { openRouter, type Router } from './router.ts';

const HOUR = 3_600_000;
const PATH = '/slack/events';
const PEOPLE = 6;
const SUBSCRIPTIONS = 12;
/** How long PostgreSQL hangs, in patiences of the store of 10 s each. */
const PATIENCES = 3;
const KNOWLEDGE = new URL('../../knowledge', import.meta.url).pathname;

const server = usePostgresServer();
afterEach(() => server.resume());

const isDigest = ({ body }: Call): boolean => body.metadata !== undefined;

async function withStore<T>(databaseUrl: string, use: (store: Store) => Promise<T>): Promise<T> {
  const now = (): Date => new Date(Date.now() - HOUR);
  const store = await openStore({ databaseUrl, dataDir: '' }, { now, onFault: () => undefined });
  return use(store).finally(() => store.close());
}

function otherFact(): Fact {
  const fact = createFactBase(loadKnowledge(KNOWLEDGE)).fact('metax-revenue-2024');
  if (!fact) throw new Error('no fact');
  return { ...fact, value: 7.5e8 };
}

/** A database where digests were subscribed an hour ago and a fact was changed since: they are due at the start. */
async function createPast(slack: FakeSlack): Promise<string> {
  const databaseUrl = await server.createDatabase();
  await withStore(databaseUrl, async (store) => {
    for (let number = 0; number < SUBSCRIPTIONS; number++) {
      const options = { schedule: '* * * * *', timezone: 'UTC', topics: '', language: 'zh' };
      const where = { platform: 'slack', space: slack.team, place: slack.channel };
      await store.digest.subscribe({ ...where, options, by: `slack:${slack.team}/U1`, seq: 0 });
    }
    const change = { kind: 'assert', fact: otherFact() } as const;
    await store.append([{ author: 'terminal', reason: '', change, base: null }]);
  });
  return databaseUrl;
}

type Running = Program & { readonly port: number };

async function open() {
  const slack = await openSlack();
  const databaseUrl = await createPast(slack);
  const router = await openRouter(PATH);
  slack.deliverTo(router.url);
  const start = async (): Promise<Running> => {
    const program = startProgram({ ...slackSettings(slack, 'http'), DATABASE_URL: databaseUrl });
    const port = Number((await program.logged('ready'))['port']);
    router.add(port);
    return { ...program, port };
  };
  return { slack, databaseUrl, router, start, asking: createAsking(slack) };
}

type Opened = Awaited<ReturnType<typeof open>>;

/** Ends the processes, and holds the account against what is in the store and on Slack. */
async function settle(opened: Opened, programs: readonly Running[]): Promise<void> {
  const { slack, databaseUrl, asking } = opened;
  for (const program of programs) program.signal('SIGTERM');
  expect(await Promise.all(programs.map(({ exited }) => exited))).toEqual(programs.map(() => 0));
  await withStore(databaseUrl, async (store) => {
    expectChangesKept(asking, await store.revisions());
    const ids = (await store.digest.subscriptions()).map(({ id }) => id);
    const slots = (await Promise.all(ids.map((id) => store.digest.slots(id)))).flat();
    const posted = slots.filter(({ state }) => state === 'posted');
    const keys = digestKeys(slack);
    const lost = posted.filter(
      ({ subscription, planned }) => !keys.includes(`digest-${subscription}-${planned}-0`),
    );
    expect(lost).toEqual([]);
  });
  expect(new Set(digestKeys(slack)).size).toBe(digestKeys(slack).length);
  expect(slack.calls.flatMap(({ faults }) => faults)).toEqual([]);
}

function answeredWrongly({ questions, answersTo }: Asking): readonly string[] {
  return questions.flatMap((question) => {
    const said = answersTo(question).map(({ body }) => JSON.stringify(body));
    return said.length === 1 && said[0]?.includes(question.expected) ? [] : [`${question.id}: ${said}`];
  });
}

async function takesMore(router: Router, { port }: Running, count: number, asking: Asking): Promise<void> {
  for (const before = router.acknowledged(port); router.acknowledged(port) < before + count; )
    await asking.answered(1);
}

describe('several processes that are asked all the time', () => {
  test('go on when one is killed: only what it had in hand is lost, no change and no digest', async () => {
    const opened = await open();
    const { slack, router, start, asking } = opened;
    const programs = await Promise.all([start(), start(), start()]);
    const killed = Promise.withResolvers<void>();
    const people = asking.askAlways(PEOPLE, killed.promise);
    // Digests are being posted, questions answered and a change made.
    await Promise.all([slack.waitFor(isDigest), asking.answered(1)]);
    const change = asking.change(killed.promise);
    const lastId = asking.questions.at(-1)?.id ?? '';
    const victim = programs.find(({ port }) => router.triedBy(lastId).at(-1) === port);
    if (!victim) throw new Error('nobody has answered yet');
    victim.signal('SIGKILL');
    expect(await victim.exited).toBeNull();
    killed.resolve();
    await Promise.all([people.end(), change]);

    const others = programs.filter((one) => one !== victim);
    const after = asking.askAlways(PEOPLE);
    await Promise.all(others.map((one) => takesMore(router, one, 20, asking)));
    router.remove(victim.port);
    const fresh = await start();
    await takesMore(router, fresh, 10, asking);
    for (let made = 0; made < 3; made++) expect((await asking.change()).said).toContain('已记录 #');
    await after.end();
    await settle(opened, [...others, fresh]);

    const { questions, answersTo } = asking;
    expect(questions.filter(({ acknowledged }) => !acknowledged)).toEqual([]);
    const unanswered = questions.filter((question) => answersTo(question).length === 0);
    expect(unanswered.length).toBeLessThanOrEqual(PEOPLE);
    expect(unanswered.filter(({ id }) => !router.triedBy(id).includes(victim.port))).toEqual([]);
    const twice = questions.filter((question) => answersTo(question).length > 1);
    expect(twice.filter(({ id }) => !router.triedBy(id).includes(victim.port))).toEqual([]);
  }, 60_000);

  test('answer all of it while PostgreSQL is stopped and started, and take changes again after', async () => {
    const opened = await open();
    const { slack, start, asking } = opened;
    const programs = await Promise.all([start(), start()]);
    const people = asking.askAlways(PEOPLE);
    // Digests are being posted.
    await slack.waitFor(isDigest);
    await server.stop();
    await asking.answered(60);
    expect((await asking.change()).said).toContain('什么也没有记录');
    await server.start();
    while (!(await asking.change()).said.includes('已记录 #'));
    await asking.answered(60);
    await people.end();
    await settle(opened, programs);
    expect(answeredWrongly(asking)).toEqual([]);
  }, 60_000);

  test('answer all of it while PostgreSQL hangs for three times its patience, and take changes again after', async () => {
    const opened = await open();
    const { start, asking } = opened;
    const programs = [await start()];
    expect((await asking.change()).said).toContain('已记录 #');
    await server.pause();
    // Each change waits for the patience of the store, 10 s.
    for (let waited = 0; waited < PATIENCES; waited++) {
      const change = asking.change();
      for (let asked = 0; asked < 10; asked++) await asking.ask();
      expect((await change).said).toContain('什么也没有记录');
    }
    server.resume();
    while (!(await asking.change()).said.includes('已记录 #'));
    for (let asked = 0; asked < 10; asked++) await asking.ask();
    await settle(opened, programs);
    expect(answeredWrongly(asking)).toEqual([]);
  }, 90_000);
});
