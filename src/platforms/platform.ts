/**
 * The socket between the bot and a chat platform. Data and one function, nothing of any one platform:
 * an adapter turns what its platform delivers into a `Request`, and a `Message` into what its platform shows.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Locale, Words } from '../language/locale.ts';
import type { Found, PlaceView, PostOutcome } from './outcomes.ts';

/** One thing a user can type. `path` is the words after the slash: ['chip', 'ask'] or ['chip', 'digest', 'list']. */
export type CommandSpec = {
  readonly path: readonly [root: string, ...rest: string[]];
  /** The last word of the path as shown to readers of each language (Discord localises names; Slack shows the path). */
  readonly name: Words;
  readonly description: Words;
  readonly options: readonly OptionSpec[];
  /** Reached by a button or a form only: neither registered nor read from what a user types. */
  readonly hidden?: true;
  /**
   * Its handler reads `user.administrator` or `user.managesChannel`. Where a platform has to be asked for them it
   * is asked for these commands only, and for all of the root 'chip-admin'.
   */
  readonly rights?: true;
};

export type OptionSpec = {
  readonly name: string;
  /** A 'file' is sent along and found in `Request.files`; its option's value is the file's name. Default: 'text'. */
  readonly kind?: 'text' | 'file';
  readonly label: Words;
  readonly description: Words;
  readonly required: boolean;
  /** True when `Bot.suggest` has completions for it. */
  readonly complete: boolean;
  /** Where commands are typed as text, `name=value` alone: a word in its place stands for the next option. */
  readonly named?: boolean;
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
    /** The name to show in a history; it proves nothing. */
    readonly name?: string;
    /**
     * Administers the server or workspace it was sent from, as the platform itself says now; see `place.home`.
     * Absent where the platform does not tell or was not asked: nobody, then.
     */
    readonly administrator?: boolean;
    /** May manage the channel it was sent from, as the platform itself says now. Absent: may not. */
    readonly managesChannel?: boolean;
  };
  readonly place: {
    readonly kind: 'direct' | 'channel';
    readonly id: string;
    /** The server or workspace. Absent in a direct message without one. */
    readonly space?: string;
    /**
     * True in the home server (DISCORD_GUILD_ID), in the workspace of SLACK_BOT_TOKEN and in the terminal: only
     * there does `user.administrator` mean anything to the fact base.
     */
    readonly home?: boolean;
  };
  /** Sent along, one for each option or field of kind 'file' that was filled in. */
  readonly files?: readonly UploadedFile[];
  /** The language of the reader's client, where the platform tells. A question's own language goes before it. */
  readonly locale?: Locale;
  /** The asker's day, YYYY-MM-DD: what 'last year' is counted from. */
  readonly today: string;
};

export type UploadedFile = {
  /** The option or field it was given for. */
  readonly option: string;
  readonly name: string;
  /** In bytes, as the platform says. */
  readonly size: number;
  /**
   * Fetches it. Rejects with UserError 'file-too-large' (details `name`, `limit` in MB) above 5 MB, and with
   * 'file-unreadable' (detail `name`) when it cannot be had.
   */
  readonly read: () => Promise<Uint8Array>;
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
  /** Posted below the text, at most ten, at most 8 MB in all. */
  readonly files?: readonly OutgoingFile[];
  /** Pages that show more, at most three. */
  readonly links?: readonly Link[];
};

export type Link = {
  /** At most 75 characters. */
  readonly label: string;
  /**
   * At most 500 characters. Commands give an address on our own page from its root on: '/facts/…'. A platform whose
   * readers are elsewhere gets whole addresses; see `commands/links.ts`.
   */
  readonly url: string;
};

export type OutgoingFile = {
  /** With its ending: 'facts.csv'. */
  readonly name: string;
  /** MIME type: 'text/csv'. */
  readonly type: string;
  readonly content: string | Uint8Array;
  /** What a reader who cannot see it is told: at most 1,000 characters. */
  readonly alt: string;
};

/**
 * Asks for more: a modal on Discord and Slack, field by field in the terminal. Submitting it sends `call` again with
 * the fields as options; a field left empty is no option. Where no modal can be opened a reader gets a message with a
 * button that opens it: pressing it sends `call` as it is, so `call` must not be complete without the fields.
 */
