/** Rules for modals from Discord's pages, and what a user fills into one. */
import { sizeOf } from './message-checks.ts';

type Input = {
  readonly type: number;
  readonly custom_id: string;
  readonly label?: unknown;
  readonly value?: string;
  readonly required?: boolean;
  readonly min_values?: number;
  readonly max_length?: number;
};
type Part = {
  readonly type: number;
  readonly label?: string;
  readonly description?: string;
  readonly component?: Input;
};
export type Modal = {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly Part[];
};

const isFrom = (least: number, most: number, text: string | undefined) =>
  text !== undefined && sizeOf(text) >= least && sizeOf(text) <= most;

function checkPart(part: Part): string[] {
  if (part.type === 10) return [];
  const { component } = part;
  if (part.type !== 18 || !component) return ['a modal has a part that is neither label nor text'];
  const { max_length: most = 4_000, value } = component;
  return [
    isFrom(1, 45, part.label) ? '' : 'a label is not 1 to 45',
    part.description === undefined || isFrom(1, 100, part.description) ? '' : 'a description is not 1 to 100',
    isFrom(1, 100, component.custom_id) ? '' : 'a custom_id of a field is not 1 to 100',
    component.label === undefined ? '' : 'an input inside a label has a label of its own',
    value === undefined || sizeOf(value) <= Math.min(most, 4_000) ? '' : 'a value is longer than its field',
    [component.custom_id, value ?? ''].every((text) => text.isWellFormed()) ? '' : 'a lone surrogate',
  ];
}

export function checkModal(modal: Modal): string[] {
  const ids = modal.components.flatMap((part) => (part.component ? [part.component.custom_id] : []));
  return [
    isFrom(1, 45, modal.title) ? '' : 'a modal title is not 1 to 45',
    isFrom(1, 100, modal.custom_id) ? '' : 'a modal custom_id is not 1 to 100',
    modal.components.length < 1 || modal.components.length > 5 ? 'a modal has not 1 to 5 parts' : '',
    new Set(ids).size < ids.length ? 'a custom_id is used twice' : '',
    ...modal.components.flatMap(checkPart),
  ].filter((problem) => problem !== '');
}

/** What a user types, and the ids of the files they choose, by the label that they see. Untouched fields stay. */
export type Filling = Readonly<Record<string, string>>;

/** The components of a submission. Throws for what Discord's own form would not let a user send. */
export function fillModal(modal: Modal, filling: Filling): unknown[] {
  const labels = modal.components.flatMap((part) => part.label ?? []);
  const unknown = Object.keys(filling).filter((label) => !labels.includes(label));
  if (unknown.length > 0) throw new Error(`no field ${unknown.join()}; there are: ${labels.join()}`);
  return modal.components.map((part, at) => {
    const { component, label = '' } = part;
    if (!component) return { type: part.type, id: at + 1 };
    const value = filling[label] ?? component.value ?? '';
    const empty = component.type === 19 ? component.min_values !== 0 : component.required !== false;
    if (value === '' && empty) throw new Error(`the field ${label} is required`);
    if (sizeOf(value) > (component.max_length ?? 4_000)) throw new Error(`too long for the field ${label}`);
    const { type, custom_id } = component;
    const filled = type === 19 ? { values: value === '' ? [] : [value] } : { value };
    return { type: 18, id: at + 1, component: { type, custom_id, id: at + 20, ...filled } };
  });
}
