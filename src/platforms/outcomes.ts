/** What becomes of a message that the bot posts unasked, and what it learns of a place. */
import type { Text } from '../language/locale.ts';

export type PostOutcome =
  /** `id` is the platform's own, of the first message where it took several. */
  | { readonly kind: 'posted'; readonly id: string }
  /** The place is no more: do not post there again. */
  | { readonly kind: 'gone'; readonly code: string }
  /** The bot may not post there, or is no longer in it: whoever manages the channel can change that. */
  | { readonly kind: 'forbidden'; readonly code: string }
  /** Not before `afterMs`. `unsure`: it may have been posted all the same, so look with `findPosted` first. */
  | { readonly kind: 'retry'; readonly code: string; readonly afterMs: number; readonly unsure: boolean }
  /** The message itself was refused: repeating it will not help. */
  | { readonly kind: 'failed'; readonly code: string };

export type Found =
  | { readonly kind: 'found'; readonly id: string }
  /** Certainly not there. */
  | { readonly kind: 'absent' }
  /** The platform does not let the bot look, or does not tell. */
  | { readonly kind: 'unknown' };

/** What a place is to the bot and to one of its users. */
export type PlaceView =
  | {
      readonly kind: 'seen';
      /** The server or workspace that it belongs to, as in `Request.place.space`. */
      readonly space?: string;
      /** Whether the user may manage it. */
      readonly manages: boolean;
      /** What keeps the bot from posting there and how that is mended, a sentence; null when nothing does. */
      readonly obstacle: Text | null;
    }
  /** There is no such place, or the bot is not where it is. */
  | { readonly kind: 'unseen' }
  /** It could not be asked just now. */
  | { readonly kind: 'unknown' };
