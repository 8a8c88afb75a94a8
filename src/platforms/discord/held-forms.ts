/**
 * Forms that could not be opened when they were ready: Discord opens none in answer to another one. They hold what
 * was typed, which no button can carry, until somebody presses.
 */
import type { Form } from '../platform.ts';

export type HeldForms = {
  hold(key: string, form: Form, owner: string): void;
  /** Undefined when it is somebody else's, older than Discord keeps an ephemeral answer alive, or never was. */
  find(key: string, user: string): Form | undefined;
};

/** As long as an interaction can be answered. */
const LIFE_MS = 15 * 60_000;
const MOST = 500;

export function createHeldForms(now: () => Date): HeldForms {
  const forms = new Map<string, { readonly form: Form; readonly owner: string; readonly until: number }>();
  return {
    hold(key, form, owner) {
      forms.set(key, { form, owner, until: now().getTime() + LIFE_MS });
      // A Map iterates in insertion order: its first key is the oldest.
      for (const oldest of forms.keys()) {
        if (forms.size <= MOST) return;
        forms.delete(oldest);
      }
    },
    find(key, user) {
      const held = forms.get(key);
      return held && held.owner === user && now().getTime() <= held.until ? held.form : undefined;
    },
  };
}
