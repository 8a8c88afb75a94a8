/** The real fact base behind a bot, and short ways to ask it and to read what it says. */
import { createBot } from '../../src/commands/bot.ts';
import { createFactBase } from '../../src/knowledge/fact-base.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import type { Locale } from '../../src/language/locale.ts';
import {
  type Action,
  type Bot,
  type Call,
  isForm,
  type LogFields,
  type Message,
  type Reply,
  type Request,
} from '../../src/platforms/platform.ts';

export const base = createFactBase(loadKnowledge(new URL('../../knowledge', import.meta.url).pathname));
export const TODAY = '2026-11-23';

export type Logged = {
  readonly level: string;
  readonly event: string;
  readonly fields: LogFields | undefined;
};
/** What is logged besides the line that every answer has. */
export const logged: Logged[] = [];

export const bot = sayingMessages(
  createBot({
    base: () => base,
    log: (level, event, fields) => {
      if (event !== 'answered') logged.push({ level, event, fields });
    },
    newId: () => 'bug-1',
  }),
);

/** For commands that never answer with a form: fails where one does. */
export function sayingMessages(
  asked: Bot,
): Omit<Bot, 'handle'> & { handle(request: Request): Promise<Message> } {
  return { ...asked, handle: async (request) => messageOf(await asked.handle(request)) };
}

function messageOf(reply: Reply): Message {
  if (isForm(reply)) throw new Error(`a form instead of a message: ${reply.title}`);
  return reply;
}

export function request(
  command: string,
  options: Readonly<Record<string, string>>,
  locale?: Locale,
): Request {
  return {
    command,
    options,
    id: 'delivery-1',
    user: { id: 'terminal' },
    place: { kind: 'direct', id: 'here' },
    today: TODAY,
    ...(locale === undefined ? {} : { locale }),
  };
}

export function ask(
  command: string,
  options: Readonly<Record<string, string>>,
  locale?: Locale,
): Promise<Message> {
  return bot.handle(request(`chip ${command}`, options, locale));
}

export function press({ call }: Action, locale?: Locale): Promise<Message> {
  return bot.handle(request(call.command, call.options, locale));
}

/** Everything that is said, a line for each text, item and row. */
export function textOf({ blocks }: Message): string {
  return blocks
    .flatMap((block) => {
      if (block.kind === 'rule') return [];
      if (block.kind === 'list') return block.items;
      if (block.kind === 'table') return [block.head, ...block.rows].map((row) => row.join(' | '));
      if (block.kind === 'stories') return block.stories.map(({ title }) => title);
      return [block.text];
    })
    .join('\n');
}

export function labelsOf({ actions }: Message): string[] {
  return actions.filter(({ kind }) => kind === 'call').map(({ label }) => label);
}

export function shareOf({ actions }: Message): Call | undefined {
  return actions.find(({ kind }) => kind === 'share')?.call;
}

function callSize({ command, options }: Call): number {
  return [command, ...Object.entries(options).flat()].join('').length;
}

/** What every message must keep to, whatever was asked: see `platforms/platform.ts`. */
export function faultsOf(message: Message): string[] {
  const { blocks, actions } = message;
  const texts = textOf(message).split('\n');
  const headlines = blocks.filter(({ kind }) => kind === 'headline').length;
  const ragged = blocks.some((b) => b.kind === 'table' && b.rows.some((row) => row.length !== b.head.length));
  const keys = actions.map(({ kind, call }) => JSON.stringify([kind, call]));
  return [
    ...(blocks.length === 0 ? ['it says nothing'] : []),
    ...(headlines > 1 || (headlines === 1 && blocks[0]?.kind !== 'headline')
      ? ['a headline is not the first']
      : []),
    ...(ragged ? ['a row has another length than its head'] : []),
    ...texts.filter((text) => /undefined|null|NaN|\[object/.test(text)).map((text) => `odd words: ${text}`),
    ...texts.filter((text) => text !== text.trim() || text === '').map((text) => `blanks: '${text}'`),
    ...actions
      .filter(({ label }) => label === '' || label.length > 75)
      .map(({ label }) => `label '${label}'`),
    ...actions
      .filter(({ kind, call }) => callSize(call) > (kind === 'share' ? 1_000 : 80))
      .map(({ call }) => `call of ${callSize(call)}`),
    ...(new Set(keys).size < keys.length ? ['two buttons are one'] : []),
    ...(actions.length > 25 ? ['more than 25 buttons'] : []),
  ];
}
