/** Files both ways: posted by the bot, and sent to it. */
import type { WebClient } from '@slack/web-api';
import type { OutgoingFile, UploadedFile } from '../platform.ts';
import { createUpload } from '../uploads.ts';
import { limits } from './limits.ts';
import { shorten } from './split.ts';

export type FileBox = {
  /** Rejects with Slack's error. */
  post(
    files: readonly OutgoingFile[],
    to: { readonly channel: string; readonly thread?: string },
  ): Promise<void>;
  /** Slack has no files that one person of a channel sees: they go to their direct messages with the bot. */
  postTo(user: string, files: readonly OutgoingFile[]): Promise<void>;
  /** A file that a user sent, for the option or field it was given for. */
  toUpload(option: string, file: SentFile): UploadedFile;
};

export type SentFile = {
  readonly name: string;
  readonly size?: number | undefined;
  readonly url_private_download?: string | undefined;
};

export type FileBoxOptions = {
  readonly client: WebClient;
  readonly token: string;
  /** Base of the Web API where it is not Slack's: its files are there too. */
  readonly apiUrl?: string | undefined;
};

export function createFileBox({ client, token, apiUrl }: FileBoxOptions): FileBox {
  // Messages may be sent to a user's id; files may not.
  const channelOf = async (place: string): Promise<string> => {
    if (!/^[UW]/u.test(place)) return place;
    const { channel } = await client.conversations.open({ users: place });
    return channel?.id ?? '';
  };
  const post: FileBox['post'] = async (files, { channel, thread }) => {
    const file_uploads = files.map(({ name, content, alt }) => ({
      file: Buffer.from(content),
      filename: name.replace(/[/\\]/gu, '_'),
      title: name,
      ...(alt.trim() === '' ? {} : { alt_text: shorten(alt.trim(), limits.fileAlt) }),
    }));
    const thread_ts = thread === undefined ? {} : { thread_ts: thread };
    await client.filesUploadV2({ channel_id: await channelOf(channel), ...thread_ts, file_uploads });
  };
  return {
    post,
    postTo: (user, files) => post(files, { channel: user }),
    toUpload: (option, { name, size = 0, url_private_download: url }) =>
      createUpload({ option, name, size }, (signal) => {
        if (url === undefined || !isSlacks(url, apiUrl)) return Promise.reject(new Error('no address'));
        const headers = { authorization: `Bearer ${token}` };
        return fetch(url, { headers, signal, redirect: 'error' });
      }),
  };
}

/** The token goes to Slack alone, whatever address a payload names. */
function isSlacks(address: string, apiUrl: string | undefined): boolean {
  const url = URL.parse(address);
  if (url?.protocol === 'https:' && /(?:^|\.)slack\.com$/u.test(url.hostname)) return true;
  return apiUrl !== undefined && url?.origin === URL.parse(apiUrl)?.origin;
}
