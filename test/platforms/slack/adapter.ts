/** The adapter against the fake Slack, with a bot that says what a test wants. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  Bot,
  CommandSpec,
  LogFields,
  Message,
  Platform,
  Reply,
  Request,
} from '../../../src/platforms/platform.ts';
import { createSlack, type SlackConfig, type SlackOptions } from '../../../src/platforms/slack/slack.ts';
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from '../../fakes/slack/fake-slack.ts';

export const MODES = ['socket', 'http'] as const;
export type Mode = (typeof MODES)[number];

/** 23:30 UTC: in most of Asia it is the next day already. */
export const NOW = new Date('2026-03-05T23:30:00Z');

/** 'name?' is an option that may be left out, 'name@' a file. */
function spec(path: CommandSpec['path'], zh: string, options: readonly string[] = []): CommandSpec {
  const words = (text: string) => ({ zh: text, hant: text, en: text });
  return {
    path,
    name: { zh, hant: zh, en: path.at(-1) ?? '' },
    description: words('…'),
    options: options.map((name) => ({
      name: name.replace(/[?@]/, ''),
      ...(name.endsWith('@') ? { kind: 'file' as const } : {}),
      label: words(name),
      description: words('…'),
      required: !name.endsWith('?'),
      complete: false,
    })),
  };
}

const COMMANDS: readonly CommandSpec[] = [
  spec(['chip', 'ask'], '问', ['question', 'as_of?']),
  spec(['chip', 'company'], '公司', ['name']),
  spec(['chip', 'compare'], '比较', ['first', 'second', 'metric?', 'period?']),
  spec(['chip', 'digest', 'subscribe'], '订阅', ['channel?', 'schedule?']),
  spec(['chip', 'digest', 'list'], '列表'),
  spec(['chip', 'help'], '帮助'),
  spec(['chip-admin', 'pending'], '待批'),
  spec(['chip-admin', 'fact', 'retract'], '撤回', ['fact', 'reason']),
  spec(['chip-admin', 'fact', 'set'], '修改', ['fact?', 'value?', 'note?']),
  spec(['chip-admin', 'fact', 'import'], '导入', ['file@']),
  { ...spec(['chip', 'digest', 'pause'], '暂停', ['id?']), rights: true },
  spec(['chip-admin', 'curator', 'add'], '增加', ['user']),
];

export type BotDouble = Bot & {
  readonly requests: Request[];
  /** Holds answers back until the function it gives is called. */
  hold(): () => void;
};

/** Answers with `say`; keeps what it was asked. */
export function createBot(say: (request: Request) => Reply | Promise<Reply> = plainAnswer): BotDouble {
  const requests: Request[] = [];
  let held: Promise<void> = Promise.resolve();
  return {
    commands: COMMANDS,
    requests,
    handle: async (request) => {
      requests.push(request);
      await held;
      return say(request);
    },
    suggest: async () => [],
    hold: () => {
      const gate = Promise.withResolvers<void>();
      held = gate.promise;
      return gate.resolve;
    },
  };
}

export function questionOf({ options: { question } }: Request): string | undefined {
  return question;
}

function plainAnswer(request: Request): Message {
  const call = { command: request.command, options: request.options };
  return {
    locale: 'zh',
    blocks: [
      { kind: 'headline', text: '16.2 亿元' },
      { kind: 'text', text: `${request.command}: ${questionOf(request) ?? '—'}` },
      { kind: 'note', text: '来源：年报 https://example.com/a?b=1&c=2' },
    ],
    actions: [
      { kind: 'call', label: '换成 2023', call: { command: 'chip ask', options: { question: '2023 呢' } } },
      { kind: 'share', label: '分享', call },
    ],
  };
}

export type Pair = {
  readonly fake: FakeSlack;
  readonly bot: BotDouble;
  readonly logs: readonly { readonly level: string; readonly event: string; readonly fields: LogFields }[];
  /** Resolves once this event is in the log. */
  readonly logged: (event: string) => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly platform: Platform;
  /** Where the app is reached in mode 'http'. */
  readonly url: string;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** Both sides started and connected. */
export async function startPair(
  mode: Mode,
  options: {
    bot?: BotDouble;
    fake?: FakeSlackOptions;
    config?: Partial<SlackConfig>;
    now?: () => Date;
    postTimeoutMs?: number;
    slack?: Partial<SlackOptions>;
    /** Another one's: it is left running, and gets its deliveries elsewhere. */
    beside?: FakeSlack;
  } = {},
): Promise<Pair> {
  const now = options.now ?? (() => NOW);
  const fake = options.beside ?? (await startFakeSlack({ now, ...options.fake }));
  const bot = options.bot ?? createBot();
  const logs: { level: string; event: string; fields: LogFields }[] = [];
  const waiting = new Set<() => void>();
  const logged = (event: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (logs.some((log) => log.event === event)) resolve();
      };
      waiting.add(look);
      look();
    });
  const platform = createSlack({
    config: { ...configOf(fake, mode), ...options.config },
    bot,
    log: (level, event, fields = {}) => {
      logs.push({ level, event, fields });
      for (const look of waiting) look();
    },
    now,
    ...options.slack,
    ...(options.postTimeoutMs === undefined ? {} : { postTimeoutMs: options.postTimeoutMs }),
  });
  const server = createServer((request, response) => {
    const [path] = (request.url ?? '').split('?', 1);
    const route = platform.routes.find((one) => one.method === request.method && one.path === path);
    if (route) route.handle(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  const dispose = async (): Promise<void> => {
    await platform.stop();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    if (!options.beside) await fake.close();
  };
  const pair = (): Pair => ({
    fake,
    bot,
    logs,
    logged,
    url,
    stop: platform.stop,
    platform,
    [Symbol.asyncDispose]: dispose,
  });
  try {
    await platform.start();
  } catch (error) {
    await dispose();
    throw error;
  }
  if (options.beside || options.slack?.receives === false) return pair();
  if (mode === 'http') fake.deliverTo(url);
  else await fake.connected();
  return pair();
}

export function configOf(fake: FakeSlack, mode: Mode): SlackConfig {
  const { botToken, appToken, signingSecret, apiUrl } = fake;
  return { botToken, appToken, signingSecret, apiUrl, mode };
}
