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

/** Of an adapter that keeps no connection open: it says when it has started, and with which mode. */
const STARTED: Readonly<Record<string, string>> = { 'discord-ready': 'discord' };

export type Links = {
  /** @returns the platform that came back after it had been lost. */
  hear(event: string, fields: LogFields): string | undefined;
  /** Why questions do not come in from a platform; undefined when they do. */
  fault(platform: string): string | undefined;
};

export function createLinks(): Links {
  /** Platform → shard → whether it is connected. */
  const shards = new Map<string, Map<string, boolean>>();
  return {
    hear(event, fields) {
      const started = Object.hasOwn(STARTED, event) && fields['mode'] === 'http' ? STARTED[event] : undefined;
      const link = started === undefined ? EVENTS[event] : { platform: started, up: true };
      if (!link) return undefined;
      const known = shards.get(link.platform) ?? new Map<string, boolean>();
      const shard = String(fields['shard'] ?? '');
      const before = known.get(shard);
      shards.set(link.platform, known.set(shard, link.up));
      return link.up && before === false ? link.platform : undefined;
    },
    fault(platform) {
      const known = [...(shards.get(platform) ?? [])];
      if (known.length === 0) return 'not connected yet';
      const lost = known.filter(([, up]) => !up).length;
      if (lost === 0) return undefined;
      return known.length === 1 ? 'disconnected' : `${lost} of ${known.length} shards disconnected`;
    },
  };
}
