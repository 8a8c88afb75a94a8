/** What the digests do by themselves, as jobs: loaded only where there is something to do. */
import type { Jobs, Rules } from '../../jobs/jobs.ts';
import type { Snapshot } from '../../knowledge/snapshot.ts';
import type { Log, Platform } from '../../platforms/platform.ts';
import type { DigestStore } from '../../store/digest-store.ts';
import { type CompositorPorts, createCompositor } from './compose.ts';
import { sendNotice } from './notices.ts';
import { createPlanner, digestQueue, FEED, noticeQueue, PLAN, planJobs } from './plan.ts';
import { runDue } from './run-due.ts';
import { LEASE } from './run-slot.ts';
import { FEED_LEASE, visitHost } from './visit-feeds.ts';
import { createVisitor, type VisitorPorts } from './visitor.ts';

export type WorkPorts = VisitorPorts & {
  readonly jobs: Jobs;
  readonly store: DigestStore;
  readonly snapshot: () => Snapshot;
  readonly refresh: CompositorPorts['refresh'];
  /** Those that can be posted to from this process. */
  readonly platforms: readonly Platform[];
  readonly newId: () => string;
  readonly log: Log;
};

export type Work = {
  start(): Promise<void>;
  /** Something was subscribed, resumed or added, here or elsewhere. */
  wake(): Promise<void>;
  /** Jobs that wait or are being done, by queue. */
  readonly depth: Jobs['depth'];
  stop(): Promise<void>;
};

const MINUTE = 60_000;
/** Two may wait for one another: what is changed while one looks has to be looked at. The next minute is its next try. */
const PLANNING: Rules = { atOnce: 1, tries: 1, waitMs: MINUTE, withinMs: MINUTE, alone: false };
/** The tries take some six hours, which is how long a digest is worth posting. */
const DIGEST: Rules = { atOnce: 8, tries: 28, waitMs: MINUTE, withinMs: LEASE, alone: true };
/** The feeds that were not visited are held for the lease; afterwards they are planned anew. */
const VISIT: Rules = {
  ...{ atOnce: 8, tries: 3, waitMs: MINUTE, withinMs: FEED_LEASE, alone: true },
  lookMs: 5_000,
};
const NOTICE: Rules = { atOnce: 4, tries: 5, waitMs: MINUTE, withinMs: MINUTE, alone: true, lookMs: 5_000 };
/** How long what is being done is waited for; what is left then is taken up by the next process. */
const STOP_MS = 8_000;

export function createWork(ports: WorkPorts): Work {
  const { jobs, store, log, platforms } = ports;
  const now = (): number => ports.now().getTime();
  const byName = (name: string): Platform | undefined => platforms.find((one) => one.name === name);
  const due = {
    ...{ store, platformOf: byName, compose: createCompositor({ ...ports, now }) },
    ...{ now, log },
  };
  const platformOf = (user: string): Platform | undefined => byName(user.split(':', 1)[0] ?? '');
  const telling = { store, platformOf, now, log };
  const visit = createVisitor(ports);
  const planner = createPlanner();
  let stopping = false;
  const visiting = {
    ...{ store, visit, base: () => ports.snapshot().base },
    ...{ now, log, stopping: () => stopping },
  };
  const plan = async (): Promise<void> => {
    const planned = await planJobs({ store, now, planner, log });
    for (const [queue, sent] of planned) await jobs.send(queue, sent);
  };
  return {
    async start() {
      for (const { name } of platforms) {
        await jobs.work(digestQueue(name), DIGEST, (data) =>
          runDue((data as { readonly subscription: number }).subscription, { ...due, holder: ports.newId() }),
        );
        await jobs.work(noticeQueue(name), NOTICE, (data) =>
          sendNotice((data as { readonly id: string }).id, telling),
        );
      }
      await jobs.work(FEED, VISIT, (data) => visitHost((data as { readonly host: string }).host, visiting));
      await jobs.work(PLAN, PLANNING, plan);
      await jobs.repeat(PLAN, PLAN);
    },
    wake: () => jobs.send(PLAN, [{ key: PLAN }]),
    depth: jobs.depth,
    async stop() {
      stopping = true;
      await jobs.stop(STOP_MS);
    },
  };
}
