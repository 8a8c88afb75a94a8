import { describe, expect, test } from 'vitest';
import { createChecks } from '../../src/operations/checks.ts';
import { createLinks } from '../../src/operations/links.ts';
import { observeLog } from '../../src/operations/observe.ts';
import { samplesIn } from './read-metrics.ts';

describe('what is logged', () => {
  test('is handed on as it is, and counted', async () => {
    const lines: unknown[] = [];
    const { log, metrics } = observeLog((...line) => lines.push(line));
    const fields = { request: 'r1', platform: 'discord', command: 'chip ask', outcome: 'answer', ms: 20 };
    log('info', 'answered', fields);
    log('info', 'answered', { ...fields, outcome: 'limited' });
    log('debug', 'acknowledged', { platform: 'slack', request: 'r2', ms: 300 });
    log('warn', 'store-fault', { reason: 'gone' });
    log('debug', 'feed-visited', { outcome: 'read', host: 'secret-feed' });
    log('info', 'feed-failed', { kind: 'timeout', host: 'secret-feed' });
    log('info', 'digest-slot', { state: 'posted', ms: 90_000 });
    log('info', 'digest-slot', { state: 'empty', ms: 1_000 });
    log('error', 'job-dead', { queue: 'feed' });
    expect(lines).toHaveLength(9);
    expect(lines[0]).toEqual(['info', 'answered', fields]);
    const samples = samplesIn(await metrics.text());
    expect(samples.get('chip_answers_total{platform="discord",outcome="answer"}')).toBe(1);
    expect(samples.get('chip_answers_total{platform="discord",outcome="limited"}')).toBe(1);
    expect(samples.get('chip_answer_seconds_bucket{platform="discord",le="0.01"}')).toBe(0);
    expect(samples.get('chip_answer_seconds_bucket{platform="discord",le="0.025"}')).toBe(2);
    expect(samples.get('chip_acknowledgement_seconds_sum{platform="slack"}')).toBe(0.3);
    expect(samples.get('chip_store_faults_total')).toBe(1);
    expect(samples.get('chip_feed_fetches_total{outcome="timeout"}')).toBe(1);
    expect(samples.get('chip_feed_fetches_total{outcome="read"}')).toBe(1);
    expect(samples.get('chip_digest_lag_seconds_bucket{le="300"}')).toBe(1);
    expect(samples.get('chip_digest_lag_seconds_count')).toBe(1);
    expect(samples.get('chip_jobs_dead_total{queue="feed"}')).toBe(1);
    expect(samples.get('chip_log_lines_total{level="debug",event="acknowledged"}')).toBe(1);
    expect(await metrics.text()).not.toMatch(/r1|r2|gone|secret-feed/);
  });

  test('of a connection that was lost and came back is one reconnect', async () => {
    const { log, metrics } = observeLog(() => undefined);
    for (const event of ['discord-connected', 'discord-closed', 'discord-resumed', 'discord-resumed'])
      log('info', event, { shard: 0 });
    for (const event of ['slack-started', 'slack-disconnected', 'slack-reconnected']) log('info', event);
    const samples = samplesIn(await metrics.text());
    expect(samples.get('chip_reconnects_total{platform="discord"}')).toBe(1);
    expect(samples.get('chip_reconnects_total{platform="slack"}')).toBe(1);
  });
});

describe('whether a platform is reached', () => {
  test.each([
    [[], 'not connected yet'],
    [[['discord-connected', { shard: 0 }]], undefined],
    [
      [
        ['discord-connected', { shard: 0 }],
        ['discord-closed', { shard: 0, code: 1006 }],
      ],
      'disconnected',
    ],
    [
      [
        ['discord-connected', { shard: 0 }],
        ['discord-connected', { shard: 1 }],
        ['discord-closed', { shard: 1 }],
      ],
      '1 of 2 shards disconnected',
    ],
    [
      [
        ['discord-closed', { shard: 0 }],
        ['discord-resumed', { shard: 0 }],
      ],
      undefined,
    ],
    [[['discord-shards', { count: 3 }]], 'not connected yet'],
    [
      [
        ['discord-shards', { count: 3 }],
        ['discord-connected', { shard: 1 }],
      ],
      '2 of 3 shards disconnected',
    ],
    [
      [
        ['discord-shards', { count: 2 }],
        ['discord-connected', { shard: 1 }],
        ['discord-connected', { shard: 0 }],
      ],
      undefined,
    ],
    // Over HTTP nothing stays connected: once started it is there.
    [[['discord-ready', { mode: 'http' }]], undefined],
    [[['discord-ready', { mode: 'nothing' }]], undefined],
    [[['discord-ready', { mode: 'gateway' }]], 'not connected yet'],
    [[['slack-started', { mode: 'socket' }]], 'not connected yet'],
  ] as const)('after %j is %s', (events, fault) => {
    const links = createLinks();
    for (const [event, fields] of events) links.hear(event, fields);
    expect(links.fault('discord')).toBe(fault);
  });
});

describe('the checks', () => {
  test('are ready when all are, and name what is not', async () => {
    const checks = createChecks(50);
    checks.add('store', () => undefined);
    expect(await checks.run()).toEqual({ ready: true, checks: { store: 'ok' } });
    checks.add('discord', async () => 'disconnected');
    expect(await checks.run()).toEqual({ ready: false, checks: { store: 'ok', discord: 'disconnected' } });
  });

  test('do not wait for one that hangs, and tell nothing of what one throws', async () => {
    const checks = createChecks(50);
    checks.add('hangs', () => new Promise(() => undefined));
    checks.add('throws', () => Promise.reject(new Error('postgres://user:secret@host')));
    expect(await checks.run()).toEqual({
      ready: false,
      checks: { hangs: 'no answer within 50 ms', throws: 'failed' },
    });
  });
});
