/** One process that is asked all the time, while its disk is full or its gateway breaks off again and again. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { createAsking, expectChangesKept } from './asking.ts';
import { discordSettings, openDiscord, openSlack, slackSettings } from './platforms.ts';
import { createFolder, startProgram } from './program.ts';

/** Room for some changes more than there are. */
const ROOM = 20_000;
const DROPS = 8;
const ASKED_A_DROP = 4;

/** Linux can limit how large a running program's files may become: to the program that is a full disk. */
const canLimit = process.platform === 'linux';

function limitFiles(pid: number, bytes: number | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
}

describe('one process that is asked all the time', () => {
  test.runIf(canLimit)(
    'answers while its disk is full, and takes changes again when there is room',
    async () => {
      const [slack, cwd] = [await openSlack(), createFolder()];
      const program = startProgram(slackSettings(slack, 'http'), { cwd });
      const { port } = await program.logged('ready');
      slack.deliverTo(`http://127.0.0.1:${String(port)}/slack/events`);
      const asking = createAsking(slack);
      const people = asking.askAlways(2);
      expect((await asking.change()).said).toContain('已记录 #1');
      const log = join(cwd, 'data', 'chip-facts.sqlite-wal');
      limitFiles(program.pid, statSync(log).size + ROOM);
      let said = '';
      for (let made = 0; made < 25 && !said.includes('写不进去了，什么也没有记录'); made++)
        said = (await asking.change()).said;
      expect(said).toContain('写不进去了，什么也没有记录');
      await asking.answered(20);
      expect((await asking.change()).said).toContain('写不进去了，什么也没有记录');
      limitFiles(program.pid, 'unlimited');
      expect((await asking.change()).said).toContain('已记录 #');
      await asking.answered(5);
      await people.end();
      program.signal('SIGTERM');
      expect(await program.exited).toBe(0);

      const now = (): Date => new Date();
      const store = await openStore({ dataDir: join(cwd, 'data') }, { now, onFault: () => undefined });
      expectChangesKept(asking, await store.revisions());
      await store.close();
      const wrong = asking.questions.filter((question) => {
        const said = asking.answersTo(question).map(({ body }) => JSON.stringify(body));
        return said.length !== 1 || !said[0]?.includes(question.expected);
      });
      expect(wrong).toEqual([]);
    },
    60_000,
  );

  test('answers each question once while its gateway breaks off again and again', async () => {
    const discord = await openDiscord();
    const program = startProgram(discordSettings(discord));
    await program.logged('ready');
    const ask = (user: number) =>
      discord.sendInteraction({
        command: 'chip ask',
        options: { question: '摩尔线程2024年亏了多少' },
        locale: 'zh-CN',
        user: String(820_000_000_000_000_100n + BigInt(user)),
      });
    const asked: ReturnType<typeof ask>[] = [];
    for (let dropped = 0; dropped < DROPS; dropped++) {
      await discord.connected();
      // Some are under way when it breaks off, some come while it is away and are replayed.
      for (let more = 0; more < ASKED_A_DROP; more++) {
        if (more === ASKED_A_DROP / 2) discord.drop(4_000);
        asked.push(ask(asked.length));
      }
    }
    const shown = await Promise.all(asked.map((one) => one.shown));
    expect(shown.filter((message) => !JSON.stringify(message).includes('14.92亿'))).toEqual([]);
    program.signal('SIGTERM');
    expect(await program.exited).toBe(0);
    const callbacks = discord.calls.filter(({ path }) => path.endsWith('/callback'));
    expect(callbacks.map(({ status }) => status)).toEqual(asked.map(() => 204));
    expect(asked.filter(({ messages }) => messages.length !== 1)).toEqual([]);
    // Each time it resumed: a new session is counted by Discord, of which there are 1,000 a day.
    expect(discord.calls.filter(({ path }) => path === 'identify')).toHaveLength(1);
    expect(discord.calls.filter(({ path }) => path === 'resume')).toHaveLength(DROPS);
    expect(discord.violations).toEqual([]);
  }, 60_000);
});
