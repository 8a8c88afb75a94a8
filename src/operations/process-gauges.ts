/** What the process itself takes, under the names that dashboards for Node know. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Metrics } from './metrics.ts';

/** The delay is looked at so often, in milliseconds; it is the lower bound of what is measured. */
const RESOLUTION_MS = 20;

export function addProcessGauges(metrics: Metrics): void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  metrics.gauge('nodejs_heap_size_used_bytes', 'Heap in use.', () => getHeapStatistics().used_heap_size);
  metrics.gauge('nodejs_heap_size_limit_bytes', 'Heap at most.', () => getHeapStatistics().heap_size_limit);
  metrics.gauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss());
  metrics.gauge('nodejs_eventloop_lag_p99_seconds', 'Lag of the event loop since the last look.', () => {
    const seconds = delay.percentile(99) / 1e9;
    delay.reset();
    return seconds;
  });
}
