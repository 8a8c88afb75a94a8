/** People who ask all the time on Slack, a curator who changes one fact all the time, and an account of what they got. */
import { expect } from 'vitest';
import type { Revision } from '../../src/knowledge/revision.ts';
import type { Call } from '../fakes/slack/calls.ts';
import type { FakeSlack } from '../fakes/slack/fake-slack.ts';

/** What is asked, and what stands in its answer; the last has none, and is counted in the store. */
const QUESTIONS = [
  ['沐曦2025年第一季度营收多少', '3.20亿'],
  ['摩尔线程2023年净亏损多少', '16.73亿'],
  ['台积电2019年营收多少', '没有'],
] as const;
/** It is changed by the curator, and none of the questions asks for it. */
const SET = 'fact set 摩尔线程 净利润 2024';

export type Question = {
  readonly id: string;
  readonly ts: string;
  readonly expected: string;
  readonly acknowledged: boolean;
};

export type Change = { readonly value: number; readonly said: string };

export function createAsking(slack: FakeSlack) {
  const questions: Question[] = [];
  const changes: Change[] = [];
  let asked = 0;
  let written = 0;
  const answersTo = ({ ts }: Pick<Question, 'ts'>): readonly Call[] =>
    slack.calls.filter(({ method, body }) => method === 'chat.postMessage' && body.thread_ts === ts);

  /** One question, by somebody else each time. Resolves when it is answered, or `lost` resolves first. */
  async function ask(lost: Promise<void> = new Promise(() => undefined)): Promise<Question> {
    const number = ++asked;
    const [text, expected] = QUESTIONS[number % QUESTIONS.length] ?? ['', ''];
    const ts = `${1_790_000_000 + number}.000100`;
    const id = `Ev.${number}`;
    const event = { type: 'app_mention', text: `<@${slack.botUser}> ${text}`, ts, event_ts: ts };
    const { acked } = await slack.sendEvent(event, { id, user: `U${1_000 + number}` });
    const question = { id, ts, expected, acknowledged: acked };
    questions.push(question);
    const isAnswer = ({ method, body, error }: Call): boolean =>
      method === 'chat.postMessage' && body.thread_ts === ts && error === undefined;
    if (acked) await Promise.race([slack.waitFor(isAnswer), lost]);
    return question;
  }

  /** The curator sets the fact to another value, and reads what is said to it; '' when it was not acknowledged. */
  async function change(lost: Promise<void> = new Promise(() => undefined)): Promise<Change> {
    const value = ++written;
    const figure = (15 + value / 1_000).toFixed(3);
    const seen = slack.calls.filter(isReply).length;
    const { acked } = await slack.sendCommand('/chip-admin', `${SET} -${figure}亿元`);
    const heard = slack.waitFor(isReply, seen + 1, 20_000);
    // Whoever stops waiting for it is not told that it did not come.
    heard.catch(() => undefined);
    const reply = acked ? await Promise.race([heard, lost]) : undefined;
    const made = { value, said: JSON.stringify(reply ? reply.body : '') };
    changes.push(made);
    return made;
  }

  /** So many people ask, each again as soon as there is an answer, until they are told to stop. */
  function askAlways(people: number, lost?: Promise<void>) {
    let ended = false;
    const one = async (): Promise<void> => {
      while (!ended) await ask(lost);
    };
    const all = Promise.all(Array.from({ length: people }, one));
    return {
      async end(): Promise<void> {
        ended = true;
        await all;
      },
    };
  }

  /** Resolves when `count` more are answered. */
  async function answered(count: number): Promise<void> {
    const isAny = ({ method, body }: Call): boolean =>
      method === 'chat.postMessage' && body.thread_ts !== undefined;
    await slack.waitFor(isAny, slack.calls.filter(isAny).length + count);
  }

  return { questions, changes, ask, change, askAlways, answered, answersTo };
}

export type Asking = ReturnType<typeof createAsking>;

function isReply({ method, error }: Call): boolean {
  return method === 'response_url' && error === undefined;
}

/** Whatever was said to be recorded is recorded, and whatever was said not to be is not. */
export function expectChangesKept({ changes }: Asking, revisions: readonly Revision[]): void {
  const recorded = revisions.flatMap(({ change }) =>
    change.kind === 'assert' && typeof change.fact.value === 'number'
      ? [Math.round((change.fact.value / -1e8 - 15) * 1_000)]
      : [],
  );
  const saying = (words: RegExp) => changes.filter(({ said }) => words.test(said)).map(({ value }) => value);
  expect(saying(/已记录 #/).filter((value) => !recorded.includes(value))).toEqual([]);
  expect(saying(/什么也没有记录/).filter((value) => recorded.includes(value))).toEqual([]);
  expect(new Set(recorded).size).toBe(recorded.length);
}

/** The keys of the digests that were posted. */
export function digestKeys(slack: FakeSlack): readonly string[] {
  return slack.calls.flatMap(({ body, error }) => {
    const key = (body.metadata as { event_payload?: { key?: unknown } } | undefined)?.event_payload?.key;
    return typeof key === 'string' && error === undefined ? [key] : [];
  });
}
