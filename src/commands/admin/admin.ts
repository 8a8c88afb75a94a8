/** What every curator's command is given, and the one door to them: who may, and who may not. */
import type { Desk } from '../../digest/run/desk.ts';
import type { Fact } from '../../knowledge/fact.ts';
import type { Snapshot } from '../../knowledge/snapshot.ts';
import type { Locale, Text } from '../../language/locale.ts';
import type { Log, Message, Reply, Request } from '../../platforms/platform.ts';
import type { Store } from '../../store/store.ts';
import { localeOf } from '../asked.ts';
import { isCurator, knownCurators } from './rights.ts';

/** How facts are changed here. A bot without it only answers. */
export type Curation = {
  readonly snapshot: () => Snapshot;
  readonly store: () => Promise<Store>;
  /** Resolves when `snapshot` has what was recorded so far. */
  readonly refresh: () => Promise<void>;
  /** The setting CURATORS. */
  readonly curators: readonly string[];
  /** The setting APPROVALS; without one it follows from the number of curators. */
  readonly approvals?: number;
  /** Whether unanswered questions are kept as they were asked. */
  readonly gapsRaw: boolean;
  /** Does something that no answer waits for; a failure is logged under the name of the event. */
  readonly later: (event: string, work: () => Promise<void>) => void;
  /** The news desk, at work from the first time on; without it there is no news. */
  readonly desk?: () => Promise<Desk>;
};

export type Admin = {
  readonly request: Request;
  readonly locale: Locale;
  /** Read after the command came in: it has whatever was recorded before. */
  readonly snapshot: Snapshot;
  readonly store: Store;
  readonly curation: Curation;
};

export type AdminCommand = (admin: Admin) => Promise<Reply> | Reply;

export type Guard = { readonly request: Request; readonly curation: Curation | undefined; readonly log: Log };

/** Runs the command for a curator; tells everybody else so, privately, and logs it. */
export async function asCurator(command: AdminCommand, guard: Guard): Promise<Reply> {
  const { request, curation, log } = guard;
  const locale = localeOf(request, ...Object.values(request.options));
  if (!curation) return sentence(locale, NO_STORE);
  const store = await curation.store();
  if (!isCurator(request, curation.curators, await store.curators())) {
    log('warn', 'curator-refused', { request: request.id, user: request.user.id, command: request.command });
    return sentence(locale, REFUSED);
  }
  await curation.refresh();
  return command({ request, locale, snapshot: curation.snapshot(), store, curation });
}

const NO_STORE: Text = {
  zh: '这里没有开启更正事实的功能。',
  en: 'Correcting facts is not switched on here.',
};
const REFUSED: Text = {
  zh: '这个命令只供事实库的维护者使用。维护者是本机器人所属服务器或工作区的管理员，以及他们添加的人。发现错误时，请告诉其中一位。',
  en: 'This command is for the curators of the fact base: the administrators of the server or workspace that this bot belongs to, and whoever they added. If you found a mistake, please tell one of them.',
};

/** How many others must approve a change: by the setting, else none for a curator who is alone. */
export async function neededApprovals({ request, store, curation }: Admin): Promise<number> {
  if (curation.approvals !== undefined) return curation.approvals;
  const [added, authors] = await Promise.all([store.curators(), store.authors()]);
  const known = knownCurators([
    request.user.id,
    ...curation.curators,
    ...added.map(({ user }) => user),
    ...authors,
  ]);
  return known.size > 1 || (known.size === 1 && !known.has(request.user.id)) ? 1 : 0;
}

export function sentence(locale: Locale, text: Text): Message {
  return { locale, blocks: [{ kind: 'text', text: text[locale] }], actions: [] };
}

/** The fact of an id as typed; capitals do not matter. */
export function findFact(id: string, { snapshot }: Admin): Fact | undefined {
  return snapshot.base.fact(id) ?? snapshot.base.fact(id.toLowerCase());
}
