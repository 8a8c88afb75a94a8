/** Composition root: reads the settings, opens what they ask for, plugs it together, starts and stops it. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { createBot } from './commands/bot.ts';
import { warmUp } from './commands/warm-up.ts';
import { type Config, readConfig, secretsIn, settingErrorToLine } from './config.ts';
import type { FactBase } from './knowledge/fact-base.ts';
import { KnowledgeError } from './knowledge/fault.ts';
import { baseToSnapshot, type Snapshot } from './knowledge/snapshot.ts';
import type { Locale } from './language/locale.ts';
import { UserError } from './language/user-error.ts';
import { createLog } from './log.ts';
import { KNOWLEDGE, openBase } from './open-base.ts';
import type { Operations } from './operations/operations.ts';
import type { Bot, Log, Platform } from './platforms/platform.ts';
import { createLive } from './store/live.ts';
import { mayHoldLog, openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';

type Plugs = {
  readonly bot: Bot;
  readonly log: Log;
  readonly now: () => Date;
  readonly warmUp: () => void;
  /** Opens the store, unless it is open; what is wrong with its setting is said at the start. */
  readonly openStore: () => Promise<void>;
  /** Rejects while the store cannot be asked. */
  readonly checkStore: () => Promise<void>;
  readonly snapshot: () => Snapshot;
};

/** What answers still wait to be written down: unanswered questions are counted after the answer is given. */
const unfinished = new Set<Promise<void>>();

/** While the store hangs each waits for it; what is counted later than that is not worth the memory. */
const MOST_UNFINISHED = 1_000;

/** Something to be stopped; set from when it is opened, so that a signal during the start finds it. */
const opened: (() => Promise<void>)[] = [];
let closeLast: (() => Promise<void>) | undefined;
let closeStore: (() => Promise<void>) | undefined;
let stopping = false;

/** Ends the process with the lines that say what is wrong. */
function fail(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

function failStart(error: unknown): never {
  if (error instanceof UserError && error.code === 'bad-setting') fail(settingErrorToLine(error));
  if (error instanceof KnowledgeError) fail(error.message);
  fail(`not started: ${faultOf(error)}`);
}

/** A fault in one line. Messages of libraries may be empty and have the cause say it. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const text = cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
  const code = 'code' in error ? String(error.code) : error.name;
  return (text === '' ? code : text).replaceAll(/\s+/gu, ' ');
}

async function stop(): Promise<void> {
  stopping = true;
  await Promise.all(opened.map((close) => close()));
  await closeLast?.();
  // Answers that were being given may have been written down.
  await Promise.all(unfinished);
  await closeStore?.();
}

/** Answers wait for nothing longer than for the store. */
const DRAIN_WITHIN_MS = 5_000;
/** Longer than the platforms take to finish their answers; whoever runs the bot has to wait longer than this. */
const STOP_WITHIN_MS = 15_000;

/** The first signal lets the platforms finish what they answer; the second does not wait for them. */
function stopOnSignals(log: Log): void {
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(128 + number);
      log('info', 'stopping', { signal });
      setTimeout(() => {
        log('warn', 'stopped-unfinished');
        process.exit(1);
      }, STOP_WITHIN_MS).unref();
      void stop().then(() => process.exit(0));
    });
  }
}

/**
 * A rejection that nobody awaits loses one answer; leaving would lose all of them, and Discord allows 1,000 new
 * sessions a day. So it is logged and the bot goes on. After an uncaught exception nothing can be trusted any more.
 * Messages are left out: they may hold what a user asked.
 */
function logFaults(log: Log): void {
  const report = (event: string, error: unknown): void => {
    const { name, stack = '' } = error instanceof Error ? error : new Error();
    const at = stack.split('\n').filter((line) => /^\s+at /u.test(line));
    log('error', event, { id: randomUUID(), name, at: at.map((line) => line.trim()).join(' < ') });
  };
  process.on('unhandledRejection', (error) => report('unhandled-rejection', error));
  process.on('uncaughtException', (error) => {
    report('uncaught-exception', error);
    process.exit(1);
  });
}

/** The store is opened first where something may be recorded in it: the first answer has to know. */
async function openPlugs({ store, curation }: Config, log: Log): Promise<Plugs> {
  const initial = baseToSnapshot(await openBase(KNOWLEDGE));
  const now = () => new Date();
  const warm = createWarmUp(now);
  const onFault = (error: unknown): void => log('warn', 'store-fault', { reason: faultOf(error) });
  const live = createLive({
    initial,
    open: () => openStore(store, { now, onFault }),
    onChange: ({ base }) => warm(base),
    onSkipped: ({ seq, reason }) => log('warn', 'revision-skipped', { seq, reason }),
    onFault,
  });
  closeStore = live.close;
  const open = async (): Promise<void> => {
    await live.store().catch((error: unknown) => failStore(error, store));
  };
  const openLater = (): Promise<Store> =>
    live.store().catch((error: unknown) => {
      onFault(error instanceof UserError ? error.cause : error);
      throw error;
    });
  if (mayHoldLog(store)) await open();
  const bot = createBot({
    base: () => live.snapshot().base,
    log,
    newId: randomUUID,
    clock: () => performance.now(),
    curation: { ...curation, ...live, store: openLater, later: laterBy(log) },
  });
  return {
    bot,
    log,
    now,
    warmUp: () => warm(live.snapshot().base),
    openStore: open,
    checkStore: async () => (await live.store()).check(),
    snapshot: live.snapshot,
  };
}

