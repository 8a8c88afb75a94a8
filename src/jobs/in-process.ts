/** Jobs of one process, in memory: gone with it, and planned anew from the store by the next. */
import type { Log } from '../platforms/platform.ts';
import {
  EVERY_MS,
  type Handler,
  type Jobs,
  LONGEST_WAIT_MS,
  logDead,
  logFailure,
  type Rules,
} from './jobs.ts';

export type InProcessPorts = {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Calls once after so many milliseconds. @returns how to call it off. */
  readonly after: (milliseconds: number, call: () => void) => () => void;
  readonly log: Log;
};

type Job = { readonly key: string; readonly at: number; readonly data: unknown; readonly tries: number };

type Queue = {
  readonly name: string;
  readonly rules: Rules;
  readonly handler: Handler;
  readonly waiting: Map<string, Job>;
  readonly active: Map<Promise<void>, string>;
  callOff?: (() => void) | undefined;
};

export function createInProcessJobs(ports: InProcessPorts): Jobs {
  const { after } = ports;
  const queues = new Map<string, Queue>();
  const repeats = new Set<() => void>();
  let stopped = false;
  const pump = (queue: Queue): void => {
    if (!stopped) doDue(queue, ports, () => pump(queue));
  };
  const jobs: Jobs = {
    async work(name, rules, handler) {
      queues.set(name, { name, rules, handler, waiting: new Map(), active: new Map() });
    },
    async repeat(queue, key) {
      let callOff: (() => void) | undefined;
      const again = (): void => {
        if (stopped) return;
        void jobs.send(queue, [{ key }]);
        callOff = after(EVERY_MS, again);
      };
      again();
      repeats.add(() => callOff?.());
    },
    async send(name, sent) {
      const queue = queues.get(name);
      if (!queue || stopped) return;
      for (const { key, at = ports.now(), data = {} } of sent) {
        const isThere = queue.waiting.has(key) || (queue.rules.alone && isActive(queue, key));
        if (!isThere) queue.waiting.set(key, { key, at, data, tries: 1 });
      }
      pump(queue);
    },
    depth: async () =>
      new Map([...queues].map(([name, { waiting, active }]) => [name, waiting.size + active.size])),
    async stop(withinMs) {
      stopped = true;
      for (const callOff of repeats) callOff();
      for (const { callOff } of queues.values()) callOff?.();
      const active = [...queues.values()].flatMap((queue) => [...queue.active.keys()]);
      if (active.length === 0) return;
      const late = Promise.withResolvers<void>();
      const callOff = after(withinMs, late.resolve);
      await Promise.race([Promise.all(active), late.promise]);
      callOff();
    },
  };
  return jobs;
}

function isActive({ active }: Queue, key: string): boolean {
  return [...active.values()].includes(key);
}

/** Begins what is due, as many at once as the rules allow, and sets one timer to the next. */
function doDue(queue: Queue, ports: InProcessPorts, again: () => void): void {
  const { waiting, active, rules } = queue;
  queue.callOff?.();
  queue.callOff = undefined;
  const now = ports.now();
  let next = Number.POSITIVE_INFINITY;
  for (const job of waiting.values()) {
    if (active.size >= rules.atOnce) return;
    if (job.at > now) {
      next = Math.min(next, job.at);
      continue;
    }
    waiting.delete(job.key);
    const done = tryOnce(job, queue, ports).then(() => {
      active.delete(done);
      again();
    });
    active.set(done, job.key);
  }
  // Looked at often at least: a machine that slept has timers that are late.
  if (next < Number.POSITIVE_INFINITY) queue.callOff = ports.after(Math.min(next - now, EVERY_MS), again);
}

async function tryOnce(
  job: Job,
  { name, rules, handler, waiting }: Queue,
  ports: InProcessPorts,
): Promise<void> {
  try {
    await handler(job.data);
  } catch (error) {
    logFailure(ports.log, name, error);
    if (job.tries < rules.tries) {
      const wait = Math.min(LONGEST_WAIT_MS, rules.waitMs * 2 ** (job.tries - 1));
      if (!waiting.has(job.key))
        waiting.set(job.key, { ...job, at: ports.now() + wait, tries: job.tries + 1 });
    } else if (rules.tries > 1) logDead(ports.log, name);
  }
}
