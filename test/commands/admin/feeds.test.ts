/** `/chip-admin feed …`: only what can be read is added; addresses of inner networks are refused before anything is asked. */
import { describe, expect, test } from 'vitest';
import { rss } from '../../digest/run/fake-web.ts';
import { textOf } from '../bot-under-test.ts';
import { ANNA, BO, createBench } from './bench.ts';

const URL = 'https://news.example/rss';
const NEWS = rss('芯片新闻', [
  { id: 'a', title: '摩尔线程公布2025年业绩', published: '2026-11-23T07:00:00Z' },
  { id: 'b', title: '今日天气晴', published: '2026-11-23T07:00:00Z' },
]);

async function open() {
  const bench = await createBench();
  bench.web.serve(URL, NEWS);
  return bench;
}

describe('feeds', () => {
  test('are tried without being added', async () => {
    const bench = await open();
    const said = await bench.text(ANNA, 'feed test', { url: URL });
    expect(said).toContain('2条，其中1条与事实库有关');
    expect(said).toContain('摩尔线程公布2025年业绩');
    expect(await bench.store.digest.feeds()).toEqual([]);
  });

  test('are added once, listed and removed', async () => {
    const bench = await open();
    expect(await bench.text(ANNA, 'feed list')).toContain('News：https://news.example/rss');
    expect(await bench.text(ANNA, 'feed add', { url: URL, topics: '摩尔线程' })).toContain('已添加');
    expect(await bench.text(BO, 'feed add', { url: `<${URL}|news.example>` })).toContain('已经有了');
    const listed = await bench.text(BO, 'feed list');
    expect(listed).toContain(`${URL} · 主题：摩尔线程 · 还没读过 · ${ANNA.user.id} 添加`);
    expect(await bench.text(BO, 'feed remove', { url: 'https://other.example/' })).toContain(
      '没有这个新闻源',
    );
    expect(await bench.text(BO, 'feed remove', { url: `<${URL}>` })).toContain('已移除');
    expect(await bench.store.digest.feeds()).toEqual([]);
  });

  test.each([
    ['a page', '<!doctype html><html><body>news</body></html>', '这是网页'],
    ['nothing', '', '内容是空的'],
    ['a host that cannot be reached', { kind: 'unreachable' } as const, '连不上主机'],
    ['a host that is slow', { kind: 'timeout' } as const, '太久没有回应'],
  ])('that are %s are not added, and it is said why', async (_, page, why) => {
    const bench = await open();
    bench.web.serve(URL, page);
    const said = await bench.text(ANNA, 'feed add', { url: URL });
    expect(said).toContain(why);
    expect(said).toContain('没有添加');
    expect(await bench.store.digest.feeds()).toEqual([]);
  });

  test.each([
    'http://127.0.0.1/rss',
    'http://localhost:8080/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:10.0.0.1]/',
    'file:///etc/passwd',
    'https://user:pass@news.example/rss',
    'https://news.example:22/',
    'no address at all',
  ])('at %s are neither added nor asked', async (url) => {
    const bench = await open();
    for (const word of ['add', 'test'])
      expect(await bench.text(ANNA, `feed ${word}`, { url })).toContain('不能读这个网址');
    expect(bench.web.asked).toEqual([]);
    expect(await bench.store.digest.feeds()).toEqual([]);
  });

  test('with a topic that the base does not know are not added', async () => {
    const bench = await open();
    expect(await bench.text(ANNA, 'feed add', { url: URL, topics: '火星矿业' })).toContain('火星矿业');
    expect(await bench.store.digest.feeds()).toEqual([]);
  });

  test('are spoken of in English as well', async () => {
    const bench = await open();
    const say = async (word: string, url: string): Promise<string> =>
      textOf(await bench.say(ANNA, `feed ${word}`, { url }, { locale: 'en' }));
    expect(await say('add', 'http://10.0.0.1/')).toContain(
      'This address is not read: it leads to an address',
    );
    expect(await say('add', URL)).toContain('Added. It is read about every half hour');
    expect(await say('remove', URL)).toContain('Removed');
  });
});
