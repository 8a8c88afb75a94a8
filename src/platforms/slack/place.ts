/** What a channel is to the app and to a user, as Slack tells a bot. */
import type { WebClient } from '@slack/web-api';
import type { PlaceView, PostOutcome } from '../outcomes.ts';
import type { Message, Post } from '../platform.ts';
import { failureCode } from './failure.ts';
import type { People } from './people.ts';
import { failureToOutcome } from './post-outcome.ts';
import { isDirect } from './requests.ts';

export type Places = {
  look(place: string, user: string): Promise<PlaceView>;
  tell(user: string, message: Message, key: string): Promise<PostOutcome>;
};

type Options = {
  readonly client: WebClient;
  readonly people: People;
  /** The workspace that the client's token belongs to. */
  readonly team: string;
  readonly post: (post: Post) => Promise<PostOutcome>;
};

const INVITE = {
  zh: '机器人还不在那个频道里。请在频道里输入 /invite @Chip Facts（或机器人在这里的名字），然后再订阅。',
  en: 'The bot is not in that channel. Type /invite @Chip Facts there (or its name here), then subscribe again.',
};
const ARCHIVED = {
  zh: '那个频道已归档。请先取消归档，或换一个频道。',
  en: 'That channel is archived. Unarchive it first, or choose another one.',
};

export function createPlaces({ client, people, team: own, post }: Options): Places {
  return {
    async look(place, user) {
      if (!/^[CDG][A-Z0-9]+$/.test(place)) return { kind: 'unseen' };
      const [team = '', id = ''] = user.replace(/^slack:/, '').split('/');
      if (isDirect(place)) return { kind: 'seen', space: own, manages: team === own, obstacle: null };
      try {
        const { channel } = await client.conversations.info({ channel: place });
        const { managesChannel = false } = await people.rightsOf({ id, team }, place);
        const obstacle = channel?.is_archived ? ARCHIVED : channel?.is_member === false ? INVITE : null;
        return { kind: 'seen', space: own, manages: managesChannel, obstacle };
      } catch (error) {
        const unseen = /^(?:channel_not_found|not_in_channel|missing_scope)$/.test(failureCode(error));
        return { kind: unseen ? 'unseen' : 'unknown' };
      }
    },
    async tell(user, message, key) {
      const id = user.replace(/^slack:[^/]*\//, '');
      try {
        const { channel } = await client.conversations.open({ users: id });
        return await post({ place: channel?.id ?? id, space: own, message, key });
      } catch (error) {
        return failureToOutcome(error);
      }
    },
  };
}
