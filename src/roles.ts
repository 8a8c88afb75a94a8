/** What a process of each role opens: all of it by default, else a part, with others beside it on one PostgreSQL. */

export type Role = 'all' | 'web' | 'gateway' | 'worker';

export type Doors = {
  /** The page, and the evidence. */
  readonly page: boolean;
  /** Takes what platforms deliver over HTTP; any number of processes may. */
  readonly deliveries: boolean;
  /** Opens connections to platforms and takes what comes in by them. */
  readonly connections: boolean;
  /** Does what is done by itself: feeds, digests, notices. */
  readonly jobs: boolean;
};

export const DOORS: Readonly<Record<Role, Doors>> = {
  all: { page: true, deliveries: true, connections: true, jobs: true },
  web: { page: true, deliveries: true, connections: false, jobs: false },
  gateway: { page: false, deliveries: false, connections: true, jobs: false },
  worker: { page: false, deliveries: false, connections: false, jobs: true },
};

/** Whether a process of a role takes what comes in from a platform that is set up in a mode. */
export function isReceiving(role: Role, mode: string): boolean {
  return mode === 'http' ? DOORS[role].deliveries : DOORS[role].connections;
}

/** Whether it needs the platform at all: to take what comes in, or to post. */
export function isOpened(role: Role, mode: string): boolean {
  return isReceiving(role, mode) || DOORS[role].jobs;
}
