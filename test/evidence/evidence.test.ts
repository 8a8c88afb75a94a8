import { describe, expect, test } from 'vitest';
import type { ChartSpec } from '../../src/chart/chart-spec.ts';
import { chartToSvg } from '../../src/chart/draw.ts';
import type { Drawn, Pictures } from '../../src/chart/pictures.ts';
import type { Change, Revision } from '../../src/knowledge/revision.ts';
import { baseToSnapshot, extendSnapshot } from '../../src/knowledge/snapshot.ts';
import { FACTS, fact, smallBase } from '../answer/base.ts';
import { base } from '../commands/bot-under-test.ts';
import { openTestPage, readable } from '../page/open-test-page.ts';

const ID = 'moore-threads-net-profit-2024';
const ZH = { 'accept-language': 'zh-CN' };
const EN = { 'accept-language': 'en' };

async function found(query: string): Promise<string[]> {
  const page = await openTestPage({ base: smallBase() });
  const { body } = await page.get(`/facts?${query}`);
  return [...body.matchAll(/<li class="card">\s*<h2><a href="\/facts\/([^"]+)"/gu)].map(([, id = '']) => id);
}

describe('the list of facts', () => {
  test.each([
    ['', FACTS.map(({ id }) => id)],
    ['entity=borealis', ['b-rev-2024', 'b-rev-2025-q1', 'b-value-usd']],
    ['entity=%E5%8C%97%E8%BE%89%E5%8D%8A%E5%AF%BC', ['b-rev-2024', 'b-rev-2025-q1', 'b-value-usd']],
    ['entity=none', []],
    ['metric=valuation', ['a-value', 'b-value-usd']],
    ['period=2025', ['b-rev-2025-q1']],
    ['period=2025-Q2', []],
    ['period=nonsense', []],
    ['metric=revenue&period=2024', ['a-rev-2024', 'b-rev-2024']],
    ['nature=forecast', []],
    ['nature=nonsense&metric=valuation', ['a-value', 'b-value-usd']],
    ['source=paper&metric=valuation', ['a-value', 'b-value-usd']],
    ['source=other', []],
    ['q=borealis+2024', ['b-rev-2024']],
    ['q=BOREALIS++%E8%90%A5%E6%94%B6', ['b-rev-2024', 'b-rev-2025-q1']],
    ['q=%E6%A5%B5%E6%9B%99%E8%8A%AF%E7%89%87%E5%87%80%E4%BA%8F%E6%8D%9F2022', ['a-net-2022']],
    ['q=%E6%9E%81%E6%9B%99%E4%BB%BD%E9%A2%9D%E5%A4%A7', []],
    ['q=%E6%9E%81%E6%9B%99+2022', ['a-rev-2022', 'a-net-2022', 'a-share-2022']],
    ['q=zebra', []],
    ['ids=b-rev-2024,a-value,none', ['b-rev-2024', 'a-value']],
  ])('for ?%s has what it asks for', async (query, ids) => {
    expect(await found(query)).toEqual(ids);
  });

  test('shows the figure with who says so and where, and what was looked for', async () => {
    const page = await openTestPage();
    const { body } = await page.get(`/facts?q=${encodeURIComponent('摩尔线程 净亏损 2024')}`, ZH);
    expect(readable(body)).toMatch(/摩尔线程 2024年 净亏损 14\.92亿元 实际值 摩尔线程招股书 · IT时报 p39/u);
    expect(body).toContain('value="摩尔线程 净亏损 2024"');
  });

  test('comes in pages that keep what was looked for', async () => {
    const page = await openTestPage();
    const first = await page.get('/facts?nature=actual', EN);
    const next = /rel="next" href="([^"]+)"/u.exec(first.body)?.[1];
    expect(next).toBe('/facts?nature=actual&amp;page=2');
    const second = await page.get(readable(String(next)), EN);
    expect(readable(second.body)).toMatch(/21–40 of \d+/u);
    expect(second.body).toContain('rel="prev"');
    const last = await page.get('/facts?nature=actual&page=9999', EN);
    expect(last.body).not.toContain('rel="next"');
    expect((await page.get('/facts?page=-1&entity=%00', EN)).status).toBe(200);
  });

  test('has every fact of the base on some page, and each has a page of its own', async () => {
    const page = await openTestPage();
    const listed = new Set<string>();
    for (let at = 1; at <= Math.ceil(base.facts.length / 20); at += 1) {
      page.wait(10_000);
      const { facts } = JSON.parse((await page.get(`/facts.json?page=${at}`)).body) as {
        facts: { id: string }[];
      };
      for (const { id } of facts) listed.add(id);
    }
    expect([...listed]).toEqual(base.facts.map(({ id }) => id));
    for (const { id, statement, locator } of base.facts) {
      page.wait(10_000);
      const { status, body } = await page.get(`/facts/${id}`, EN);
      const text = readable(body);
      const told = [statement.zh, statement.en, locator].map((part) => part.replaceAll(/\s+/gu, ' '));
      expect([id, status, told.filter((part) => !text.includes(part))]).toEqual([id, 200, []]);
    }
  });
});

