/** Addresses that a command or a press may be answered through: five times within thirty minutes. */
import type { Body } from './calls.ts';
import { checkBlocks } from './check-blocks.ts';
import { newId } from './delivery.ts';

export type ResponseUrls = {
  /** A new address' path. */
  create(): string;
  /** What Slack answers to a use: a code when it refuses. */
  use(path: string, body: Body): string | undefined;
};

const USES = 5;
const LIFE_MS = 30 * 60_000;

export function createResponseUrls(now: () => Date): ResponseUrls {
  const urls = new Map<string, { until: number; left: number }>();
  return {
    create: () => {
      const path = `/response/${newId('r')}`;
      urls.set(path, { until: now().getTime() + LIFE_MS, left: USES });
      return path;
    },
    use: (path, body) => {
      const url = urls.get(path);
      if (!url) return 'no_service';
      if (now().getTime() > url.until) return 'expired_url';
      if (url.left <= 0) return 'used_url';
      url.left -= 1;
      const blocks = body.blocks;
      return blocks !== undefined && checkBlocks(blocks, 'message').length > 0 ? 'invalid_blocks' : undefined;
    },
  };
}
