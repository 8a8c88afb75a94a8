/** A chat platform in memory: it keeps what was posted, and fails as it is told to. */

import type { Found, PlaceView, PostOutcome } from '../../../src/platforms/outcomes.ts';
import type { Message, Platform, Post } from '../../../src/platforms/platform.ts';

export type Posted = { readonly place: string; readonly key: string; readonly message: Message };
/** `lost`: it is posted, and yet the outcome is what is given. */
export type Fault = { readonly outcome: PostOutcome; readonly lost?: boolean };

export type FakePlatform = Platform & {
  readonly posted: readonly Posted[];
  readonly told: readonly { readonly user: string; readonly message: Message; readonly key: string }[];
  /** The next posts end like this, one after the other. */
  failNext(...faults: readonly Fault[]): void;
  /** What `look` says of a place. */
  setPlace(place: string, view: PlaceView): void;
  /** False as on Slack in channels that the app may not read. */
  canFind: boolean;
};

export const RETRY: PostOutcome = { kind: 'retry', code: 'rate-limited', afterMs: 1_000, unsure: false };
export const UNSURE: PostOutcome = { kind: 'retry', code: 'http_500', afterMs: 1_000, unsure: true };

export function createFakePlatform(name = 'discord'): FakePlatform {
  const posted: Posted[] = [];
  const told: { user: string; message: Message; key: string }[] = [];
  const faults: Fault[] = [];
  const places = new Map<string, PlaceView>();
  return {
    name,
    routes: [],
    start: async () => undefined,
    stop: async () => undefined,
    posted,
    told,
    canFind: true,
    failNext: (...more) => void faults.push(...more),
    setPlace: (place, view) => void places.set(place, view),
    async post({ place, message, key = '' }: Post) {
      const fault = faults.shift();
      if (!fault || fault.lost) posted.push({ place, key, message });
      return fault?.outcome ?? { kind: 'posted', id: String(posted.length) };
    },
    async findPosted({ place, key }): Promise<Found> {
      if (!this.canFind) return { kind: 'unknown' };
      const at = posted.findIndex((one) => one.place === place && one.key === key);
      return at < 0 ? { kind: 'absent' } : { kind: 'found', id: String(at + 1) };
    },
    look: async (place) => places.get(place) ?? { kind: 'seen', manages: true, obstacle: null },
    async tell(user, message, key) {
      told.push({ user, message, key });
      return { kind: 'posted', id: key };
    },
  };
}
