/** The log is where every part says what happens to it; here it is counted as well. */
import type { Log, LogFields } from '../platforms/platform.ts';
import { createLinks, type Links } from './links.ts';
import { createMetrics, type Metrics } from './metrics.ts';

export type Observer = {
  /** Logs, and counts. */
  readonly log: Log;
  readonly metrics: Metrics;
  readonly links: Links;
};

/** In seconds; Discord and Slack allow 3 for the acknowledgement. */
const ACKNOWLEDGED = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
const ANSWERED = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const LATE = [1, 5, 15, 30, 60, 300, 900, 3_600];

/** Counts whatever the level that is written: `debug` lines are counted where they are not kept. */
export function observeLog(log: Log): Observer {
  const metrics = createMetrics();
  const links = createLinks();
  const count = createCounts(metrics, links);
  return {
    metrics,
    links,
    log: (level, event, fields = {}) => {
      log(level, event, fields);
      count(level, event, fields);
    },
  };
}

function createCounts(metrics: Metrics, links: Links) {
  const lines = metrics.counter('chip_log_lines_total', 'Lines of the log, by level and event.');
  const reconnects = metrics.counter('chip_reconnects_total', 'Connections to a platform that came back.');
  const byEvent = eventCounts(metrics);
  return (level: string, event: string, fields: LogFields): void => {
    lines.add({ level, event });
    const back = links.hear(event, fields);
    if (back !== undefined) reconnects.add({ platform: back });
    byEvent[event]?.(fields);
  };
}

/** What the lines of an event add up to. Only fields with few values become labels. */
function eventCounts(metrics: Metrics): Readonly<Record<string, (fields: LogFields) => void>> {
  const answers = metrics.counter('chip_answers_total', 'Requests handled, by platform and outcome.');
  const answered = metrics.histogram(
    'chip_answer_seconds',
    'From a request to what is said to it.',
    ANSWERED,
  );
  const acknowledged = metrics.histogram(
    'chip_acknowledgement_seconds',
    'From a delivery to the first response to the platform.',
    ACKNOWLEDGED,
  );
  const faults = metrics.counter(
    'chip_store_faults_total',
    'Calls of the store that failed, connections lost.',
  );
  const feeds = metrics.counter('chip_feed_fetches_total', 'Visits to news feeds, by outcome.');
  const late = metrics.histogram(
    'chip_digest_lag_seconds',
    'From when a digest was due to its posting.',
    LATE,
  );
  const dead = metrics.counter('chip_jobs_dead_total', 'Jobs that were given up, by queue.');
  return {
    answered: (fields) => {
      const platform = textOf(fields, 'platform');
      answers.add({ platform, outcome: textOf(fields, 'outcome') });
      answered.observe(secondsOf(fields), { platform });
    },
    acknowledged: (fields) =>
      acknowledged.observe(secondsOf(fields), { platform: textOf(fields, 'platform') }),
    'store-fault': () => faults.add(),
    'feed-visited': (fields) => feeds.add({ outcome: textOf(fields, 'outcome') }),
    'feed-failed': (fields) => feeds.add({ outcome: textOf(fields, 'kind') }),
    'digest-slot': (fields) => {
      if (fields['state'] === 'posted') late.observe(secondsOf(fields));
    },
    'job-dead': (fields) => dead.add({ queue: textOf(fields, 'queue') }),
  };
}

function textOf(fields: LogFields, name: string): string {
  return String(fields[name] ?? 'unknown');
}

function secondsOf(fields: LogFields): number {
  return Number(fields['ms'] ?? 0) / 1_000;
}
