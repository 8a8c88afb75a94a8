import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advanceFeed,
  type FeedState,
  type Notice,
  newFeed,
  PACE,
} from '../../../src/digest/feeds/feed-state.ts';
import { FAILURES, type FailureKind, type FetchOutcome } from '../../../src/digest/feeds/outcome.ts';
import { checked } from '../../properties.ts';

const URL_ = 'https://news.example.org/rss';
const FETCHED: FetchOutcome = {
  kind: 'fetched',
  url: URL_,
  validators: { of: URL_, etag: '"1"' },
  contentType: '',
  body: new Uint8Array(),
};
const START = Date.parse('2026-11-23T00:00:00Z');
const HOUR = 3_600_000;

/** Visits the feed whenever its time has come, for so long; what its curators were told, and when, in hours. */
function run(outcomeAt: (now: number) => FetchOutcome, days: number) {
  const told: (readonly [hour: number, kind: Notice['kind']])[] = [];
  let state = newFeed(URL_);
  let visits = 0;
  for (let now = START; now < START + days * PACE.day; now = state.nextAt) {
    const step = advanceFeed(state, outcomeAt(now), { now, chance: 0.5 });
    told.push(...step.notices.map(({ kind }) => [Math.round((now - START) / HOUR), kind] as const));
    state = step.state;
    visits += 1;
  }
  return { told, visits, state };
}

describe('a feed', () => {
  test('that is well is visited every half hour, and tells nobody', () => {
    const { visits, told } = run(() => FETCHED, 1);
    expect(visits).toBe(48);
    expect(told).toEqual([]);
  });

  test('that fails is asked ever later, tells its curators once after a day, and is never given up', () => {
    const { told, visits, state } = run(() => ({ kind: 'server-error', status: 500 }), 30);
    expect(told).toEqual([[32, 'failing']]);
    // 0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5 hours, then once a day.
    expect(visits).toBe(7 + 28);
    expect(state.failing).toMatchObject({ kind: 'server-error', status: 500, told: true, since: START });
  });

  test('that is well again after its curators were told says so, and only then', () => {
    const until = (hours: number) => (now: number) =>
      now < START + hours * HOUR ? ({ kind: 'timeout' } as const) : FETCHED;
    expect(run(until(50), 5).told).toEqual([
      [32, 'failing'],
      [56, 'recovered'],
    ]);
    expect(run(until(5), 5).told).toEqual([]);
  });

  test('tells of a second failure as of a first', () => {
    const sick = (now: number) => Math.floor((now - START) / PACE.day / 5) % 2 === 0;
    const { told } = run((now) => (sick(now) ? { kind: 'not-found', status: 404 } : FETCHED), 14);
    expect(told.map(([, kind]) => kind)).toEqual(['failing', 'recovered', 'failing']);
  });

  test('keeps what an answer said of itself until another one is whole', () => {
    const read = advanceFeed(newFeed(URL_), FETCHED, { now: START, chance: 0 }).state;
    const failed = advanceFeed(read, { kind: 'timeout' }, { now: START, chance: 0 }).state;
    const unchanged = advanceFeed(failed, { kind: 'not-modified' }, { now: START, chance: 0 }).state;
    expect([read, failed, unchanged].map(({ validators }) => validators.etag)).toEqual(['"1"', '"1"', '"1"']);
    expect(unchanged.failures).toBe(0);
  });

  test('that moved for good is asked at its new address, and says so', () => {
    const movedTo = 'https://new.example.org/rss';
    const { state, notices } = advanceFeed(newFeed(URL_), { ...FETCHED, movedTo }, { now: START, chance: 0 });
    expect(state.url).toBe(movedTo);
    expect(notices).toEqual([{ kind: 'moved', from: URL_, to: movedTo }]);
  });

  test.each([
    [START + 10 * HOUR, 10 * HOUR],
    [START - HOUR, PACE.every * 0.8],
    [START + 1, PACE.minute],
    [START + 400 * PACE.day, PACE.longestWait],
  ])('whose host says %i is next asked after %i ms', (until, wait) => {
    const { state } = advanceFeed(
      newFeed(URL_),
      { kind: 'rate-limited', status: 429, until },
      { now: START, chance: 0 },
    );
    expect(state.nextAt - START).toBe(wait);
  });

  test('always has a next time: at least a minute, at most a week and a bit away', () => {
    const kinds = Object.keys(FAILURES) as FailureKind[];
    checked(
      fc.property(
        fc.array(
          fc.record(
            { kind: fc.constantFrom(...kinds), until: fc.integer({ min: 0, max: 4e12 }) },
            { requiredKeys: ['kind'] },
          ),
          { maxLength: 30 },
        ),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, chance) => {
          let state: FeedState = newFeed(URL_);
          let now = START;
          for (const failure of failures) {
            state = advanceFeed(state, failure, { now, chance }).state;
            expect(state.nextAt - now).toBeGreaterThanOrEqual(PACE.minute);
            expect(state.nextAt - now).toBeLessThanOrEqual(PACE.longestWait + PACE.minute);
            now = state.nextAt;
          }
        },
      ),
    );
  });
});
