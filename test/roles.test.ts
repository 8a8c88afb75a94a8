import { expect, test } from 'vitest';
import { DOORS, isOpened, isReceiving, type Role } from '../src/roles.ts';

const ROLES = Object.keys(DOORS) as Role[];

test('a bot in one process has every door', () => {
  expect(new Set(Object.values(DOORS.all))).toEqual(new Set([true]));
});

test('web, gateway and worker together have every door, each of them once', () => {
  const parts = ROLES.filter((role) => role !== 'all').map((role) => DOORS[role]);
  for (const door of ['page', 'deliveries', 'connections', 'jobs'] as const) {
    expect([door, parts.filter((doors) => doors[door]).length]).toEqual([door, 1]);
  }
});

test.each([
  ['all', 'http', true, true],
  ['all', 'gateway', true, true],
  ['web', 'http', true, true],
  ['web', 'gateway', false, false],
  ['web', 'socket', false, false],
  ['gateway', 'gateway', true, true],
  ['gateway', 'socket', true, true],
  ['gateway', 'http', false, false],
  // It posts, and takes nothing.
  ['worker', 'http', false, true],
  ['worker', 'gateway', false, true],
] as const)(
  'a process of the role %s, to a platform by %s: takes what comes in %s, opens it %s',
  (...row) => {
    const [role, mode, receiving, opened] = row;
    expect([isReceiving(role, mode), isOpened(role, mode)]).toEqual([receiving, opened]);
  },
);