describe('the page of a fact', () => {
  test('has the figure, both statements, who says so, source, paragraph and the others of its series', async () => {
    const page = await openTestPage();
    const { body } = await page.get(`/facts/${ID}`, EN);
    const text = readable(body);
    expect(text).toContain('Moore Threads net loss (2024) CNY 1.492 billion');
    expect(text).toContain('paragraph p39');
    expect(body).toContain('href="/companies/moore-threads"');
    expect(body).toContain('href="/facts/moore-threads-net-profit-2022"');
    expect(body).toMatch(/lang="zh-CN">招股书显示，摩尔线程2024年净亏损14\.92亿元。/u);
  });

  test('as JSON is what the command line prints', async () => {
    const page = await openTestPage();
    const answer = await page.get(`/facts/${ID}.json`);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(answer.body)).toMatchObject({
      id: ID,
      subject: 'moore-threads',
      value: -1_492_000_000,
      unit: 'CNY',
      source: { locator: 'p39' },
      statement: { zh: expect.any(String), en: expect.any(String) },
      rank: 'normal',
    });
  });

  test.each([
    [ZH, '事实库里没有编号为“moore-threads-loss”的事实。'],
    [EN, 'The base has no fact with the id “moore-threads-loss”.'],
  ])('that there is none of is said with %o', async (headers, sentence) => {
    const page = await openTestPage();
    const { status, body } = await page.get('/facts/moore-threads-loss', headers);
    expect(status).toBe(404);
    expect(readable(body)).toContain(sentence);
    expect(body).toMatch(/<li><a href="\/facts\/moore-threads-/u);
  });

  const revision = (seq: number, change: Change, reason: string): Revision => ({
    seq,
    recorded: `2026-11-0${seq}T10:00:00Z`,
    author: `discord:1${seq}`,
    reason,
    change,
    base: seq === 1 ? null : seq - 1,
  });
  const corrected = revision(
    1,
    { kind: 'assert', fact: fact('a-rev-2023', { value: 2.5e9 }) },
    'a <b>slip</b>',
  );
  const retracted = revision(2, { kind: 'retract', fact: 'a-rev-2023' }, 'no longer true');
  const recorded = (...revisions: Revision[]) => {
    const snapshot = extendSnapshot(baseToSnapshot(smallBase()), revisions);
    return { snapshot: () => snapshot };
  };

  test('has its history, the newest first, and who made it for curators alone', async () => {
    const open = await openTestPage(recorded(corrected));
    const closed = await openTestPage({ ...recorded(corrected), env: { HOST: '0.0.0.0' } });
    const seen = readable((await open.get('/facts/a-rev-2023', EN)).body);
    expect(seen).toContain('Aurora Silicon revenue (2023) CNY 2.5 billion');
    expect(seen).toMatch(
      /2026-11-01 10:00 UTC · revision 1 · discord:11 CNY 2\.5 billion a <b>slip<\/b> Value: CNY 2 billion → CNY 2\.5 billion As first entered CNY 2 billion/u,
    );
    const told = readable((await closed.get('/facts/a-rev-2023', EN)).body);
    expect([told.includes('revision 1'), told.includes('discord:11')]).toEqual([true, false]);
    expect((await open.get('/facts/a-rev-2024', EN)).body).not.toContain('id="history"');
  });

  const chatSource = { id: 'named', title: 'A talk', publisher: '', url: '' };

  test.each([
    [{ ...chatSource, date: '2026-11-01' }, 'published or named on 1 November 2026'],
    [{ ...chatSource, date: '2026-03' }, 'published March 2026'],
  ])('of a source that was named in a chat has no more than is known: %o', async (source, dated) => {
    const page = await openTestPage(
      recorded(
        revision(1, { kind: 'source-add', source }, 'a'),
        revision(2, { kind: 'assert', fact: fact('a-rev-2023', { source: 'named', locator: '' }) }, 'b'),
      ),
    );
    const { body } = await page.get('/facts/a-rev-2023', EN);
    const shown = /<section class="source"[\s\S]*?<\/section>/u.exec(body)?.[0] ?? '';
    expect(readable(shown).trim()).toBe(`Source A talk ${dated}`);
    expect(body).not.toMatch(/href=""|<strong><\/strong>/u);
    expect(readable(body)).toContain('· A talk ');
  });

  test('has a history that tells what each revision changed, also where the figure stayed', async () => {
    const loss = { metric: 'net_profit', value: -2e9, nature: 'forecast', locator: 'p07' } as const;
    const again = { kind: 'assert', fact: fact('a-rev-2023', loss) } as const;
    const noted = { ...again.fact, note: { zh: '未经审计', en: 'Not audited' }, rank: 'deprecated' } as const;
    const page = await openTestPage(
      recorded(corrected, revision(2, again, 'b'), revision(3, { kind: 'assert', fact: noted }, 'c')),
    );
    const seen = readable((await page.get('/facts/a-rev-2023', EN)).body);
    const history = seen.slice(seen.indexOf('History of revisions'));
    for (const change of [
      'Measure: revenue → net loss',
      'Value: CNY 2.5 billion → net loss CNY 2 billion',
      'paragraph: p01 → p07',
      'Note: – → Not audited',
      'Standing: in use → no longer used',
    ])
      expect(history).toContain(change);
  });

  test('stays to be read when it was retracted', async () => {
    const page = await openTestPage(recorded(corrected, retracted));
    const { status, body } = await page.get('/facts/a-rev-2023', EN);
    expect(status).toBe(410);
    expect(readable(body)).toMatch(
      /no answer uses it.*revision 2.*Retracted no longer true.*revision 1.*CNY 2 billion/u,
    );
    expect((await page.get('/facts?metric=revenue', EN)).body).not.toContain('a-rev-2023');
  });

  test('is found by a name that its subject was given since', async () => {
    let snapshot = baseToSnapshot(smallBase());
    const page = await openTestPage({ snapshot: () => snapshot });
    const search = async () => (await page.get('/facts.json?q=nordlicht+2024')).body;
    expect(await search()).toContain('"total":0');
    const named = { kind: 'alias-add', entity: 'borealis', alias: 'Nordlicht' } as const;
    snapshot = extendSnapshot(snapshot, [revision(1, named, 'its own name')]);
    expect(await search()).toContain('"id":"b-rev-2024"');
  });

  /** Draws without a thread; `draw` may fail. */
  const drawing = (draw: (spec: ChartSpec) => Drawn<string>) => {
    const drawn: ChartSpec[] = [];
    const pictures: Pictures = {
      svg: async (spec) => {
        drawn.push(spec);
        return draw(spec);
      },
      png: async () => ({ kind: 'busy' }),
      close: async () => undefined,
    };
    return { pictures, drawn };
  };

  test('has the chart of its series, where it makes one, said in words too', async () => {
    const { pictures, drawn } = drawing((spec) => ({ kind: 'drawn', content: chartToSvg(spec) }));
    const page = await openTestPage({ base: smallBase(), pictures });
    const { body } = await page.get('/facts/a-rev-2023', EN);
    const [, src = '', alt = ''] =
      /<figure class="chart" tabindex="0"[^>]*><a href="[^"]+"><img src="([^"]+)" alt="([^"]+)">/u.exec(
        body,
      ) ?? [];
    expect(alt).toMatch(/2022.*CNY 1 billion.*2023.*CNY 2 billion.*2024.*CNY 3 billion/u);
    expect(drawn).toEqual([]);
    const picture = await page.get(readable(src));
    expect([picture.status, picture.headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(picture.headers['content-security-policy']).toMatch(/^default-src 'none'; .*sandbox$/u);
    expect(picture.body).toMatch(/^<svg[\s\S]*Aurora Silicon[\s\S]*<\/svg>\s*$/u);
    expect((await page.get('/facts/b-rev-2024', EN)).body).not.toContain('<img');
    expect((await page.get('/facts/b-rev-2024/chart.svg')).status).toBe(404);
    expect((await page.get('/facts/none/chart.svg')).status).toBe(404);
  });

  test.each([
    [{ kind: 'busy' } as const, []],
    [{ kind: 'failed', code: 'timeout' } as const, [['chart-failed', { code: 'timeout' }]]],
  ])('says that a chart cannot be drawn now: %o', async (outcome, logged) => {
    const page = await openTestPage({ base: smallBase(), pictures: drawing(() => outcome).pictures });
    expect((await page.get('/facts/a-rev-2023/chart.svg')).status).toBe(503);
    expect(page.logged).toEqual(logged);
  });

  test('shows what a fact says as the text that it is', async () => {
    const attack = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
    const evil = fact('evil', {
      statement: { zh: attack, en: attack },
      locator: attack,
      note: { zh: attack, en: attack },
      asked: [attack],
    });
    const page = await openTestPage({ base: smallBase([evil]) });
    for (const path of [
      '/facts',
      '/facts/evil',
      '/companies/aurora',
      `/facts?q=${encodeURIComponent(attack)}`,
    ]) {
      const { status, body } = await page.get(path, EN);
      expect(status).toBe(200);
      expect(body).not.toMatch(/<script>|<img/u);
    }
    expect(readable((await page.get('/facts/evil', EN)).body)).toContain(attack);
  });
});

