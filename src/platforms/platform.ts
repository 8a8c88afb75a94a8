/**
 * The socket between the bot and a chat platform. Data and one function, nothing of any one platform:
 * an adapter turns what its platform delivers into a `Request`, and a `Message` into what its platform shows.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Locale, Words } from '../language/locale.ts';

/** One thing a user can type. `path` is the words after the slash: ['chip', 'ask'] or ['chip', 'digest', 'list']. */
export type CommandSpec = {
  readonly path: readonly [root: string, ...rest: string[]];
  /** The last word of the path as shown to readers of each language (Discord localises names; Slack shows the path). */
  readonly name: Words;
  readonly description: Words;
  readonly options: readonly OptionSpec[];
};

export type OptionSpec = {
  readonly name: string;
  readonly label: Words;
  readonly description: Words;
  readonly required: boolean;
  /** True when `Bot.suggest` has completions for it. */
  readonly complete: boolean;
};

/** A command with its options: what a user typed, and what a button stands for. */
export type Call = {
  /** `CommandSpec.path` joined by single spaces: 'chip ask'. */
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
};

export type Request = Call & {
  /** Unique per delivery, the platform's own id of it; for logs. */
  readonly id: string;
  readonly user: {
    /** `discord:ID`, `slack:TEAM/USER`, `terminal`: the form that the setting CURATORS uses. */
    readonly id: string;
  };
  readonly place: {
    readonly kind: 'direct' | 'channel';
    readonly id: string;
    /** The server or workspace. Absent in a direct message without one. */
    readonly space?: string;
  };
  /** The language of the reader's client, where the platform tells. A question's own language goes before it. */
  readonly locale?: Locale;
  /** The asker's day, YYYY-MM-DD: what 'last year' is counted from. */
  readonly today: string;
};

export type Suggestion = {
  /** What the list shows: at most 100 characters. */
  readonly label: string;
  /** What is sent when it is picked: at most 100 characters. */
  readonly value: string;
};

/**
 * What is said to a reader. Every text is plain: no markup of any platform, line feeds only where a line
 * really ends. A renderer escapes it, splits it where it is longer than the platform takes (at sentence marks,
 * never inside a figure), and adds the look.
 */
export type Message = {
  readonly locale: Locale;
  readonly blocks: readonly Block[];
  readonly actions: readonly Action[];
};

export type Block =
  /** The one glance: figure, subject, metric, period. At most one, first. */
  | { readonly kind: 'headline'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** Small print: basis, speaker, source. */
  | { readonly kind: 'note'; readonly text: string }
  /** Above: the answer. Below: what helps to read it. */
  | { readonly kind: 'rule' }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'stories'; readonly stories: readonly StoryLine[] };

/** One piece of news from outside. The title leads to the link; the time is shown in the reader's own zone. */
export type StoryLine = {
  /** At most 200 characters. */
  readonly title: string;
  /** http or https, at most 2,000 characters; null where there is none. */
  readonly link: string | null;
  /** Who has it: at most 200 characters. */
  readonly from: string;
  /** Epoch milliseconds; null where it is not known. */
  readonly at: number | null;
  /** What we have to say to it, a line each: at most 500 characters. */
  readonly notes: readonly string[];
};

/**
 * A button. Labels are at most 75 characters; the command and options of a 'call' at most 80 UTF-16 units in all,
 * those of a 'share' at most 1,000: it is not what is sent when the button is pressed on a platform with short ids.
 */
export type Action =
  | { readonly kind: 'call'; readonly label: string; readonly call: Call }
  /** Posts the message this button belongs to, as the reader saw it, for the whole channel. `call` asks it again. */
  | { readonly kind: 'share'; readonly label: string; readonly call: Call };

/** What an adapter is given. `handle` never rejects: a bug becomes a message with an id that the log has too. */
export type Bot = {
  readonly commands: readonly CommandSpec[];
  handle(request: Request): Promise<Message>;
  suggest(request: Request, option: string): Promise<readonly Suggestion[]>;
};

export type Log = (level: 'debug' | 'info' | 'warn' | 'error', event: string, fields?: LogFields) => void;
/** No secrets and no question texts. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export type Platform = {
  readonly name: string;
  /** What the process's one HTTP listener passes on to this platform. Empty without webhooks. */
  readonly routes: readonly Route[];
  /** Resolves when questions can be asked. Rejects with a UserError when a setting is wrong (a refused token). */
  start(): Promise<void>;
  /** Takes no new question, finishes those it is answering, disconnects. */
  stop(): Promise<void>;
};

export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
};
