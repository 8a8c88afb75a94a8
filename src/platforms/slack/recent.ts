/** Ids met of late, so that a delivery that Slack repeats is answered once. Bounded: the oldest is forgotten. */
export type Recent = {
  /** True the first time an id is met. */
  readonly isNew: (id: string) => boolean;
  readonly forget: (id: string) => void;
};

/**
 * Slack repeats an event three times within about an hour; `capacity` ids must span that time.
 */
export function createRecent(capacity: number): Recent {
  const ids = new Set<string>();
  const isNew = (id: string): boolean => {
    if (ids.has(id)) return false;
    ids.add(id);
    const [oldest] = ids;
    if (ids.size > capacity && oldest !== undefined) ids.delete(oldest);
    return true;
  };
  return { isNew, forget: (id) => void ids.delete(id) };
}
