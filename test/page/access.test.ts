import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { accessFor } from '../../src/page/access.ts';
import { openTestPage, readable } from './open-test-page.ts';

const TOKEN = 'a-long-token-of-ours';
const EN = { 'accept-language': 'en' };

describe('who may change facts on the page', () => {
  test.each([
    [{ host: '127.0.0.1', forwarded: false }, 'open'],
    [{ host: 'localhost', forwarded: false }, 'open'],
    [{ host: '::1', forwarded: false }, 'open'],
    [{ host: '127.0.0.1', forwarded: true }, 'closed'],
    [{ host: '0.0.0.0', forwarded: false }, 'closed'],
    [{ host: '::', forwarded: false }, 'closed'],
    [{ host: '192.168.0.7', forwarded: false }, 'closed'],
    [{ host: '127.evil.example', forwarded: false }, 'closed'],
    [{ host: '127.0.0.1', forwarded: false, token: TOKEN }, 'token'],
    [{ host: '0.0.0.0', forwarded: true, token: TOKEN }, 'token'],
  ])('with %o: %s', (reach, kind) => {
    expect(accessFor(reach).kind).toBe(kind);
  });

  test.each([
    ['on loopback', {}, {}, true],
    ['on loopback, passed on by a proxy', {}, { 'x-forwarded-for': '203.0.113.5' }, false],
    ['on loopback, passed on by another proxy', {}, { via: '1.1 proxy' }, false],
    ['with a public address', { PUBLIC_URL: 'https://chip.example.com' }, {}, false],
    [
      "with Slack's own way in",
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'signing-secret' },
      {},
      false,
    ],
    ['on all addresses', { HOST: '0.0.0.0' }, {}, false],
    ['with a token that was not given', { PAGE_ADMIN_TOKEN: TOKEN }, {}, false],
  ])('is decided %s', async (_, env, headers, may) => {
    const page = await openTestPage({ env });
    const shown = await page.get('/admin', { ...EN, ...headers });
    expect(readable(shown.body).includes('/chip-admin help')).toBe(may);
    const done = await page.post('/', { command: 'chip-admin fact add' }, { ...EN, ...headers });
    expect(done.body).toContain('class="turn"');
    expect(readable(done.body).includes('are not open here')).toBe(!may);
  });

  test('an admin command never comes from an address, whoever follows it', async () => {
    const page = await openTestPage();
    const answer = await page.get('/?text=%2Fchip-admin+fact+retract+h20-ban-duration&command=chip-admin+x');
    expect([answer.status, answer.body.includes('class="turn"')]).toEqual([200, false]);
  });
});

test('a proxy of HTTP/1.0 that says nothing of itself opens nothing', async () => {
  const page = await openTestPage();
  const shown = async (version: string) => {
    const socket = connect(page.port, '127.0.0.1');
    socket.write(`GET /admin HTTP/${version}\r\nHost: 127.0.0.1:${page.port}\r\nConnection: close\r\n\r\n`);
    return readable(await text(socket)).includes('/chip-admin help');
  };
  expect([await shown('1.1'), await shown('1.0')]).toEqual([true, false]);
});

describe('the token', () => {
  const env = { PAGE_ADMIN_TOKEN: TOKEN, HOST: '0.0.0.0' };
  const entered = async (page: Awaited<ReturnType<typeof openTestPage>>) =>
    String((await page.post('/admin', { token: TOKEN })).headers['set-cookie']);

  test('opens a session by a cookie that no script reads and no other site sends', async () => {
    const page = await openTestPage({ env });
    const answer = await page.post('/admin', { token: TOKEN });
    expect(answer).toMatchObject({ status: 303, headers: { location: '/admin' } });
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^admin=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/u);
    expect(cookie).not.toContain(TOKEN);
    const [pair = ''] = cookie.split(';');
    expect((await page.get('/admin', { ...EN, cookie: `lang=en; ${pair}` })).body).toContain(
      '/chip-admin help',
    );
  });

  test('is sent over https only where the public address is https', async () => {
    const page = await openTestPage({ env: { ...env, PUBLIC_URL: 'https://chip.example.com' } });
    expect(await entered(page)).toMatch(/; Secure$/u);
  });

  test.each(['', 'wrong', TOKEN.slice(1), `${TOKEN} `, 'a'.repeat(10_000)])('is not %s', async (token) => {
    const page = await openTestPage({ env });
    const answer = await page.post('/admin', { token }, EN);
    expect([answer.status, answer.headers['set-cookie']]).toEqual([403, undefined]);
    expect(answer.body).toContain('That is not the token.');
  });

  test('is guessed slowly', async () => {
    const page = await openTestPage({ env });
    const statuses: number[] = [];
    for (let at = 0; at < 6; at += 1)
      statuses.push((await page.post('/admin', { token: `guess-${at}` })).status);
    expect(statuses).toEqual([403, 403, 403, 403, 429, 429]);
    expect((await page.post('/admin', { token: TOKEN })).status).toBe(429);
    page.wait(10_000);
    expect((await page.post('/admin', { token: TOKEN })).status).toBe(303);
  });

  test('lets nobody in where none is set', async () => {
    const page = await openTestPage({ env: { HOST: '0.0.0.0' } });
    expect((await page.post('/admin', { token: '' })).status).toBe(403);
    expect((await page.post('/admin', { token: 'undefined' })).status).toBe(403);
  });

  test('ends after twelve hours, and no session is made by hand', async () => {
    const page = await openTestPage({ env });
    const [pair = ''] = (await entered(page)).split(';');
    const [, expires = '', seal = ''] = /^admin=(\d+)\.(.+)$/u.exec(pair) ?? [];
    const isIn = async (cookie: string) =>
      (await page.get('/admin', { ...EN, cookie })).body.includes('/chip-admin help');
    expect(await isIn(pair)).toBe(true);
    expect(await isIn(`admin=${Number(expires) + 1}.${seal}`)).toBe(false);
    expect(await isIn(`admin=${expires}.`)).toBe(false);
    expect(await isIn(`admin=Infinity.${seal}`)).toBe(false);
    expect(await isIn('admin=')).toBe(false);
    page.wait(12 * 60 * 60 * 1_000);
    expect(await isIn(pair)).toBe(false);
  });

  test('is another one: its sessions are of no use', async () => {
    const [before, after] = [
      await openTestPage({ env }),
      await openTestPage({ env: { ...env, PAGE_ADMIN_TOKEN: 'the-next-token' } }),
    ];
    const [cookie = ''] = (await entered(before)).split(';');
    expect((await after.get('/admin', { ...EN, cookie })).body).not.toContain('/chip-admin help');
  });

  test('session is left by a form', async () => {
    const page = await openTestPage({ env });
    const answer = await page.post('/admin/leave', {});
    expect([answer.status, String(answer.headers['set-cookie'])]).toEqual([
      303,
      expect.stringMatching(/^admin=; .*Max-Age=0/u),
    ]);
  });
});
