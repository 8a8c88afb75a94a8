/** A bot with a store of its own, and the people who talk to it. */
import { onTestFinished } from 'vitest';
import { createBot } from '../../../src/commands/bot.ts';
import { createDesk } from '../../../src/digest/run/desk.ts';
import { createFactBase } from '../../../src/knowledge/fact-base.ts';
import type { Knowledge } from '../../../src/knowledge/knowledge.ts';
import { loadKnowledge } from '../../../src/knowledge/load.ts';
import { baseToSnapshot } from '../../../src/knowledge/snapshot.ts';
import { replyToMessage } from '../../../src/platforms/form-message.ts';
import {
  type Form,
  isForm,
  type Message,
  type Reply,
  type Request,
} from '../../../src/platforms/platform.ts';
import { createLive } from '../../../src/store/live.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { createFakePlatform } from '../../digest/run/fake-platform.ts';
import { createFakeWeb } from '../../digest/run/fake-web.ts';
import { faultsOf, type Logged, textOf } from '../bot-under-test.ts';

export const FILES: Knowledge = loadKnowledge(new URL('../../../knowledge', import.meta.url).pathname);
/** One for all: building it costs the most. */
export const UNCHANGED = baseToSnapshot(createFactBase(FILES));

export const TODAY = '2026-11-23';
export const FACT = 'moore-threads-net-profit-2024';

/** Who somebody is, and where they are. */
export type Person = Pick<Request, 'user' | 'place'>;

const HOME = { kind: 'channel', id: 'c', space: 'home', home: true } as const;
export const ANNA: Person = { user: { id: 'discord:1100000000000000001', administrator: true }, place: HOME };
export const BO: Person = { user: { id: 'slack:T1/U1', administrator: true }, place: HOME };
export const READER: Person = { user: { id: 'discord:1100000000000000007' }, place: HOME };
export const TERMINAL: Person = {
  user: { id: 'terminal', administrator: true },
  place: { kind: 'direct', id: 'terminal', home: true },
};

type Options = Readonly<Record<string, string>>;
export type BenchOptions = {
  readonly files?: Knowledge;
  readonly store?: Store;
  readonly curators?: readonly string[];
  readonly approvals?: number;
  readonly gapsRaw?: boolean;
};

export type Bench = Awaited<ReturnType<typeof createBench>>;

export async function createBench(options: BenchOptions = {}) {
  const clock = { now: new Date(`${TODAY}T08:00:00.000Z`) };
  const logged: Logged[] = [];
  const unfinished: Promise<void>[] = [];
  const onFault = (error: unknown): void => {
    throw error;
  };
  const store = options.store ?? (await openSqliteStore(':memory:', { now: () => clock.now, onFault }));
  const live = createLive({
    initial: options.files ? baseToSnapshot(createFactBase(options.files)) : UNCHANGED,
    open: async () => store,
    onSkipped: ({ seq, reason }) =>
      logged.push({ level: 'warn', event: 'revision-skipped', fields: { seq, reason } }),
    onFault,
  });
  const { curators = [], approvals, gapsRaw = false } = options;
  const platforms = ['discord', 'slack', 'terminal'].map(createFakePlatform);
  const web = createFakeWeb();
  const desk = createDesk({
    ...live,
    store: store.digest,
    platforms: () => platforms,
    now: () => clock.now,
    chance: () => 0.5,
    // Nothing happens by itself, and nobody waits for a host's turn.
    after: (_, call) => {
      setImmediate(call);
      return () => undefined;
    },
    wake: () => undefined,
    allowed: new Set(),
    suggestions: () => [{ name: 'News', url: 'https://news.example/rss', language: 'zh' }],
    ...web,
  });
  const bot = createBot({
    base: () => live.snapshot().base,
    log: (level, event, fields) => {
      // The line that every answer has.
      if (event !== 'answered') logged.push({ level, event, fields });
    },
    newId: () => 'bug-1',
    curation: {
      ...live,
      curators,
      gapsRaw,
      ...(approvals === undefined ? {} : { approvals }),
      later: (_, work) => void unfinished.push(work()),
      desk: async () => desk,
    },
  });
  onTestFinished(() => live.close());

  const reply = (
    who: Person,
    command: string,
    given: Options = {},
    more: Partial<Request> = {},
  ): Promise<Reply> =>
    bot.handle({ ...who, command, options: given, id: 'delivery-1', today: TODAY, locale: 'zh', ...more });

  /** A message, its form checked; a form is shown as the message that opens it. */
  const say = async (who: Person, command: string, given: Options = {}, more: Partial<Request> = {}) => {
    const message = replyToMessage(await reply(who, `chip-admin ${command}`, given, more));
    const faults = faultsOf(message);
    if (faults.length > 0) throw new Error(`${command}: ${faults.join('; ')}`);
    return message;
  };

  const form = async (who: Person, command: string, given: Options = {}): Promise<Form> => {
    const answer = await reply(who, `chip-admin ${command}`, given);
    if (!isForm(answer)) throw new Error(`no form but: ${textOf(answer)}`);
    return answer;
  };

  return {
    bot,
    store,
    live,
    desk,
    platforms,
    web,
    logged,
    clock,
    say,
    form,
    reply,
    text: async (who: Person, command: string, given?: Options) => textOf(await say(who, command, given)),
    /** What a reader is answered. */
    ask: async (question: string, more: Options = {}) => {
      const message = replyToMessage(await reply(READER, 'chip ask', { question, ...more }));
      await Promise.all(unfinished.splice(0));
      return textOf(message);
    },
    /** Sends a form with these fields over what stands in it. */
    send: (who: Person, sent: Form, fields: Options = {}) => {
      const filled = sent.fields.flatMap(({ name, value }) =>
        value === undefined ? [] : [[name, value] as const],
      );
      const given = { ...sent.call.options, ...Object.fromEntries(filled), ...fields };
      return say(who, sent.call.command.replace('chip-admin ', ''), given);
    },
    press: (who: Person, message: Message, label: string) => {
      const action = message.actions.find((one) => one.label === label);
      if (action?.kind !== 'call')
        throw new Error(`no button ${label} but ${message.actions.map((one) => one.label)}`);
      return say(who, action.call.command.replace('chip-admin ', ''), action.call.options);
    },
  };
}
