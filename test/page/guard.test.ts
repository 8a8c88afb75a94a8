import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { openTestPage } from './open-test-page.ts';

const QUESTION = { text: '摩尔线程2024年亏了多少' };

describe('every page', () => {
  test.each([
    ['/', 200],
    ['/facts', 200],
    ['/facts/moore-threads-net-profit-2024', 200],
    ['/facts/none', 404],
    ['/nonsense', 404],
    ['/wp-login.php', 404],
    ['/companies/nvidia', 200],
    ['/admin', 200],
    ['/suggest?text=moore', 200],
    ['/assets/chat.js', 200],
    ['/assets/page.css', 200],
    ['/assets/icon.svg', 200],
  ])('of %s comes with %i and the headers that keep it safe', async (path, status) => {
    const page = await openTestPage();
    const answer = await page.get(path);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; script-src 'self'; style-src 'self';/u,
      ),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
    expect(answer.headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/u);
  });

  test('has no script, style or handler within its markup, and nothing of another host to load', async () => {
    const page = await openTestPage();
    for (const path of [
      '/?text=/chip+help',
      '/facts',
      '/facts/h20-ban-duration',
      '/companies/nvidia',
      '/admin',
    ]) {
      const { body } = await page.get(path);
      expect(body).not.toMatch(/<script(?! src="\/assets\/)|<style|\sstyle=|\son\w+=/u);
      expect(body).not.toMatch(/(?:src|action)="(?!\/|data:)|<link[^>]+href="(?!\/)/u);
    }
  });

  test('answers HEAD without a body and other methods with 405', async () => {
    const page = await openTestPage();
    expect(await page.ask('/facts', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
    expect((await page.ask('/facts', { method: 'DELETE' })).status).toBe(405);
    expect((await page.ask('/facts', { method: 'POST' })).status).toBe(405);
  });

  test.each([
    '/facts/%E0%A4%A',
    '/facts/%00',
    '/facts//',
    '/facts/../../etc/passwd',
    '/companies/%2e%2e%2f',
    '/facts/a/b',
  ])('says that there is nothing at %s', async (path) => {
    const page = await openTestPage();
    const answer = await page.get(path, { 'accept-language': 'zh-CN' });
    expect(answer.status).toBe(404);
    expect(answer.body).toContain('没有这一页');
    expect(page.logged).toEqual([]);
  });
});

describe('the Host header', () => {
  test.each([
    [{}, 'localhost:3000', 200],
    [{}, '127.0.0.1', 200],
    [{}, '[::1]:3000', 200],
    [{}, 'LOCALHOST', 200],
    [{}, 'evil.example', 421],
    [{}, '127.0.0.1.evil.example', 421],
    [{}, 'localhost.evil.example:3000', 421],
    [{}, 'evil.example#@localhost', 421],
    [{}, '192.168.0.7:3000', 421],
    [{ PUBLIC_URL: 'https://chip.example.com' }, 'chip.example.com', 200],
    [{ PUBLIC_URL: 'https://chip.example.com' }, 'other.example.com', 421],
    [{ HOST: '0.0.0.0' }, 'chip.internal', 200],
  ])('with %o may be %s: %i', async (env, host, status) => {
    const page = await openTestPage({ env });
    expect((await page.get('/facts', { host })).status).toBe(status);
    const form = { host, origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded' };
    const posted = await page.ask('/', { method: 'POST', headers: form, body: 'text=x' });
    expect(posted.status).toBe(status);
  });
});

describe('a write', () => {
  test.each([
    ['its own origin', { 'sec-fetch-site': 'same-origin' }, 200],
    ['another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['another host', { origin: 'https://evil.example' }, 403],
    ['no origin that can be told', { origin: 'null' }, 403],
    ['its own origin, as the browser says that it is not', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a page beside ours', { 'sec-fetch-site': 'same-site' }, 403],
    ['something that is no address', { origin: 'evil' }, 403],
  ])('from %s is answered with %i', async (_, headers, status) => {
    const page = await openTestPage();
    const answer = await page.post('/', QUESTION, headers);
    expect(answer.status).toBe(status);
    expect(answer.body.includes('14.92')).toBe(status === 200);
  });

  test('that does not say where it comes from is refused', async () => {
    const page = await openTestPage();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await page.ask('/', { method: 'POST', headers, body: 'text=x' })).status).toBe(403);
    const fetched = { ...headers, 'sec-fetch-site': 'same-origin' };
    expect((await page.ask('/', { method: 'POST', headers: fetched, body: 'text=x' })).status).toBe(200);
  });

  test('may come from the public address', async () => {
    const page = await openTestPage({ env: { PUBLIC_URL: 'https://chip.example.com' } });
    const answer = await page.post('/', QUESTION, { origin: 'https://chip.example.com' });
    expect([answer.status, answer.body]).toEqual([200, expect.stringContaining('14.92')]);
  });

  test.each([
    ['application/json', '{"text":"x"}'],
    ['text/plain', 'text=x'],
    ['multipart/form-data', 'text=x'],
    ['multipart/form-data; boundary=b', 'nothing of the kind'],
    ['', 'text=x'],
  ])('as %s is not understood', async (type, body) => {
    const page = await openTestPage();
    const headers = { origin: page.url, 'content-type': type };
    expect((await page.ask('/', { method: 'POST', headers, body })).status).toBe(400);
    expect(page.logged).toEqual([]);
  });

  test.each([
    ['application/x-www-form-urlencoded', 64 * 1024],
    ['multipart/form-data; boundary=b', 6 * 1024 * 1024],
  ])('as %s is read up to %i bytes', async (type, most) => {
    const page = await openTestPage();
    const headers = { origin: page.url, 'content-type': type, 'transfer-encoding': 'chunked' };
    const answer = await page.ask('/', { method: 'POST', headers, body: `text=${'a'.repeat(most)}` });
    expect(answer.status).toBe(413);
    const told = await page.ask('/', {
      method: 'POST',
      headers: { origin: page.url, 'content-type': type },
      body: `text=${'a'.repeat(most)}`,
    });
    expect(told).toMatchObject({ status: 413, headers: { connection: 'close' } });
  });

  test.each([
    ['as open as to whoever sits here', {}, { files: 200, parts: 413 }],
    ['that only its curators change', { HOST: '0.0.0.0' }, { files: 413, parts: 413 }],
  ])('with a file is read up to the bound of a file on a page %s', async (_, env, status) => {
    const page = await openTestPage({ env });
    const headers = { origin: page.url, 'content-type': 'multipart/form-data; boundary=b' };
    const part = (name: string, content: string) =>
      `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${content}\r\n`;
    const body = `${part('text', 'H20')}${part('note', 'a'.repeat(100_000))}--b--\r\n`;
    expect((await page.ask('/', { method: 'POST', headers, body })).status).toBe(status.files);
    const many = `${part('a', 'x').repeat(2_000)}--b--\r\n`;
    expect((await page.ask('/', { method: 'POST', headers, body: many })).status).toBe(status.parts);
  });

  test('with too many parts is refused before its parts are read', async () => {
    const page = await openTestPage();
    for (const boundary of ['b', '"b"', '"a(b)"']) {
      const headers = { origin: page.url, 'content-type': `multipart/form-data; boundary=${boundary}` };
      const body = `--${boundary.replaceAll('"', '')}\r\nno part\r\n`.repeat(42);
      expect((await page.ask('/', { method: 'POST', headers, body })).status).toBe(413);
    }
  });

  test.each([
    'multipart/form-data; boundary=b; boundary=c',
    'multipart/form-data; a=b; boundary=c',
    'multipart/form-data; charset=utf-8; boundary="c"',
  ])('with another boundary than the one that is counted is not understood: %s', async (type) => {
    const page = await openTestPage();
    const headers = { origin: page.url, 'content-type': type };
    const body = '--c\r\ncontent-disposition: form-data; name="text"\r\n\r\nH20\r\n--c--\r\n';
    expect((await page.ask('/', { method: 'POST', headers, body })).status).toBe(400);
  });

  test('that ends half way is no fault of ours', async () => {
    const page = await openTestPage();
    const socket = connect(page.port, '127.0.0.1');
    const head = [
      'POST / HTTP/1.1',
      `Host: 127.0.0.1:${page.port}`,
      `Origin: ${page.url}`,
      'Content-Type: application/x-www-form-urlencoded',
      'Content-Length: 100',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\ntext=`);
    await once(socket, 'connect');
    expect((await page.get('/facts')).status).toBe(200);
    socket.destroy();
    await once(socket, 'close');
    expect((await page.get('/facts')).status).toBe(200);
    expect((await page.get('/companies/nvidia')).status).toBe(200);
    expect(page.logged).toEqual([]);
  });

  test('with hundreds of fields is too much', async () => {
    const page = await openTestPage();
    const fields = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`option.a${at}`, 'x']));
    expect((await page.post('/', fields)).status).toBe(413);
  });
});

describe('a client that asks too much', () => {
  test('is told to wait, others are not, and it may go on after that', async () => {
    const page = await openTestPage({ env: { HOST: '127.0.0.1' } });
    const from = (address: string) => page.get('/suggest?text=', { 'x-forwarded-for': address });
    const statuses: number[] = [];
    for (let at = 0; at < 121; at += 1) statuses.push((await from('203.0.113.5')).status);
    expect(statuses.slice(0, 120).every((status) => status === 200)).toBe(true);
    const refused = await from('203.0.113.5');
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '10' } });
    expect((await from('203.0.113.6')).status).toBe(200);
    page.wait(10_000);
    expect((await from('203.0.113.5')).status).toBe(200);
  });

  test('gets nowhere by saying that it comes from elsewhere: the last proxy is believed', async () => {
    const page = await openTestPage();
    const statuses: number[] = [];
    for (let at = 0; at < 125; at += 1) {
      const headers = { 'x-forwarded-for': `10.0.0.${at}, 203.0.113.5` };
      statuses.push((await page.get('/suggest?text=', headers)).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });
});

test('a fault of ours is logged once with an id and without what was typed, and the reader gets the id', async () => {
  const page = await openTestPage({
    bot: {
      commands: [],
      handle: () => Promise.reject(new Error('typed')),
      suggest: () => Promise.reject(new Error('typed')),
    },
  });
  const answer = await page.post('/', { text: 'typed words' }, { 'accept-language': 'en' });
  expect(answer.status).toBe(500);
  expect(page.logged).toEqual([['page-failed', expect.objectContaining({ path: '/', name: 'Error' })]]);
  expect(answer.body).toContain(String(page.logged[0]?.[1]['id']));
  expect(JSON.stringify(page.logged)).not.toContain('typed');
});
