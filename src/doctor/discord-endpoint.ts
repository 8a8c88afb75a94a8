/** Where Discord delivers interactions: the setting of the app in the developer portal beside ours. */
import { PATH } from '../platforms/discord/endpoint.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

export type Delivery = {
  readonly mode: 'gateway' | 'http';
  /** PUBLIC_URL. */
  readonly publicUrl?: string;
};

const ABOUT = 'Discord interactions endpoint';
const FIELD =
  'https://discord.com/developers/applications, your app, General Information, Interactions Endpoint URL';

/** `endpoint` as Discord tells it; null when none is set. */
export function endpointFindings(endpoint: string | null, { mode, publicUrl }: Delivery): Finding[] {
  if (mode === 'gateway') {
    if (endpoint === null) return [];
    const said = 'is set, so commands go there and not over the gateway';
    return [fail(ABOUT, said, `clear it (${FIELD}), or set DISCORD_MODE=http`)];
  }
  const wanted = `${publicUrl ?? 'https://YOUR-ADDRESS'}${PATH}`;
  if (endpoint === null) {
    const said = 'none is set: Discord delivers no command';
    return [fail(ABOUT, said, `start the bot, then set it to ${wanted}: ${FIELD}`)];
  }
  if (publicUrl === undefined ? URL.parse(endpoint)?.pathname === PATH : endpoint === wanted)
    return [ok(ABOUT, endpoint)];
  return [warn(ABOUT, `is ${endpoint}`, `if that does not lead to this bot, set it to ${wanted}: ${FIELD}`)];
}
