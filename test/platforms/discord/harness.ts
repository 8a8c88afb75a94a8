/** A bot double behind a real adapter, talking to the fake Discord. */
import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { onTestFinished } from 'vitest';
import { openHttp } from '../../../src/http.ts';
import type { Words } from '../../../src/language/locale.ts';
import { createDiscord, type DiscordOptions } from '../../../src/platforms/discord/discord.ts';
import type {
  Bot,
  CommandSpec,
  LogFields,
  Message,
  OptionSpec,
  Platform,
  Reply,
  Request,
  Suggestion,
} from '../../../src/platforms/platform.ts';
import {
  type FakeDiscord,
  type FakeDiscordOptions,
  startFakeDiscord,
} from '../../fakes/discord/fake-discord.ts';
import type { InteractionInput } from '../../fakes/discord/payloads.ts';

const words = (en: string, zh: string, hant: string): Words => ({ en, zh, hant });

function option(name: string, zh: string, more: Partial<OptionSpec> = {}): OptionSpec {
  return {
    name,
    label: words(name, zh, zh),
    description: words(`The ${name}`, `填写${zh}`, `填寫${zh}`),
    required: false,
    complete: false,
    ...more,
  };
}

function command(path: string, zh: string, options: readonly OptionSpec[] = []): CommandSpec {
  const [root = '', ...rest] = path.split(' ');
  const last = rest.at(-1) ?? root;
  return {
    path: [root, ...rest],
    name: words(last, zh, `${zh}繁`),
    description: words(`What ${path} does`, `${zh}说明`, `${zh}說明`),
    options,
  };
}

export const COMMANDS: readonly CommandSpec[] = [
  command('chip ask', '提问', [
    option('as_of', '截至'),
    option('question', '问题', { required: true, complete: true }),
  ]),
  command('chip company', '公司', [option('name', '名称', { required: true, complete: true })]),
  command('chip digest list', '列表', [option('id', '编号')]),
  command('chip digest pause', '暂停', [option('id', '编号', { required: true })]),
  command('chip help', '帮助'),
  command('chip-admin fact retract', '撤回', [option('fact', '事实', { required: true, complete: true })]),
  command('chip-admin fact set', '修改', [
    option('fact', '事实'),
    option('value', '数值'),
    option('note', '备注'),
  ]),
  command('chip-admin fact import', '导入', [option('file', '文件', { required: true, kind: 'file' })]),
  command('chip-admin pending', '待批'),
  { ...command('chip-admin approve', '批准', [option('id', '编号')]), hidden: true },
];

export function text(words: string, more: Partial<Message> = {}): Message {
  return { locale: 'en', blocks: [{ kind: 'text', text: words }], actions: [], ...more };
}

export type BotDouble = Bot & { readonly requests: Request[] };

export function createBotDouble(
  answer: (request: Request) => Reply | Promise<Reply> = (request) => text(`answer to ${request.command}`),
  suggestions: readonly Suggestion[] | Promise<readonly Suggestion[]> = [],
): BotDouble {
  const requests: Request[] = [];
  return {
    commands: COMMANDS,
    requests,
    handle: async (request) => {
      requests.push(request);
      return answer(request);
    },
    suggest: async (request) => {
      requests.push(request);
      return suggestions;
    },
  };
}

type LogLine = { readonly level: string; readonly event: string; readonly fields: LogFields };

export const TODAY = '2026-11-23';
/** The bot's clock stands still. */
export const NOW = new Date(`${TODAY}T23:30:00Z`);

type Setup = {
  readonly fake?: FakeDiscordOptions;
  readonly bot?: Bot;
  readonly config?: Partial<DiscordOptions['config']>;
  readonly timings?: DiscordOptions['timings'];
  readonly receives?: boolean;
};

/** An adapter for a fake, not started. */
export function plugIn(fake: FakeDiscord, { bot, config, ...more }: Setup = {}) {
  const lines: LogLine[] = [];
  const platform = createDiscord({
    config: {
      token: fake.token,
      applicationId: fake.applicationId,
      mode: 'gateway',
      apiUrl: fake.apiUrl,
      ...config,
    },
    bot: bot ?? createBotDouble(),
    log: (level, event, fields = {}) => void lines.push({ level, event, fields }),
    now: () => NOW,
    ...(more.timings ? { timings: more.timings } : {}),
    ...(more.receives === undefined ? {} : { receives: more.receives }),
  });
  return { platform, lines };
}

/** A fake that is closed with the test. */
export async function openFake(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const fake = await startFakeDiscord(options);
  onTestFinished(() => fake.close());
  return fake;
}

/** A started adapter on a fake of its own; both end with the test. */
export async function start(setup: Setup = {}) {
  const fake = await openFake(setup.fake);
  const { platform, lines } = plugIn(fake, setup);
  await platform.start();
  onTestFinished(() => platform.stop());
  return { fake, platform, lines };
}

/** The routes of an adapter behind a real listener; the endpoint's address. */
export async function listen({ routes }: Platform): Promise<string> {
  const listener = await openHttp({ host: '127.0.0.1', port: 0, routes });
  onTestFinished(() => listener.close());
  return `http://127.0.0.1:${listener.port}/discord/interactions`;
}

/** A started adapter whose endpoint a fake of its own delivers to. */
export async function startHttp(setup: Setup = {}) {
  const fake = await openFake(setup.fake);
  const config = { ...setup.config, mode: 'http', publicKey: fake.key.publicKey } as const;
  const { platform, lines } = plugIn(fake, { ...setup, config });
  const address = await listen(platform);
  await platform.start();
  onTestFinished(() => platform.stop());
  const deliver = (input: InteractionInput) => fake.deliverInteraction(address, input, NOW);
  return { fake, platform, lines, address, deliver };
}

/** Runs a property and prints the seed, so that a failure can be repeated with PROPERTY_SEED. */
export function check<T>(name: string, property: fc.IProperty<T>, numRuns = 300): void {
  const { PROPERTY_SEED } = process.env;
  const seed = Number(PROPERTY_SEED ?? randomInt(2 ** 31 - 1));
  process.stdout.write(`${name}: seed ${seed}\n`);
  fc.assert(property, { seed, numRuns });
}
