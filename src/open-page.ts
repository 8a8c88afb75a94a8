/** The page: the chat in a browser and the evidence, plugged together for the one HTTP listener. */

import { chartToAlt } from './chart/chart-words.ts';
import { factsToChart } from './chart/facts-to-chart.ts';
import type { Pictures } from './chart/pictures.ts';
import type { Config } from './config.ts';
import { createEvidence, type EvidenceOptions } from './evidence/evidence.ts';
import type { HistoryEntry } from './evidence/history.ts';
import { factTarget } from './knowledge/revision.ts';
import type { Snapshot } from './knowledge/snapshot.ts';
import { accessFor } from './page/access.ts';
import { ASSET_ROUTES } from './page/assets.ts';
import { createPages } from './page/pages.ts';
import { createRateLimit } from './page/rate-limit.ts';
import type { Bot, Log, Route } from './platforms/platform.ts';
import { createWeb } from './platforms/web/web.ts';

export type PageOptions = {
  /** Draws the series of a fact; without it there are none. */
  readonly pictures?: Pictures;
  readonly config: Config;
  readonly bot: Bot;
  /** Read once for each page. */
  readonly snapshot: () => Snapshot;
  readonly log: Log;
  readonly now: () => Date;
  /** Milliseconds, rising. */
  readonly clock: () => number;
  readonly newId: () => string;
};

export type OpenPage = { readonly routes: readonly Route[]; readonly stop: () => Promise<void> };

/** What one reader may take: some pages at once, then four a second. */
const BURST = 120;
const PER_SECOND = 4;

export function openPage({ config, pictures, clock, snapshot, ...plugs }: PageOptions): OpenPage {
  const { publicUrl, adminToken: token } = config.page;
  const { host } = config.http;
  // Slack's HTTP mode needs a way in from outside, and what comes by it looks as if it came from this machine.
  const forwarded = publicUrl !== undefined || config.slack?.mode === 'http';
  const access = accessFor({ host, forwarded, ...(token === undefined ? {} : { token }) });
  const limit = createRateLimit({ clock, burst: BURST, perSecond: PER_SECOND });
  const shared = { ...plugs, access, limit, host, ...(publicUrl === undefined ? {} : { publicUrl }) };
  const pages = createPages(shared);
  const linkOf = (word: string) => (snapshot().base.fact(word) ? `/facts/${word}` : undefined);
  const web = createWeb({ ...shared, pages, linkOf });
  const evidence = createEvidence({
    ...shared,
    pages,
    base: () => snapshot().base,
    fromChat: (source) => !snapshot().files.vocabulary.sources.some(({ id }) => id === source),
    history: (fact) => historyOf(fact, snapshot()),
    ...(pictures && { chartOf: chartOfBy(pictures, plugs.log) }),
  });
  const elsewhere = pages.get('/*', () => ({ problem: { kind: 'not-found' } }));
  return { routes: [...web.routes, ...evidence, ...ASSET_ROUTES, elsewhere], stop: web.stop };
}

function chartOfBy(pictures: Pictures, log: Log): NonNullable<EvidenceOptions['chartOf']> {
  return (facts, locale, base) => {
    const charted = factsToChart(facts, locale, base);
    if (charted.kind !== 'chart') return null;
    const draw = async () => {
      const drawn = await pictures.svg(charted.spec);
      if (drawn.kind === 'failed') log('warn', 'chart-failed', { code: drawn.code });
      return drawn.kind === 'drawn' ? drawn.content : null;
    };
    return { alt: chartToAlt(charted.spec), draw };
  };
}

/** The recorded versions of a fact, before them what the files say. */
function historyOf(id: string, { files, revisionsOf }: Snapshot): readonly HistoryEntry[] {
  const recorded = revisionsOf(factTarget(id)).map(({ change, ...revision }) => ({
    ...revision,
    fact: change.kind === 'assert' ? change.fact : null,
  }));
  const own = recorded.length > 0 ? files.facts.find((fact) => fact.id === id) : undefined;
  return own ? [{ seq: 0, fact: own }, ...recorded] : recorded;
}
