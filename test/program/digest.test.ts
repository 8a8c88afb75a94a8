/** Digests of the real program: subscribed in a chat, posted after a restart, once. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/knowledge/fact.ts';
import { createFactBase } from '../../src/knowledge/fact-base.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { openStore } from '../../src/store/open-store.ts';
import { discordSettings, openDiscord, openSlack, slackSettings } from './platforms.ts';
import { createFolder, run, startProgram } from './program.ts';

const KNOWLEDGE = new URL('../../knowledge', import.meta.url).pathname;
const FACT = 'moore-threads-net-profit-2024';
const HOUR = 3_600_000;

function changedFact(): Fact {
  const fact = createFactBase(loadKnowledge(KNOWLEDGE)).fact(FACT);
  if (!fact) throw new Error('no fact');
  return { ...fact, value: -15.92e8 };
}

/** A folder whose store holds what was subscribed an hour ago, and a fact that was corrected since. */
async function createPast(platform: string, space: string, place: string): Promise<string> {
  const cwd = createFolder();
  const now = (): Date => new Date(Date.now() - HOUR);
  const onFault = (error: unknown): void => {
    throw error;
  };
  const store = await openStore({ dataDir: join(cwd, 'data') }, { now, onFault });
  const options = { schedule: '* * * * *', timezone: 'UTC', topics: '', language: 'zh' };
  await store.digest.subscribe({ platform, space, place, options, by: `${platform}:1`, seq: 0 });
  const change = { kind: 'assert', fact: changedFact() } as const;
  await store.append([{ author: 'terminal', reason: '', change, base: null }]);
  await store.close();
  return cwd;
}

async function slotsIn(cwd: string): Promise<readonly string[]> {
  const onFault = (): void => undefined;
  const store = await openStore({ dataDir: join(cwd, 'data') }, { now: () => new Date(), onFault });
  const slots = await store.digest.slots(1);
  await store.close();
  return slots.map(({ state }) => state);
}

describe('the program', () => {
  test('posts on Discord what was due while it was down, once, over two starts', async () => {
    const fake = await openDiscord();
    const cwd = await createPast('discord', fake.guildId, fake.channelId);
    for (const event of ['digest-slot', 'ready']) {
      const program = startProgram(discordSettings(fake), { cwd });
      await program.logged(event);
      program.signal('SIGTERM');
      expect(await program.exited).toBe(0);
      expect(program.log.filter(({ level }) => level === 'error')).toEqual([]);
    }
    expect(fake.posted).toHaveLength(1);
    expect(JSON.stringify(fake.posted[0])).toMatch(/更正.*14\.92亿元 → 15\.92亿元/);
    expect(fake.violations).toEqual([]);
    expect((await slotsIn(cwd)).filter((state) => state === 'posted')).toHaveLength(1);
  });

  test('posts on Slack what was due while it was down', async () => {
    const fake = await openSlack();
    const cwd = await createPast('slack', fake.team, fake.channel);
    const program = startProgram(slackSettings(fake, 'socket'), { cwd });
    await program.logged('digest-slot');
    program.signal('SIGTERM');
    expect(await program.exited).toBe(0);
    const posts = fake.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(posts.map(({ body, error, faults }) => [body.channel, error, faults])).toEqual([
      [fake.channel, undefined, []],
    ]);
    expect(JSON.stringify(posts[0]?.body)).toMatch(/14\.92亿元 → 15\.92亿元/);
  });

  test('takes a subscription on Discord, checks the channel, and lists it after a restart', async () => {
    const fake = await openDiscord();
    const cwd = createFolder();
    const call = (command: string, options: Readonly<Record<string, string>> = {}) =>
      fake.sendInteraction({ command, options, locale: 'zh-CN', permissions: '16' });
    const options = { schedule: '每天 09:00', timezone: 'Asia/Shanghai', topics: '沐曦' };
    const first = startProgram(discordSettings(fake), { cwd });
    await first.logged('ready');
    fake.setPlaces({ everyone: 0x400n | 0x4000n | 0x10000n });
    expect(JSON.stringify(await call('chip digest subscribe', options).shown)).toContain(
      '缺少权限：发送消息',
    );
    fake.setPlaces({});
    expect(JSON.stringify(await call('chip digest subscribe', options).shown)).toContain('已订阅 #1');
    first.signal('SIGTERM');
    expect(await first.exited).toBe(0);
    const second = startProgram(discordSettings(fake), { cwd });
    await second.logged('ready');
    expect(JSON.stringify(await call('chip digest list').shown)).toContain(
      '每天 09:00（Asia/Shanghai），主题：沐曦',
    );
    const reader = fake.sendInteraction({
      command: 'chip digest list',
      options: {},
      locale: 'zh-CN',
      permissions: '0',
    });
    expect(JSON.stringify(await reader.shown)).toContain('管理这个频道的人才能设置简报');
    second.signal('SIGTERM');
    expect(await second.exited).toBe(0);
    expect(fake.violations).toEqual([]);
  });

  test('does what the README shows of digests, word for word', async () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const shown = /## One digest[\s\S]*?```\n([\s\S]*?)\n```/u.exec(readme)?.[1] ?? '';
    const typed = shown.split('\n').filter((line) => line.startsWith('> '));
    const input = typed.map((line) => line.slice(2)).join('\n');
    const { stdout } = await run('main', [], { input, env: { LANG: 'zh_CN.UTF-8' } });
    const printed = shown.split('\n').filter((line) => !line.startsWith('> '));
    const undated = (text: string): string => text.replaceAll(/20\d\d-\d\d-\d\d/gu, 'then');
    expect(typed.length).toBeGreaterThan(2);
    expect(undated(stdout.trimEnd())).toBe(undated(printed.join('\n')));
  });
});
