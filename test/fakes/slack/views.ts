/** Modals: triggers good for three seconds and one use, the rules of a view, and what a user fills in. */
import { checkBlocks, checkTextObjects, longer } from './check-blocks.ts';
import { newId } from './delivery.ts';

type Input = {
  readonly type: 'plain_text_input' | 'file_input';
  readonly action_id: string;
  readonly initial_value?: string;
  readonly max_length?: number;
};
type Block = {
  readonly type: string;
  readonly block_id?: string;
  readonly optional?: boolean;
  readonly label?: { readonly text: string };
  readonly element?: Input;
};
export type View = {
  readonly id: string;
  readonly type: 'modal';
  readonly callback_id?: string;
  readonly private_metadata?: string;
  readonly title: { readonly text: string };
  readonly submit?: { readonly text: string };
  readonly close?: { readonly text: string };
  readonly blocks: readonly Block[];
};

const TRIGGER_MS = 3_000;

export function createViews(now: () => Date) {
  const triggers = new Map<string, { readonly until: number; used: boolean }>();
  const open: View[] = [];
  return {
    /** Every command, press and submission comes with one. */
    trigger(id: string): void {
      triggers.set(id, { until: now().getTime() + TRIGGER_MS, used: false });
    },
    /** As `views.open` answers. */
    open(
      id: unknown,
      view: View,
    ): { ok: boolean; error?: string; response_metadata?: { messages: string[] }; view?: View } {
      const trigger = triggers.get(String(id));
      if (!trigger) return { ok: false, error: 'invalid_trigger_id' };
      if (trigger.used) return { ok: false, error: 'exchanged_trigger_id' };
      if (now().getTime() > trigger.until) return { ok: false, error: 'expired_trigger_id' };
      const wrong = checkView(view);
      if (wrong.length > 0)
        return { ok: false, error: 'invalid_arguments', response_metadata: { messages: wrong } };
      trigger.used = true;
      const shown = { ...view, id: newId('V') };
      open.push(shown);
      return { ok: true, view: shown };
    },
    /** All that were opened, oldest first. */
    opened: open as readonly View[],
  };
}

/** From Slack's pages on views, input blocks and their elements. */
export function checkView(view: View): string[] {
  const texts = [view.title, view.submit, view.close].flatMap((one) => (one ? [one.text] : []));
  const ids = view.blocks.flatMap((block) => block.block_id ?? []);
  const hasInput = view.blocks.some(({ type }) => type === 'input');
  return [
    view.type === 'modal' ? '' : 'not a modal',
    texts.some((text) => text.trim() === '' || longer(text, 24))
      ? 'a title, submit or close is not 1 to 24'
      : '',
    longer(view.private_metadata ?? '', 3_000) ? 'private_metadata is over 3000' : '',
    longer(view.callback_id ?? '', 255) ? 'callback_id is over 255' : '',
    hasInput && !view.submit ? 'inputs need submit' : '',
    new Set(ids).size < ids.length ? 'a block_id is used twice' : '',
    ...checkBlocks(view.blocks, 'modal'),
    ...checkTextObjects(view),
  ].filter((fault) => fault !== '');
}

export type SentFile = { readonly name: string; readonly content: string };
/** What a user types, by the label that they see; files by theirs. Untouched fields stay. */
export type Filling = Readonly<Record<string, string | SentFile>>;

/** `view.state.values`. Throws for what Slack's own form would not let a user send. */
export function fillView(view: View, filling: Filling, keep: (file: SentFile) => object): object {
  const inputs = view.blocks.filter((block) => block.type === 'input');
  const labels = inputs.map((block) => block.label?.text ?? '');
  const unknown = Object.keys(filling).filter((label) => !labels.includes(label));
  if (unknown.length > 0) throw new Error(`no field ${unknown.join()}; there are: ${labels.join()}`);
  return Object.fromEntries(
    inputs.map(({ block_id = '', element, label, optional }) => {
      if (!element) throw new Error('an input without an element');
      const given = filling[label?.text ?? ''];
      const value = typeof given === 'string' ? given : (given ?? element.initial_value ?? '');
      if (value === '' && optional !== true) throw new Error(`the field ${label?.text} is required`);
      if (typeof value === 'string' && longer(value, element.max_length ?? 3_000))
        throw new Error('too long');
      const filled =
        element.type === 'file_input'
          ? { files: typeof value === 'string' ? [] : [keep(value)] }
          : { value: value === '' ? null : value };
      return [block_id, { [element.action_id]: { type: element.type, ...filled } }];
    }),
  );
}
