import { describe, expect, test } from 'vitest';
import { createRateLimit } from '../../src/page/rate-limit.ts';
import { openTestPage } from './open-test-page.ts';

describe('the language of a page', () => {
  test.each([
    ['/', {}, 'en'],
    ['/', { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' }, 'zh-CN'],
    ['/', { 'accept-language': 'zh-TW' }, 'zh-CN'],
    ['/', { 'accept-language': 'de, zh;q=0.3, en;q=0.2' }, 'zh-CN'],
    ['/', { 'accept-language': 'en;q=0.5, zh;q=0.8' }, 'zh-CN'],
    ['/', { 'accept-language': 'zh;q=0, fr' }, 'en'],
    ['/', { 'accept-language': ';;q=,,*;q=x' }, 'en'],
    ['/?lang=zh', { 'accept-language': 'en' }, 'zh-CN'],
    ['/?lang=en', { 'accept-language': 'zh', cookie: 'lang=zh' }, 'en'],
    ['/', { 'accept-language': 'zh', cookie: 'a=b; lang=en' }, 'en'],
    ['/?lang=<b>', { 'accept-language': 'zh' }, 'zh-CN'],
  ])('of %s with %o is %s', async (path, headers, lang) => {
    const page = await openTestPage();
    expect((await page.get(path, headers)).body).toContain(`<html lang="${lang}">`);
  });

  test('is kept once it is chosen, and the switch stays on the page', async () => {
    const page = await openTestPage();
    const answer = await page.get('/facts?q=h20&lang=zh');
    expect(String(answer.headers['set-cookie'])).toMatch(/^lang=zh; Path=\/; Max-Age=\d+; SameSite=Lax$/u);
    expect(answer.body).toContain('href="/facts?q=h20&amp;lang=en"');
  });
});

test('a bucket fills at its rate and no further, and the oldest clients are forgotten', () => {
  let now = 0;
  const limit = createRateLimit({ clock: () => now, burst: 3, perSecond: 1 });
  const take = (cost = 1) => limit.take('a', cost);
  expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
  now += 1_000;
  expect([take(), take()]).toEqual([true, false]);
  now += 60_000;
  expect([take(4), take(3), take()]).toEqual([false, true, false]);
  for (let at = 0; at < 10_001; at += 1) limit.take(`other-${at}`, 1);
  expect(take()).toBe(true);
});
