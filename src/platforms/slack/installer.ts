/** Installing in many workspaces: to Slack's page and back, by Bolt's installer, through the process's listener. */

import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver } from '@slack/bolt';
import type { Log, Route } from '../platform.ts';
import { createBoltLog } from './bolt-log.ts';
import { failureCode } from './failure.ts';
import type { Installations } from './installations.ts';
import { BOT_SCOPES, INSTALL_PATH, REDIRECT_PATH } from './scopes.ts';
import { clientOptions, createClient } from './workspace.ts';

export type InstallerOptions = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where this process is reached from outside; without it Slack takes the redirect address of the app. */
  readonly publicUrl?: string | undefined;
  readonly apiUrl?: string | undefined;
  readonly installations: Installations;
  readonly onInstalled: (space: string) => void;
  readonly log: Log;
};

type Given = NonNullable<ConstructorParameters<typeof HTTPReceiver>[0]['installationStore']>;
type BoltInstallation = Parameters<Given['storeInstallation']>[0];

/** The request listener of the two paths. */
export function createInstaller(options: InstallerOptions): HTTPReceiver['requestListener'] {
  const { clientId, clientSecret, publicUrl, apiUrl, log } = options;
  const receiver = new HTTPReceiver({
    // It gets nothing that is signed.
    signingSecret: '',
    signatureVerification: false,
    endpoints: [],
    // Whoever opens these addresses by hand makes it fail: that is no fault of ours.
    logger: createBoltLog((level, event, fields) => log(level === 'error' ? 'warn' : level, event, fields)),
    clientId,
    clientSecret,
    // The same in all processes: the state is signed, and bound to the browser by a cookie.
    stateSecret: createHmac('sha256', clientSecret).update('chip-facts install state').digest('hex'),
    scopes: [...BOT_SCOPES],
    ...(publicUrl === undefined ? {} : { redirectUri: `${publicUrl}${REDIRECT_PATH}` }),
    installationStore: createShelf(options),
    installerOptions: {
      directInstall: true,
      installPath: INSTALL_PATH,
      redirectUriPath: REDIRECT_PATH,
      clientOptions: clientOptions(apiUrl),
      callbackOptions: {
        afterInstallation: async (installation, _, __, response) => {
          const refusal = refusalOf(installation);
          if (refusal) await refuse(refusal, { installation, response, options });
          return !refusal;
        },
        failure: (error, _, __, response) => {
          const code = failureCode(error);
          const status = /_state$|missing_code|authorization/u.test(code) ? 400 : 500;
          log('warn', 'slack-install-failed', { code });
          sendPage(response, status, FAILED);
        },
      },
    },
  });
  return (request, response) => {
    // The listener answers HEAD like GET; Bolt throws at it.
    if (request.method !== 'GET') response.writeHead(405, { allow: 'GET' }).end();
    else receiver.requestListener(request, response);
  };
}

export function installRoutes(handle: Route['handle']): readonly Route[] {
  return [INSTALL_PATH, REDIRECT_PATH].map((path) => ({ method: 'GET', path, handle }));
}

function createShelf({ installations, onInstalled, log }: InstallerOptions): Given {
  return {
    storeInstallation: async (installation) => {
      const { team, bot, user } = installation;
      if (!team || !bot) throw new Error('no bot token');
      const { token, userId: botUser, scopes } = bot;
      await installations.keep(team.id, { token, botUser, scopes }, user.id);
      onInstalled(team.id);
      log('info', 'slack-installed', { space: team.id });
    },
    // Bolt asks here only where it looks for tokens itself.
    fetchInstallation: () => Promise.reject(new Error('not asked')),
  };
}

type Page = { readonly zh: string; readonly en: string };

const FAILED: Page = {
  zh: '没有装上。请从头再试一次；如果还是不行，请告诉机器人的管理者。',
  en: 'The app was not installed. Please start again; if it fails once more, tell whoever runs the bot.',
};
const ORGANISATION: Page = {
  zh: '这个应用只能装到单个工作区，不能装到整个组织。请选择一个工作区再试。',
  en: 'This app is installed in single workspaces, not in a whole organisation. Please choose one workspace and try again.',
};
const ROTATION: Page = {
  zh: '没有装上：这个应用打开了令牌轮换，机器人不支持。请让机器人的管理者在 OAuth & Permissions 里重建应用。',
  en: 'The app was not installed: its token rotation is on, which the bot does not support. Whoever runs the bot has to make the app anew, without it.',
};

function refusalOf({ isEnterpriseInstall, team, bot }: BoltInstallation): Page | undefined {
  if (isEnterpriseInstall || !team) return ORGANISATION;
  return bot?.expiresAt === undefined ? undefined : ROTATION;
}

type Refused = {
  readonly installation: BoltInstallation;
  readonly response: ServerResponse;
  readonly options: InstallerOptions;
};

/** Slack has given the token already: it is given back, so that the app does not stay there unanswered. */
async function refuse(page: Page, { installation, response, options }: Refused): Promise<void> {
  const token = installation.bot?.token;
  if (token !== undefined) {
    await createClient(token, options)
      .auth.revoke()
      .catch((error: unknown) => options.log('warn', 'slack-revoke-failed', { code: failureCode(error) }));
  }
  options.log('warn', 'slack-install-refused', { organisation: page === ORGANISATION });
  sendPage(response, 400, page);
}

function sendPage(response: ServerResponse<IncomingMessage>, status: number, { zh, en }: Page): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(
    `<!doctype html><meta charset="utf-8"><title>Slack</title><p lang="zh">${zh}</p><p lang="en">${en}</p>\n`,
  );
}
