/** What whoever runs the bot can ask it: is it ready, and how does it do. */
import type { Log, Route } from '../platforms/platform.ts';
import { type Checks, createChecks } from './checks.ts';
import type { Metrics } from './metrics.ts';
import { observeLog } from './observe.ts';
import { addProcessGauges } from './process-gauges.ts';
import { createOperationRoutes } from './routes.ts';

export type Watched = {
  /** The names of the platforms that are on. */
  readonly platforms: readonly string[];
  readonly checkStore: () => Promise<void>;
  /** The number of the last revision that answers are given from. */
  readonly revision: () => number;
  /** Requests that wait or are being answered. */
  readonly depth: () => number;
  /** Jobs that wait or are being done, by queue; rejects while they cannot be asked. Absent where none are done. */
  readonly jobsDepth?: () => Promise<ReadonlyMap<string, number>>;
  readonly stopping: () => boolean;
};

export type Operations = {
  /** Everything that is to be counted is logged through this. */
  readonly log: Log;
  readonly metrics: Metrics;
  /** For what else has to be there before the bot does all of its work. */
  readonly checks: Checks;
  readonly routes: readonly Route[];
  watch(watched: Watched): void;
};

export function createOperations(own: Log): Operations {
  const { log, metrics, links } = observeLog(own);
  const checks = createChecks();
  return {
    log,
    metrics,
    checks,
    routes: createOperationRoutes(checks, metrics),
    watch({ platforms, checkStore, revision, depth, jobsDepth, stopping }) {
      addProcessGauges(metrics);
      metrics.gauge('chip_snapshot_revision', 'The last revision that answers are given from.', revision);
      metrics.gauge('chip_requests_in_progress', 'Requests that wait or are being answered.', depth);
      checks.add('process', () => (stopping() ? 'stopping' : undefined));
      checks.add('store', () => checkStore().then(nothing, () => 'cannot be asked'));
      if (jobsDepth) watchJobs(jobsDepth, { metrics, checks });
      for (const platform of platforms) checks.add(platform, () => links.fault(platform));
    },
  };
}

function watchJobs(
  jobsDepth: NonNullable<Watched['jobsDepth']>,
  { metrics, checks }: Pick<Operations, 'metrics' | 'checks'>,
): void {
  const help = 'Jobs that wait or are being done, by queue.';
  metrics.gauges('chip_queue_depth', help, async () =>
    [...(await jobsDepth())].map(([queue, jobs]) => [{ queue }, jobs] as const),
  );
  checks.add('queue', () => jobsDepth().then(nothing, () => 'cannot be asked'));
}

function nothing(): undefined {
  return undefined;
}
