/** The store's socket: what outlives the process. Two engines keep to it, and one set of tests runs on both. */
import type { Draft, Revision } from '../knowledge/revision.ts';
import type { DigestStore } from './digest-store.ts';

export type Appended =
  | { readonly kind: 'appended'; readonly revisions: readonly Revision[] }
  /** Nothing was recorded: somebody changed the same targets meanwhile, and this is how. */
  | { readonly kind: 'conflict'; readonly since: readonly Revision[] };

/** One change of a proposal; author, reason and proposal are the same for all of them. */
export type Step = Pick<Draft, 'change' | 'base' | 'undoes'>;

/** `confirm` is the author's own word that a remarkable figure is meant. */
type Verdict = 'approve' | 'reject' | 'confirm';
type Vote = { readonly by: string; readonly verdict: Verdict; readonly at: string };

export type ProposalState = 'unconfirmed' | 'open' | 'approved' | 'rejected' | 'outdated';

export type Proposal = {
  readonly id: number;
  readonly made: string;
  readonly author: string;
  readonly reason: string;
  readonly steps: readonly Step[];
  readonly votes: readonly Vote[];
  readonly state: ProposalState;
};

export type NewProposal = Pick<Proposal, 'author' | 'reason' | 'steps'> & { readonly confirmed: boolean };

export type Deciding = {
  readonly by: string;
  readonly verdict: Verdict;
  /** How many approvals by others a change needs now. */
  readonly needed: number;
  /** Curators by the setting: removing them from those that were added changes nothing. */
  readonly appointed: readonly string[];
};

export type Decision =
  | { readonly kind: 'unknown' }
  /** It was decided before; the state says how. */
  | { readonly kind: 'closed'; readonly proposal: Proposal }
  /** The author approves, or somebody else confirms. */
  | { readonly kind: 'not-yours'; readonly proposal: Proposal }
  | { readonly kind: 'unconfirmed'; readonly proposal: Proposal }
  | { readonly kind: 'counted'; readonly proposal: Proposal; readonly missing: number }
  | { readonly kind: 'approved'; readonly proposal: Proposal; readonly revisions: readonly Revision[] }
  | { readonly kind: 'rejected'; readonly proposal: Proposal }
  | { readonly kind: 'outdated'; readonly proposal: Proposal; readonly since: readonly Revision[] };

export type Curator = { readonly user: string; readonly by: string; readonly at: string };

export type GapCount = {
  /** What was asked about, in no language: all of them count together. */
  readonly form: string;
  readonly count: number;
  /** The day it was last asked, YYYY-MM-DD. */
  readonly last: string;
  /** As it was last asked; only where that is kept. */
  readonly raw?: string;
};

export type Gap = Pick<GapCount, 'form' | 'raw'>;

/** A delivery that several processes may get is answered by the one that takes its key. */
export type ClaimStore = {
  /** True for the first who asks, of all processes; for about two hours. */
  take(key: string): Promise<boolean>;
  /** It may be taken again. */
  release(key: string): Promise<void>;
};

/** A workspace that the app was installed in. */
export type KeptInstallation = {
  readonly space: string;
  /** The token, encrypted; see `platforms/slack/seal.ts`. */
  readonly sealed: string;
  readonly by: string;
  /** When, as ISO 8601 in UTC. */
  readonly at: string;
};

export type InstallationStore = {
  /** In place of one that was there. */
  put(installation: KeptInstallation): Promise<void>;
  get(space: string): Promise<KeptInstallation | undefined>;
  all(): Promise<readonly KeptInstallation[]>;
  /** @returns false where it is sealed otherwise by now: nothing is changed then. */
  reseal(change: { readonly space: string; readonly from: string; readonly to: string }): Promise<boolean>;
  /** Not one that was made after `until`. @returns false where there is none. */
  remove(space: string, until: string): Promise<boolean>;
};

/**
 * Calls reject with a UserError while the store is away ('store-away'), takes nothing more ('store-full'), or was lost
 * while it committed ('store-unsure': it may have been recorded). In the first two cases nothing was recorded.
 */
export type Store = {
  /** Resolves while the store can be asked. */
  check(): Promise<void>;
  /** In order; those after `after`, all by default. */
  revisions(after?: number): Promise<readonly Revision[]>;
  /**
   * Records all of them or none. What was acknowledged survives the end of the process, however it ends.
   * @throws when two drafts change one target: what the second replaces is not recorded yet.
   */
  append(drafts: readonly Draft[]): Promise<Appended>;
  propose(proposal: NewProposal): Promise<Proposal>;
  /** Those waiting for the word of others, the oldest first; not those that their author has not confirmed. */
  pending(): Promise<readonly Proposal[]>;
  proposal(id: number): Promise<Proposal | undefined>;
  /** A last missing approval records the changes in the same transaction. */
  decide(id: number, deciding: Deciding): Promise<Decision>;
  /** Those added from a chat and not removed since. */
  curators(): Promise<readonly Curator[]>;
  /** @returns false when that is what they are already. */
  setCurator(user: string, state: { readonly curator: boolean; readonly by: string }): Promise<boolean>;
  /** Everybody who ever recorded, proposed or decided a change, without those who were removed since. */
  authors(): Promise<readonly string[]>;
  /** How many of its approvals count now: not those of a curator who was removed since, unless appointed. */
  approvals(proposal: Proposal, appointed: Deciding['appointed']): Promise<number>;
  countGap(gap: Gap): Promise<void>;
  /** The most wanted first. */
  gaps(most: number): Promise<readonly GapCount[]>;
  /** What the news digests need to be kept. */
  readonly digest: DigestStore;
  readonly claims: ClaimStore;
  readonly installations: InstallationStore;
  /** Calls after every change of the log, by this process at once, by another within 2 s. @returns how to stop it. */
  watch(changed: () => void): () => void;
  close(): Promise<void>;
};

export type StoreOptions = {
  readonly now: () => Date;
  /** A lost connection, told once each time; the store mends it by itself. */
  readonly onFault: (error: unknown) => void;
  /** How long a call of PostgreSQL may take before it counts as away, in milliseconds; 10,000 by default. */
  readonly patienceMs?: number;
  /** The embedded store grows no larger than so many pages of 4 KiB; by default as large as the disk lets it. */
  readonly mostPages?: number;
};
