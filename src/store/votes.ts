/** Whose word counts: that of somebody who was removed since does not. */
import type { Proposal } from './store.ts';

/** Somebody who was removed and not added again. */
export type Removal = { readonly user: string; readonly at: string };

/** Whether somebody was a curator no more after an instant. Who acted later was let in by another right. */
export function isRemovedSince(user: string, at: string, removals: readonly Removal[]): boolean {
  return removals.some((removal) => removal.user === user && removal.at >= at);
}

/** How many approve it. @param appointed whose votes count whatever was removed. */
export function approvalsOf(
  { votes }: Proposal,
  removals: readonly Removal[],
  appointed: readonly string[],
): number {
  const standing = votes.filter(
    ({ by, at, verdict }) =>
      verdict === 'approve' && (appointed.includes(by) || !isRemovedSince(by, at, removals)),
  );
  return standing.length;
}
