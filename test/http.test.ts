import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type HttpOptions, openHttp } from '../src/http.ts';
import type { Route } from '../src/platforms/platform.ts';

async function open(routes: readonly Route[] = [], options: Partial<HttpOptions> = {}) {
  const listener = await openHttp({ host: '127.0.0.1', port: 0, routes, ...options });
  onTestFinished(() => listener.close());
  return { listener, url: `http://127.0.0.1:${listener.port}` };
}

const echo: Route = {
  method: 'POST',
  path: '/slack/events',
  handle: (request, response) => void request.pipe(response),
};

describe('the listener', () => {
  test.each([
    ['GET', '/healthz', 200, 'application/json', '{"status":"ok"}'],
    ['GET', '/healthz?probe=1', 200, 'application/json', '{"status":"ok"}'],
    ['HEAD', '/healthz', 200, 'application/json', ''],
    ['POST', '/healthz', 405, 'text/plain', 'Method Not Allowed\n'],
    ['GET', '/slack/events', 405, 'text/plain', 'Method Not Allowed\n'],
    ['GET', '/', 404, 'text/plain', 'Not Found\n'],
    ['GET', '//healthz', 404, 'text/plain', 'Not Found\n'],
    ['GET', '/__proto__', 404, 'text/plain', 'Not Found\n'],
    ['DELETE', '/healthz/', 404, 'text/plain', 'Not Found\n'],
  ])('answers %s %s with %i', async (method, path, status, type, body) => {
    const { url } = await open([echo]);
    const answer = await fetch(`${url}${path}`, { method });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(await answer.text()).toBe(body);
  });

  test.each([
    ['/facts', 'list'],
    ['/facts/', 'folder'],
    ['/facts/a/b', 'folder'],
    ['/facts/own', 'own'],
    ['/facts/deep/a', 'deep'],
    ['/factsheet', 'Not Found\n'],
  ])('finds for %s what lies nearest to it: %s', async (path, said) => {
    const route = (at: string, text: string): Route => ({
      method: 'GET',
      path: at,
      handle: (_, response) => void response.end(text),
    });
    const { url } = await open([
      route('/facts/*', 'folder'),
      route('/facts', 'list'),
      route('/facts/own', 'own'),
      route('/facts/deep/*', 'deep'),
    ]);
    expect(await (await fetch(`${url}${path}`)).text()).toBe(said);
  });

  test('says which methods a path has', async () => {
    const { url } = await open([echo]);
    expect((await fetch(`${url}/slack/events`)).headers.get('allow')).toBe('POST');
  });

  test('hands a request on to the route of its method and path', async () => {
    const { url } = await open([echo]);
    const answer = await fetch(`${url}/slack/events`, { method: 'POST', body: '你好' });
    expect(await answer.text()).toBe('你好');
  });

  test('names the setting when the port is taken', async () => {
    const { listener } = await open();
    await expect(open([], { port: listener.port })).rejects.toMatchObject({
      code: 'bad-setting',
      details: { setting: 'PORT', reason: 'another program uses this port' },
    });
  });

  test('names the setting when the host is not this machine', async () => {
    await expect(open([], { host: '192.0.2.1' })).rejects.toMatchObject({
      code: 'bad-setting',
      details: { setting: 'HOST' },
    });
  });

  test('closes though a client holds an idle connection', async () => {
    const { listener } = await open();
    const client = connect(listener.port, '127.0.0.1');
    onTestFinished(() => void client.destroy());
    await once(client, 'connect');
    client.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
    await once(client, 'data');
    await listener.close();
    const again = createServer().listen(listener.port, '127.0.0.1');
    await once(again, 'listening');
    again.close();
  });
});