/** The address of a database may hold a password: what is said has only the driver's own words. */
function failStore(error: unknown, { databaseUrl }: Config['store']): never {
  const [setting, remedy] =
    databaseUrl === undefined
      ? ['DATA_DIR', 'set a folder that this user may write to']
      : ['DATABASE_URL', 'see that the server runs and takes this user'];
  const reason = faultOf(error instanceof UserError ? error.cause : error);
  throw new UserError('bad-setting', { setting, reason: `cannot be opened (${reason})`, remedy });
}

function laterBy(log: Log): (event: string, work: () => Promise<void>) => void {
  return (event, work) => {
    if (unfinished.size >= MOST_UNFINISHED) return log('warn', event, { reason: 'too many wait already' });
    const done = work()
      .catch((error: unknown) => log('warn', event, { reason: faultOf(error) }))
      .finally(() => unfinished.delete(done));
    unfinished.add(done);
  };
}

/** Loads only the platforms that are switched on: each takes its time and memory. */
async function openPlatforms({ discord, slack }: Config, plugs: Plugs): Promise<Platform[]> {
  return Promise.all([
    ...(discord
      ? [
          import('./platforms/discord/discord.ts').then((it) =>
            it.createDiscord({ config: discord, ...plugs }),
          ),
        ]
      : []),
    ...(slack
      ? [import('./platforms/slack/slack.ts').then((it) => it.createSlack({ config: slack, ...plugs }))]
      : []),
  ]);
}

/**
 * The engine builds its indexes at the first question; better now than while somebody waits for the answer. A step
 * at a time: between two, whoever asks is acknowledged. A newer base ends the warming of the one before.
 */
function createWarmUp(now: () => Date): (base: FactBase) => void {
  let latest: FactBase | undefined;
  return (base) => {
    latest = base;
    const steps = warmUp(base, now().toISOString().slice(0, 10));
    setImmediate(function step(): void {
      if (latest === base && !steps.next().done) setImmediate(step).unref();
    }).unref();
  };
}

async function openOperations(log: Log): Promise<Operations> {
  const { createOperations } = await import('./operations/operations.ts');
  return createOperations(log);
}

async function serve(config: Config, plugs: Plugs, operations: Operations): Promise<void> {
  const { limitBot } = await import('./commands/limits.ts');
  const bot = limitBot(plugs.bot, { log: plugs.log, clock: () => performance.now() });
  const platforms = await openPlatforms(config, { ...plugs, bot });
  operations.watch({
    platforms: platforms.map((platform) => platform.name),
    checkStore: plugs.checkStore,
    revision: () => plugs.snapshot().revisions.at(-1)?.seq ?? 0,
    depth: bot.depth,
    stopping: () => stopping,
  });
  const { openHttp } = await import('./http.ts');
  const routes = [...operations.routes, ...platforms.flatMap((platform) => platform.routes)];
  const listener = await openHttp({ ...config.http, routes });
  // While answers are finished, a probe is told so and what comes in is told to come again.
  closeLast = listener.close;
  opened.push(async () => {
    await Promise.race([bot.drain(), wait(DRAIN_WITHIN_MS, undefined, { ref: false })]);
    await Promise.all(platforms.map((platform) => platform.stop()));
  });
  await Promise.all([...platforms.map((platform) => platform.start()), plugs.openStore()]);
  const names = platforms.map((platform) => platform.name).join(', ');
  plugs.log('info', 'ready', { platforms: names, port: listener.port, ms: Math.round(performance.now()) });
  plugs.warmUp();
}

async function chat(plugs: Plugs): Promise<void> {
  const { createTerminal } = await import('./platforms/terminal/terminal.ts');
  const { stdin: input, stdout: output } = process;
  const color = output.isTTY && output.hasColors();
  const terminal = createTerminal({
    ...plugs,
    newId: randomUUID,
    input,
    output,
    color,
    locale: systemLocale(),
    folder: process.cwd(),
  });
  opened.push(terminal.stop);
  await terminal.start();
  await terminal.ended;
  if (!stopping) await stop();
}

function systemLocale(): Locale {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return /^zh/iu.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'zh' : 'en';
}

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const own = createLog(config.logLevel, { secrets: secretsIn(process.env) });
  const serving = config.discord !== undefined || config.slack !== undefined;
  const operations = serving ? await openOperations(own) : undefined;
  const log = operations?.log ?? own;
  logFaults(log);
  stopOnSignals(log);
  const plugs = await openPlugs(config, log);
  await (operations ? serve(config, plugs, operations) : chat(plugs));
} catch (error) {
  // Whoever stops the start is told by the exit status, not by the failure that stopping causes.
  if (!stopping) failStart(error);
}
