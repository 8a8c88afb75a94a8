/**
 * What of the digests outlives the process: subscriptions and their slots, feeds and their items, notices. Instants are
 * ISO 8601 in UTC. What the digests put in (`options`, `draft`, `state`, `item`, `content`) is kept as JSON, unread.
 */

/** Whose a subscription is: nobody elsewhere sees or touches it. */
export type Owner = {
  /** `Platform.name`. */
  readonly platform: string;
  /** The server or workspace; in a direct message without one the place itself. */
  readonly space: string;
};

export type SubscriptionState = 'on' | 'paused' | 'ended';

export type Subscription = Owner & {
  readonly id: number;
  readonly place: string;
  readonly options: unknown;
  readonly state: SubscriptionState;
  /** Why it ended: the platform's own code. */
  readonly why: string | null;
  readonly by: string;
  readonly made: string;
  /** The last slot that was run or given up; at first, when it was made. */
  readonly done: string;
  /** What came in before it counts as told. */
  readonly since: string;
  /** The last revision of the facts that it was told of. */
  readonly seq: number;
};

export type NewSubscription = Owner & Pick<Subscription, 'place' | 'options' | 'by' | 'seq'>;

/** A slot is named by its subscription and its planned time; there are no two of one name. */
export type SlotName = { readonly subscription: number; readonly planned: string };

export type Slot = SlotName & {
  /** How often it was taken up. */
  readonly tries: number;
  /** What is to be posted; null until it was compiled. */
  readonly draft: unknown;
  /** How many parts of the draft are posted for certain. */
  readonly parts: number;
  /** Whether the part after them may be there all the same. */
  readonly doubt: boolean;
};

export type Claiming = SlotName & {
  /** Who asks: another name for every run. */
  readonly holder: string;
  readonly now: string;
  /** Until then nobody else takes it. */
  readonly until: string;
};

export type Claim =
  /** Ours now. It may be an older one that somebody left behind: that is to be settled first. */
  | { readonly kind: 'claimed'; readonly slot: Slot }
  /** Somebody is at it, or it waits to be tried again. */
  | { readonly kind: 'held'; readonly until: string }
  /** It was run before, or the subscription is off. */
  | { readonly kind: 'over' };

export type Progress = Pick<Slot, 'draft' | 'parts' | 'doubt'> & { readonly until: string };

export type Ending = {
  readonly state: 'posted' | 'empty' | 'skipped' | 'refused';
  /** Ids of the items that were told. */
  readonly told: readonly string[];
  /** The last revision that was told of; null leaves it as it is. */
  readonly seq: number | null;
  /** When the subscription ends with it: why. */
  readonly why?: string;
  readonly notice?: NewNotice;
};

export type KeptFeed = {
  /** As it was added. */
  readonly url: string;
  readonly topics: string;
  readonly state: unknown;
  readonly nextAt: string;
  readonly by: string;
  readonly added: string;
};

export type NewItem = {
  readonly id: string;
  readonly item: unknown;
  /** When it became news; '' for what was there before and has no date. */
  readonly dated: string;
};

export type KeptItem = { readonly id: string; readonly item: unknown; readonly entered: string };

export type Visited = {
  readonly state: unknown;
  readonly nextAt: string;
  /** All that the feed holds now; null where it was not read anew. */
  readonly items: readonly NewItem[] | null;
  /** Items that it has not held since are dropped. */
  readonly keepSince: string;
  readonly notices: readonly NewNotice[];
};

export type NewNotice = {
  /** One of a name is kept once. */
  readonly id: string;
  /** `Request.user.id`. */
  readonly to: string;
  readonly content: unknown;
};
export type KeptNotice = NewNotice & { readonly tries: number };

export type Taking = {
  readonly now: string;
  readonly until: string;
  readonly most: number;
  /** Of these alone: addresses of feeds, ids of notices. */
  readonly only: readonly string[];
};

/** What is to be done from then on, or sooner. */
export type Due = {
  readonly feeds: readonly Pick<KeptFeed, 'url' | 'nextAt'>[];
  readonly notices: readonly (Pick<NewNotice, 'id' | 'to'> & { readonly nextAt: string })[];
};

export type DigestStore = {
  /** Whether there is anything for the digests to do. */
  isUsed(): Promise<boolean>;

  subscribe(wish: NewSubscription): Promise<Subscription>;
  /** Those of one owner, all without one; the oldest first. */
  subscriptions(owner?: Owner): Promise<readonly Subscription[]>;
  subscription(id: number): Promise<Subscription | undefined>;
  /** @returns false where there is none. `done` moves on only. */
  setState(id: number, state: SubscriptionState): Promise<boolean>;
  /** Ends those of an owner that are on, whose app is no longer there. @returns how many. */
  endAll(owner: Owner, why: string): Promise<number>;
  /** With its slots and what it was told. @returns false where there is none. */
  unsubscribe(id: number): Promise<boolean>;

  claim(claiming: Claiming): Promise<Claim>;
  /** @returns false when it is no longer ours: then nothing of it may be posted. */
  progress(name: SlotName, holder: string, progress: Progress): Promise<boolean>;
  /** The last step: slot, subscription and what was told, all or nothing. @returns false when it was not ours. */
  finish(name: SlotName, holder: string, ending: Ending): Promise<boolean>;
  /** Whatever is held under this name of the subscription is left as it stands, for whoever comes next. */
  release(subscription: number, holder: string): Promise<void>;
  /** Slots that are not at their end: at work, waiting to be tried again, or left behind. Of all without one. */
  openSlots(subscription?: number): Promise<readonly (SlotName & { readonly until: string })[]>;
  /** How slots ended, the oldest first. */
  slots(subscription: number): Promise<readonly (SlotName & { readonly state: string })[]>;
  told(subscription: number): Promise<ReadonlySet<string>>;

  /** @returns false where it is there already. */
  addFeed(feed: Pick<KeptFeed, 'url' | 'topics' | 'state' | 'by'>): Promise<boolean>;
  /** With its items. @returns false where there is none. */
  removeFeed(url: string): Promise<boolean>;
  feeds(): Promise<readonly KeptFeed[]>;
  /** Feeds whose time has come; nobody else visits them before `until`. */
  takeFeeds(taking: Taking): Promise<readonly KeptFeed[]>;
  /** Feeds and notices whose time comes until then. */
  due(until: string): Promise<Due>;
  /** @returns false when the feed was removed meanwhile: nothing of it is kept. */
  visited(url: string, visited: Visited): Promise<boolean>;
  /** Those of the ids that are kept. */
  knownItems(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Items that became news at or after an instant. */
  items(since: string): Promise<readonly KeptItem[]>;

  takeNotices(taking: Taking): Promise<readonly KeptNotice[]>;
  /** Told, or never to be told. */
  dropNotice(id: string): Promise<void>;
};
