/** Rows of the tables of the digests. Instants are ISO 8601 in UTC. */

export type SubscriptionRow = {
  readonly id: number;
  readonly platform: string;
  readonly space: string;
  readonly place: string;
  readonly options: string;
  readonly state: 'on' | 'paused' | 'ended';
  readonly why: string | null;
  readonly by_user: string;
  readonly made: string;
  readonly done: string;
  readonly since: string;
  readonly seq: number;
};

export type SlotRow = {
  readonly subscription: number;
  readonly planned: string;
  readonly state: 'open' | 'posted' | 'empty' | 'skipped' | 'refused';
  readonly holder: string;
  readonly lease: string;
  readonly tries: number;
  readonly draft: string | null;
  readonly parts: number;
  readonly doubt: number;
};

export type FeedRow = {
  readonly url: string;
  readonly topics: string;
  readonly state: string;
  readonly next_at: string;
  readonly by_user: string;
  readonly added: string;
};

export type ItemRow = {
  readonly id: string;
  readonly feed: string;
  readonly item: string;
  readonly dated: string;
  readonly entered: string;
  readonly seen: string;
};

export type NoticeRow = {
  readonly id: string;
  readonly to_user: string;
  readonly content: string;
  readonly next_at: string;
  readonly tries: number;
};

export type DigestTables = {
  readonly subscriptions: SubscriptionRow;
  readonly slots: SlotRow;
  readonly told: { readonly subscription: number; readonly item: string; readonly at: string };
  readonly feeds: FeedRow;
  readonly items: ItemRow;
  readonly notices: NoticeRow;
};
