/** While PostgreSQL is away jobs wait; when it is back they go on by themselves. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openPgBossJobs } from '../../src/jobs/pg-boss.ts';
import { createLogBook } from '../digest/run/helpers.ts';
import { usePostgresServer } from '../store/postgres.ts';
import { RULES } from './rules.ts';

const server = usePostgresServer();

test('a job that comes due while the server is away is done when it is back, and one that was cut off is tried again', async () => {
  const url = await server.createDatabase();
  const { log, lines } = createLogBook();
  const faults: unknown[] = [];
  const jobs = await openPgBossJobs({ url, log, onFault: (error) => faults.push(error), lookMs: 500 });
  onTestFinished(() => jobs.stop(2_000));
  const done: unknown[] = [];
  const gate = Promise.withResolvers<void>();
  await jobs.work('queue', { ...RULES, atOnce: 4, withinMs: 2_000 }, async (data) => {
    done.push((data as { readonly key: string }).key);
    await gate.promise;
  });
  await jobs.send('queue', [
    { key: 'cut-off', data: { key: 'cut-off' } },
    { key: 'due', at: Date.now() + 1_000, data: { key: 'due' } },
  ]);
  await vi.waitFor(() => expect(done).toEqual(['cut-off']), { timeout: 10_000 });
  await server.stop();
  // It is done, and nobody can write that down.
  gate.resolve();
  await vi.waitFor(() => expect(faults.length).toBeGreaterThan(0), { timeout: 10_000 });
  await expect(jobs.depth()).rejects.toThrow();
  await server.start();
  // At least once: what was done and could not be written down is done again.
  await vi.waitFor(() => expect(done.toSorted()).toEqual(['cut-off', 'cut-off', 'due']), { timeout: 20_000 });
  expect(lines.filter(({ event }) => event === 'job-dead')).toEqual([]);
}, 60_000);

/** Passes on what is said to the server. After `silence`, as after a failover, what was open says nothing any more. */
async function openWire({ hostname, port }: URL) {
  const sockets = new Set<Socket>();
  const between = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => undefined));
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    between.close();
  });
  return {
    port: (between.address() as AddressInfo).port,
    silence: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
  };
}

test('jobs go on over new connections when those that were open say nothing any more', async () => {
  const url = new URL(await server.createDatabase());
  const wire = await openWire(new URL(url));
  url.port = String(wire.port);
  const onFault = vi.fn();
  const jobs = await openPgBossJobs({
    ...{ url: url.href, log: () => undefined, onFault, lookMs: 500, patienceMs: 1_000 },
  });
  onTestFinished(() => jobs.stop(1_000));
  const done: unknown[] = [];
  await jobs.work('queue', RULES, async (data) => void done.push(data));
  await jobs.send('queue', [{ key: 'later', at: Date.now() + 1_500, data: { is: 'done' } }]);
  wire.silence();
  await vi.waitFor(() => expect(done).toEqual([{ is: 'done' }]), { timeout: 20_000 });
  expect(onFault).toHaveBeenCalled();
}, 40_000);