export type Form = {
  readonly kind: 'form';
  readonly locale: Locale;
  /** At most 24 characters are always shown. */
  readonly title: string;
  /** The label of the button that sends it; Discord has one of its own. At most 24 characters. */
  readonly submit: string;
  /** What is known already. Its command and options are bound like those of an action. */
  readonly call: Call;
  /** 1 to 5, with different names. */
  readonly fields: readonly Field[];
  /** What was wrong with what was sent: shown above the fields, which hold what was typed. */
  readonly problem?: string;
};

export type Field = {
  readonly name: string;
  /** A 'file' has neither `value` nor `lines`. Default: 'text'. */
  readonly kind?: 'text' | 'file';
  /** At most 45 characters are shown. */
  readonly label: string;
  /** At most 100 characters are shown. */
  readonly hint?: string;
  /** Filled in already: at most 3,000 characters. */
  readonly value?: string;
  readonly required: boolean;
  readonly lines: 1 | 'many';
};

/** A `Message` has no `kind`. */
export type Reply = Message | Form;

type Rows = readonly (readonly string[])[];
type Table = { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: Rows };

export type Block =
  /** The one glance: figure, subject, metric, period. At most one, first. */
  | { readonly kind: 'headline'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** Small print: basis, speaker, source. */
  | { readonly kind: 'note'; readonly text: string }
  /** Above: the answer. Below: what helps to read it. */
  | { readonly kind: 'rule' }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | Table
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
  | {
      readonly kind: 'call';
      readonly label: string;
      readonly call: Call;
      /** How it looks: 'primary' the one that goes on, 'danger' what cannot be taken back. */
      readonly style?: 'primary' | 'danger';
    }
  /** Posts the message this button belongs to, as the reader saw it, for the whole channel. `call` asks it again. */
  | { readonly kind: 'share'; readonly label: string; readonly call: Call };

/**
 * What an adapter is given. `handle` never rejects: a bug becomes a message with an id that the log has too. A button
 * is pressed with the rights of whoever presses it, also below a message that all can see.
 */
export type Bot = {
  readonly commands: readonly CommandSpec[];
  handle(request: Request): Promise<Reply>;
  suggest(request: Request, option: string): Promise<readonly Suggestion[]>;
};

export type Log = (level: 'debug' | 'info' | 'warn' | 'error', event: string, fields?: LogFields) => void;
/** No secrets and no question texts. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** A message that nobody asked for just now: a digest, a notice. `place` is the channel: `Request.place.id`. */
export type Post = {
  readonly place: string;
  /** The server or workspace of the place, where it belongs to one: `Request.place.space`. */
  readonly space?: string;
  readonly message: Message;
  /** Names this message, at most 100 characters: Discord drops a second one, and both platforms can look for it. */
  readonly key?: string;
};

/** A message as it was posted: where and under which key. */
export type Sought = Required<Pick<Post, 'place' | 'key'>> & Pick<Post, 'space'>;

export type Platform = {
  /** As the ids of its users begin: the 'discord' of `discord:ID`. */
  readonly name: string;
  /** What the process's one HTTP listener passes on to this platform. Empty without webhooks. */
  readonly routes: readonly Route[];
  /** Resolves when questions can be asked. Rejects with a UserError when a setting is wrong (a refused token). */
  start(): Promise<void>;
  /** Takes no new question, finishes those it is answering, disconnects. */
  stop(): Promise<void>;
  /** Never rejects. Between `start` and `stop` only; outside of them it is a 'retry'. */
  post(post: Post): Promise<PostOutcome>;
  /** Looks among the newest messages of a place, about 500. On Discord it finds those with a button; never rejects. */
  findPosted(sought: Sought): Promise<Found>;
  /** @param user `Request.user.id`. Never rejects. */
  look(place: string, user: string): Promise<PlaceView>;
  /** Writes to one person alone; `key` as in `Post`. Never rejects. */
  tell(user: string, message: Message, key: string): Promise<PostOutcome>;
};

export type Route = {
  readonly method: 'GET' | 'POST';
  /** Exactly; with `/*` at its end everything in that folder that has no route of its own. */
  readonly path: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
};

export function isForm(reply: Reply): reply is Form {
  return 'kind' in reply;
}
