/** What is said where a name or a measure has several readings, or none: never a guess, always a way on. */
import type { Metric } from '../knowledge/vocabulary.ts';
import type { Locale } from '../language/locale.ts';
import type { Action, Call, Message } from '../platforms/platform.ts';
import { callActions, distinctActions } from './actions.ts';
import { type Asked, quote } from './asked.ts';
import { indexesOf, meaningsOf } from './indexes.ts';
import { browseLabel } from './message.ts';
import { type Reading, readEntity, readMetric } from './names.ts';

const MOST_NEAREST = 5;

export type Sought = {
  readonly text: string;
  readonly locale: Locale;
  /** What pressing the button of a reading calls. */
  readonly callFor: (id: string) => Call;
  /** Whether measures of one family are one. */
  readonly together?: boolean;
};

/** One id and how it was read, or the message that asks for a better name. */
export type Resolved =
  | { readonly id: string; readonly note: readonly string[] }
  /** `unknown`: nothing is meant by it, so there is nothing to choose from either. */
  | { readonly message: Message; readonly unknown?: true };

export function resolveEntity(sought: Sought, { base, request }: Asked): Resolved {
  const reading = readEntity(sought.text, base, request.today);
  const found = (): string[] =>
    indexesOf(base)
      .entities.near(sought.text, meaningsOf(sought.text, base))
      .map(({ value }) => value);
  const labelOf = (id: string): string => base.entity(id).label[sought.locale];
  const outside = reading.outside === undefined ? undefined : base.vocabulary.others[reading.outside];
  const known = outside?.label[sought.locale];
  return resolve(sought, reading, { found, labelOf, known, what: NAME });
}

/** @param fits keeps the measures that can be used here, such as those with figures. */
export function resolveMetric(sought: Sought, asked: Asked, fits: (metric: Metric) => boolean): Resolved {
  const { base, request } = asked;
  const reading = readMetric(sought.text, base, request.today);
  const usable = reading.ids.filter((id) => fits(base.metric(id)));
  // Definitions of one quantity are one choice where the command tells them together.
  const families = new Set(usable.map((id) => base.family(id).join()));
  const fitting = sought.together && families.size === 1 ? usable.slice(0, 1) : usable;
  const found = (): string[] =>
    indexesOf(base)
      .metrics.near(sought.text, meaningsOf(sought.text, base))
      .map(({ value }) => value)
      .filter((id) => fits(base.metric(id)));
  const labelOf = (id: string): string => base.metric(id).label[sought.locale];
  const outside = reading.outside === undefined ? undefined : base.vocabulary.others[reading.outside];
  const known = outside?.label[sought.locale];
  const used = fitting.length > 0 ? { ...reading, ids: fitting } : { ...reading, ids: [], sure: false };
  return resolve(sought, used, { found, labelOf, known, what: MEASURE });
}

const NAME = { zh: '名称', en: 'name' };
const MEASURE = { zh: '可比较的指标', en: 'measure that can be compared' };

type Choosing = {
  /** Near misses: looked for only where nothing is meant for sure. */
  readonly found: () => readonly string[];
  readonly labelOf: (id: string) => string;
  readonly known: string | undefined;
  readonly what: { readonly zh: string; readonly en: string };
};

function resolve(sought: Sought, reading: Reading, choosing: Choosing): Resolved {
  const { locale } = sought;
  const [id] = reading.ids;
  if (reading.sure && reading.ids.length === 1 && id !== undefined)
    return { id, note: repairNotes(reading, locale) };
  if (reading.sure) return { message: pickMessage(sought, choosing.labelOf, reading.ids) };
  const nearest = [...new Set([...reading.ids, ...choosing.found()])].slice(0, MOST_NEAREST);
  const actions = nearest.flatMap((near) => callActions(choosing.labelOf(near), sought.callFor(near)));
  return { message: unknownMessage(sought, choosing, actions), unknown: true };
}

/** Names that were read otherwise than they were typed. */
export function repairNotes({ repairs }: Pick<Reading, 'repairs'>, locale: Locale): string[] {
  return repairs.map(({ written, read }) =>
    locale === 'zh' ? `${quote(written)}按${quote(read)}理解` : `${quote(written)} read as ${quote(read)}`,
  );
}

function pickMessage(sought: Sought, labelOf: (id: string) => string, ids: readonly string[]): Message {
  const { locale, text } = sought;
  const actions = ids.flatMap((id) => callActions(labelOf(id), sought.callFor(id)));
  const sentence =
    locale === 'zh'
      ? `${quote(text)}有几种读法，请选一种：`
      : `${quote(text)} can be read in several ways. Choose one:`;
  const items = ids.map(labelOf);
  return {
    locale,
    blocks: [
      { kind: 'text', text: sentence },
      { kind: 'list', items },
    ],
    actions: distinctActions(actions, MOST_NEAREST),
  };
}

function unknownMessage(
  { text, locale }: Sought,
  { what, known }: Choosing,
  near: readonly Action[],
): Message {
  const zh = locale === 'zh';
  const lead = zh
    ? `库里没有${quote(text)}这个${what.zh}，不作猜测。`
    : `The base has no ${what.en} ${quote(text)}, and nothing is guessed.`;
  const outside = zh
    ? `认得“${known}”，但库里没有关于它的事实，不作猜测。`
    : `“${known}” is known, but the base holds no fact about it, and nothing is guessed.`;
  const sentence = known === undefined ? lead : outside;
  const browse = callActions(browseLabel(locale), { command: 'chip browse', options: {} });
  const hint = near.length === 0 ? [] : [{ kind: 'note' as const, text: zh ? '相近的：' : 'Near it:' }];
  return {
    locale,
    blocks: [{ kind: 'text', text: sentence }, ...hint],
    actions: distinctActions([...near, ...browse], MOST_NEAREST + 1),
  };
}
