/** Composition root: reads the settings, opens what they ask for, plugs it together, starts and stops it. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { createPictures, type Pictures } from './chart/pictures.ts';
import { createBot } from './commands/bot.ts';
import { createWarmUp } from './commands/warm-up.ts';
import { type Config, readConfig } from './config.ts';
import { KnowledgeError } from './knowledge/fault.ts';
import { baseToSnapshot, type Snapshot } from './knowledge/snapshot.ts';
import { UserError } from './language/user-error.ts';
import { createLog } from './log.ts';
import { KNOWLEDGE, openBase } from './open-base.ts';
import { openChat, systemLocale } from './open-chat.ts';
import { openJobs } from './open-jobs.ts';
import { openNews } from './open-news.ts';
import { openPlatforms } from './open-platforms.ts';
import type { Operations } from './operations/operations.ts';
import { pageAddress } from './page-address.ts';
import { onParentGone } from './parent.ts';
import type { Bot, Log, Platform, Route } from './platforms/platform.ts';
import { DOORS } from './roles.ts';
import { secretsIn, settingErrorToLine } from './settings/settings.ts';
import { createLive } from './store/live.ts';
import { mayHoldLog, openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';

type Plugs = {
  readonly bot: Bot;
  readonly snapshot: () => Snapshot;
  readonly pictures: Pictures;
  readonly log: Log;
  readonly now: () => Date;
  readonly warmUp: () => void;
  /** Opens the store, unless it is open. */
  readonly openStore: () => Promise<void>;
  /** These can be posted to from now on; begins with the digests, if any are kept. */
  readonly startNews: (platforms: readonly Platform[]) => Promise<void>;
  /** Jobs that wait, by queue; rejects while they cannot be asked. Absent where another process does them. */
  readonly jobsDepth?: () => Promise<ReadonlyMap<string, number>>;
  readonly store: () => Promise<Store>;
};

/** Answers that still wait to be written down. */
const unfinished = new Set<Promise<void>>();

/** While the store hangs each waits for it; what is counted later than that is not worth the memory. */
const MOST_UNFINISHED = 1_000;