describe('the page of something that has a name', () => {
  test.each([
    ['/companies/moore-threads', ['摩尔线程', 'Moore Threads', '营业收入', '2024年', '4.38亿元', 'p39']],
    ['/entities/h20', ['H20', '产品']],
  ])('%s has its names and figures', async (path, parts) => {
    const page = await openTestPage();
    const { status, body } = await page.get(path, ZH);
    const text = readable(body);
    expect([status, parts.filter((part) => !text.includes(part))]).toEqual([200, []]);
  });

  test('is at one address only', async () => {
    const page = await openTestPage();
    expect(await page.get('/entities/nvidia')).toMatchObject({
      status: 308,
      headers: { location: '/companies/nvidia' },
    });
    expect(await page.get('/companies/h20')).toMatchObject({
      status: 308,
      headers: { location: '/entities/h20' },
    });
    expect((await page.get('/companies/none', EN)).status).toBe(404);
  });

  test('is there for everything that the base names', async () => {
    const page = await openTestPage();
    for (const { id, kind, label } of base.vocabulary.entities) {
      page.wait(10_000);
      const { status, body } = await page.get(`/${kind === 'company' ? 'companies' : 'entities'}/${id}`, EN);
      expect([id, status, readable(body).includes(label.en)]).toEqual([id, 200, true]);
    }
  });
});
