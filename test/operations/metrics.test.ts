import { describe, expect, test } from 'vitest';
import { createMetrics } from '../../src/operations/metrics.ts';
import { samplesIn } from './read-metrics.ts';

describe('the metrics', () => {
  test('are families with a help and a type, and a line for each set of labels', async () => {
    const metrics = createMetrics();
    const answers = metrics.counter('chip_answers_total', 'Answers.');
    answers.add({ outcome: 'answer' });
    answers.add({ outcome: 'answer' }, 2);
    answers.add({ outcome: 'unknown' });
    metrics.gauge('heap_bytes', 'Heap.', () => 12.5);
    expect(await metrics.text()).toBe(
      [
        '# HELP chip_answers_total Answers.',
        '# TYPE chip_answers_total counter',
        'chip_answers_total{outcome="answer"} 3',
        'chip_answers_total{outcome="unknown"} 1',
        '# HELP heap_bytes Heap.',
        '# TYPE heap_bytes gauge',
        'heap_bytes 12.5',
        '',
      ].join('\n'),
    );
  });

  test('count a histogram into buckets that each hold the smaller ones', async () => {
    const metrics = createMetrics();
    const took = metrics.histogram('took_seconds', 'How long.', [0.1, 1]);
    for (const seconds of [0.05, 0.1, 0.5, 7]) took.observe(seconds, { platform: 'x' });
    const samples = samplesIn(await metrics.text());
    expect(Object.fromEntries(samples)).toEqual({
      'took_seconds_bucket{platform="x",le="0.1"}': 2,
      'took_seconds_bucket{platform="x",le="1"}': 3,
      'took_seconds_bucket{platform="x",le="+Inf"}': 4,
      'took_seconds_sum{platform="x"}': 7.65,
      'took_seconds_count{platform="x"}': 4,
    });
  });

  test('keep to the format whatever a label holds', async () => {
    const metrics = createMetrics();
    metrics.counter('odd_total', 'A\\b\nc').add({ it: 'a"b\\c\nd' });
    expect(await metrics.text()).toContain('# HELP odd_total A\\\\b\\nc\n');
    expect([...samplesIn(await metrics.text()).keys()]).toEqual(['odd_total{it="a\\"b\\\\c\\nd"}']);
  });

  test('hold a bounded number of series, and still count what is beyond', async () => {
    const metrics = createMetrics();
    const counter = metrics.counter('many_total', 'Many.');
    for (let at = 0; at < 5_000; at++) counter.add({ at: String(at) });
    const samples = [...samplesIn(await metrics.text())];
    expect(samples.length).toBeLessThanOrEqual(501);
    expect(samples.reduce((sum, [, value]) => sum + value, 0)).toBe(5_000);
  });

  test('ask for what has to be asked for, and leave out what gives no answer', async () => {
    const metrics = createMetrics();
    metrics.gauges('waiting', 'Jobs.', async () => [
      [{ queue: 'a' }, 1],
      [{ queue: 'b' }, 2],
    ]);
    metrics.gauges('away', 'Jobs.', () => Promise.reject(new Error('no')));
    expect(Object.fromEntries(samplesIn(await metrics.text()))).toEqual({
      'waiting{queue="a"}': 1,
      'waiting{queue="b"}': 2,
    });
  });
});
