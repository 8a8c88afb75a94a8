/** Whether each platform is reached, as its adapter's own lines in the log say. */
import type { LogFields } from '../platforms/platform.ts';

type Link = { readonly platform: string; readonly up: boolean };

/** An adapter that calls these events otherwise is seen as never connected: the tests of the program notice. */
const EVENTS: Readonly<Record<string, Link>> = {
  'discord-connected': { platform: 'discord', up: true },
  'discord-resumed': { platform: 'discord', up: true },
  'discord-closed': { platform: 'discord', up: false },
  'slack-started': { platform: 'slack', up: true },
  'slack-reconnected': { platform: 'slack', up: true },
  'slack-disconnected': { platform: 'slack', up: false },
};

/** Of an adapter that may keep no connection open: it says when it has started, and with which mode. */
const STARTED: Readonly<Record<string, string>> = { 'discord-ready': 'discord' };
/** The modes in which nothing stays connected. */
const UNCONNECTED: readonly unknown[] = ['http', 'nothing'];
/** How many connections an adapter is about to open: all of them have to be there. */
const EXPECTED: Readonly<Record<string, string>> = { 'discord-shards': 'discord' };

export type Links = {
  /** @returns the platform that came back after it had been lost. */
  hear(event: string, fields: LogFields): string | undefined;
  /** Why questions do not come in from a platform; undefined when they do. */
  fault(platform: string): string | undefined;
};

export function createLinks(): Links {
  /** Platform → shard → whether it is connected; undefined where it never was. */
  const shards = new Map<string, Map<string, boolean | undefined>>();
  const expect = (platform: string, count: number): void => {
    const known = shards.get(platform);
    const all = Array.from({ length: count }, (_, at) => [String(at), known?.get(String(at))] as const);
    shards.set(platform, new Map(all));
  };
  return {
    hear(event, fields) {
      const expected = Object.hasOwn(EXPECTED, event) ? EXPECTED[event] : undefined;
      if (expected !== undefined) expect(expected, Number(fields['count'] ?? 0));
      const alone = Object.hasOwn(STARTED, event) && UNCONNECTED.includes(fields['mode']);
      const started = alone ? STARTED[event] : undefined;
      const link = started === undefined ? EVENTS[event] : { platform: started, up: true };
      if (!link) return undefined;
      const known = shards.get(link.platform) ?? new Map<string, boolean | undefined>();
      const shard = String(fields['shard'] ?? '');
      const before = known.get(shard);
      shards.set(link.platform, known.set(shard, link.up));
      return link.up && before === false ? link.platform : undefined;
    },
    fault(platform) {
      const known = [...(shards.get(platform) ?? [])];
      if (known.every(([, up]) => up === undefined)) return 'not connected yet';
      const lost = known.filter(([, up]) => !up).length;
      if (lost === 0) return undefined;
      return known.length === 1 ? 'disconnected' : `${lost} of ${known.length} shards disconnected`;
    },
  };
}
