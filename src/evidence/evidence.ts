/** The evidence as pages: every fact, with who says so and where it stands, and everything that has a name. */
import { factToJson } from '../answer/answer-json.ts';
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import type { Page, Pages, Visit } from '../page/pages.ts';
import type { Route } from '../platforms/platform.ts';
import { entityToHtml } from './entity-page.ts';
import { CHART, type Chart, factToHtml, goneToHtml, seriesOf } from './fact-page.ts';
import { type Filter, findFacts, pageOf, readFilter } from './filter.ts';
import type { HistoryEntry } from './history.ts';
import { listToHtml } from './list-page.ts';
import { entityHref, factHref } from './parts.ts';
import { words } from './words.ts';

export type EvidenceOptions = {
  /** Whether a source was named in a chat: the files do not have it. */
  readonly fromChat: (source: string) => boolean;
  readonly pages: Pages;
  /** The snapshot to show, read once for each page. */
  readonly base: () => FactBase;
  /** What was recorded of a fact, the oldest first; absent where nothing is recorded. */
  readonly history?: (fact: string) => readonly HistoryEntry[] | Promise<readonly HistoryEntry[]>;
  /** A picture of comparable figures; null where they make none. */
  readonly chartOf?: (facts: readonly Fact[], locale: Locale, base: FactBase) => Chart | null;
};

const MOST_NEAR = 5;
const LEAST_CHARTED = 3;

export function createEvidence(options: EvidenceOptions): readonly Route[] {
  const { pages, base } = options;
  return [
    pages.get('/facts', (visit) => listPage(visit, base())),
    pages.get('/facts.json', (visit) => listJson(visit, base())),
    pages.get('/facts/*', (visit) => factPage(visit, base(), options)),
    pages.get('/companies/*', (visit) => entityPage(visit, base())),
    pages.get('/entities/*', (visit) => entityPage(visit, base())),
  ];
}

async function listPage({ query, locale, here }: Visit, base: FactBase): Promise<Page> {
  const filter = readFilter(query);
  return { html: listToHtml({ filter, found: await findFacts(filter, base), locale, here, base }) };
}

async function listJson({ query }: Visit, base: FactBase): Promise<Page> {
  const filter: Filter = readFilter(query);
  const found = await findFacts(filter, base);
  const { facts, page, pages } = pageOf(found, filter.page);
  return { json: { total: found.length, page, pages, facts: facts.map((fact) => toJson(fact, base)) } };
}

/** As the command line `facts --jsonl` prints it. */
function toJson(fact: Fact, base: FactBase) {
  const { statement, rank } = fact;
  return { ...factToJson(fact, 'zh', base), statement, rank };
}

async function factPage(
  visit: Visit,
  base: FactBase,
  { history, chartOf, fromChat }: EvidenceOptions,
): Promise<Page> {
  const { locale, here, admin } = visit;
  const [, , name = '', ...more] = visit.path.split('/');
  const id = name.replace(/\.json$/u, '');
  const isChart = more.join('/') === CHART;
  const fact = more.length === 0 || isChart ? base.fact(id) : undefined;
  if (!fact) {
    const entries = (await history?.(id)) ?? [];
    if (entries.length === 0) return unknownFact(id, locale, base);
    return { status: 410, html: goneToHtml({ id, entries, locale, here, admin, base }) };
  }
  if (name !== id) return { json: toJson(fact, base) };
  const series = seriesOf(fact, base);
  const chart = series.length >= LEAST_CHARTED ? (chartOf?.(series, locale, base) ?? null) : null;
  if (isChart) return chartPicture(chart);
  const entries = (await history?.(id)) ?? [];
  return { html: factToHtml(fact, { base, locale, here, admin, entries, chart, fromChat }) };
}

async function chartPicture(chart: Chart | null): Promise<Page> {
  const svg = await chart?.draw();
  if (svg === undefined) return { problem: { kind: 'not-found' } };
  return svg === null ? { problem: { kind: 'busy' } } : { svg };
}

async function unknownFact(id: string, locale: Locale, base: FactBase): Promise<Page> {
  const said = id.slice(0, 60);
  const near = await findFacts(
    { ...readFilter(new URLSearchParams()), text: said.replaceAll(/[-_.]/gu, ' ') },
    base,
  );
  const links = near
    .slice(0, MOST_NEAR)
    .map((fact) => ({ href: factHref(fact.id), label: fact.statement[locale] }));
  return { problem: { kind: 'not-found', text: words(locale).noFact(said), near: links } };
}

function entityPage({ path, locale, here }: Visit, base: FactBase): Page {
  const [, , id = '', ...more] = path.split('/');
  const entity = more.length === 0 ? base.findEntity(id) : undefined;
  if (!entity) return { problem: { kind: 'not-found', text: words(locale).noEntity(id.slice(0, 60)) } };
  const href = entityHref(entity);
  if (path !== href) return { goTo: href, permanent: true };
  return { html: entityToHtml(entity, { base, locale, here }) };
}