/** Something to be stopped; set from when it is opened, so that a signal during the start finds it. */
const opened: (() => Promise<void>)[] = [];
/** What is of use until the last answer is given. */
const openLast: (() => Promise<void>)[] = [];
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
  await Promise.all(openLast.map((close) => close()));
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
async function openPlugs({ role, store, curation, feedHosts }: Config, log: Log): Promise<Plugs> {
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
  const pictures = createPictures();
  openLast.push(pictures.close);

  const news = openNews({
    live,
    now,
    log,
    feedHosts,
    mayHold: mayHoldLog(store),
    ...(DOORS[role].jobs && {
      openJobs: (after) => openJobs({ databaseUrl: store.databaseUrl, now, after, log, onFault }),
    }),
    newId: randomUUID,
    chance: Math.random,
    reasonOf: faultOf,
    isStopping: () => stopping,
    onOpened: (close) => opened.push(close),
  });
  const bot = createBot({
    base: () => live.snapshot().base,
    log,
    newId: randomUUID,
    clock: () => performance.now(),
    curation: { ...curation, ...live, store: openLater, later: laterBy(log), desk: news.desk },
    pictures,
  });
  const { snapshot } = live;
  return {
    bot,
    snapshot,
    pictures,
    log,
    now,
    warmUp: () => warm(snapshot().base),
    openStore: open,
    startNews: news.start,
    ...(DOORS[role].jobs && { jobsDepth: news.depth }),
    store: live.store,
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

/** Opens the listener with the page, unless the role has none, and what else is served. @returns its port. */
async function listen(routes: readonly Route[], config: Config, plugs: Plugs): Promise<number> {
  const { openHttp } = await import('./http.ts');
  const pages = DOORS[config.role].page ? await import('./open-page.ts') : undefined;
  const page = pages?.openPage({ ...plugs, config, clock: () => performance.now(), newId: randomUUID });
  const listener = await openHttp({ ...config.http, routes: [...routes, ...(page?.routes ?? [])] });
  if (page) opened.push(page.stop);
  // While answers are finished, a probe is told so and what comes in is told to come again.
  openLast.push(listener.close);
  return listener.port;
}

async function serve(config: Config, plugs: Plugs, operations: Operations): Promise<void> {
  const { limitBot } = await import('./commands/limits.ts');
  const bot = limitBot(plugs.bot, { log: plugs.log, clock: () => performance.now() });
  const platforms = await openPlatforms(config, { ...plugs, bot });
  operations.watch({
    platforms: platforms.map((platform) => platform.name),
    checkStore: async () => (await plugs.store()).check(),
    revision: () => plugs.snapshot().revisions.at(-1)?.seq ?? 0,
    depth: bot.depth,
    ...(plugs.jobsDepth && { jobsDepth: plugs.jobsDepth }),
    stopping: () => stopping,
  });
  const routes = [...operations.routes, ...platforms.flatMap((platform) => platform.routes)];
  const port = await listen(routes, config, { ...plugs, bot });
  opened.push(async () => {
    await Promise.race([bot.drain(), wait(DRAIN_WITHIN_MS, undefined, { ref: false })]);
    await Promise.all(platforms.map((platform) => platform.stop()));
  });
  await Promise.all([...platforms.map((platform) => platform.start()), plugs.openStore()]);
  const names = platforms.map((platform) => platform.name).join(', ');
  const page = DOORS[config.role].page ? { page: pageAddress(config, port) } : {};
  plugs.log('info', 'ready', { platforms: names, port, ...page, ms: Math.round(performance.now()) });
  plugs.warmUp();
  await plugs.startNews(platforms);
}

/**
 * Without a platform: the page, and the chat in the terminal beside it. Piped questions are answered and the program
 * ends; where nobody asks anything (a service, a container) it serves the page until it is stopped.
 */
async function serveLocally(config: Config, plugs: Plugs): Promise<void> {
  const { stdin, stdout, stderr } = process;
  const port = await listen([], config, plugs).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    return error;
  });
  const [page, none] =
    systemLocale(process.env) === 'zh' ? ['网页：', '没有网页：'] : ['page: ', 'no page: '];
  const line = typeof port === 'number' ? page + pageAddress(config, port) : none + settingErrorToLine(port);
  (stdin.isTTY ? stdout : stderr).write(`${line}\n`);
  plugs.warmUp();
  const ending = await chat(config, plugs);
  if (stopping) return;
  if (ending === 'asked' || stdin.isTTY) return stop();
  if (typeof port !== 'number') throw port;
  await plugs.openStore();
}

function chat({ page: { publicUrl } }: Config, plugs: Plugs): Promise<'asked' | 'silent'> {
  const onOpened = (close: () => Promise<void>): void => void opened.push(close);
  const onStarted = (terminal: Platform): Promise<void> => plugs.startNews([terminal]);
  const locale = systemLocale(process.env);
  return openChat({ ...plugs, newId: randomUUID, locale, publicUrl, onOpened, onStarted });
}

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const own = createLog(config.logLevel, { secrets: secretsIn(process.env) });
  const serving = config.discord !== undefined || config.slack !== undefined || config.role !== 'all';
  const operations = serving ? (await import('./operations/operations.ts')).createOperations(own) : undefined;
  const log = operations?.log ?? own;
  logFaults(log);
  stopOnSignals(log);
  if (process.env['npm_lifecycle_event'] !== undefined)
    onParentGone(
      () => process.ppid,
      () => process.kill(process.pid, 'SIGTERM'),
    );
  const plugs = await openPlugs(config, log);
  await (operations ? serve(config, plugs, operations) : serveLocally(config, plugs));
} catch (error) {
  // Whoever stops the start is told by the exit status, not by the failure that stopping causes.
  if (!stopping) failStart(error);
}
