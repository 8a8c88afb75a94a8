/** `/chip-admin curator add`, `remove` and `list`: who may change facts besides the administrators at home. */
import type { Reply } from '../../platforms/platform.ts';
import { quote, requiredOption } from '../asked.ts';
import { type Admin, sentence } from './admin.ts';

/** The forms of the setting CURATORS. */
const USER = /^(?:discord:\d{17,20}|slack:[TE][A-Z0-9]+\/[UW][A-Z0-9]+)$/u;
/** What a mention is sent as: <@123>, <@!123>, <@U123>, <@U123|name>. */
const MENTION = /^<@!?([A-Z0-9]+)(?:\|[^>]*)?>$/u;

export async function addCurator(admin: Admin): Promise<Reply> {
  const { request, store, locale, curation } = admin;
  const user = readUser(admin);
  if (user === null) return notAUser(admin);
  if (curation.curators.includes(user)) {
    return sentence(locale, {
      zh: `${user} 已由设置 CURATORS 指定为维护者。`,
      en: `${user} is a curator by the setting CURATORS already.`,
    });
  }
  const added = await store.setCurator(user, { curator: true, by: request.user.id });
  return sentence(
    locale,
    added
      ? { zh: `${user} 现在是维护者。`, en: `${user} is a curator now.` }
      : { zh: `${user} 已经是维护者。`, en: `${user} is a curator already.` },
  );
}

export async function removeCurator(admin: Admin): Promise<Reply> {
  const { request, store, locale, curation } = admin;
  const user = readUser(admin);
  if (user === null) return notAUser(admin);
  const removed = await store.setCurator(user, { curator: false, by: request.user.id });
  const configured = curation.curators.includes(user);
  if (configured) {
    return sentence(locale, {
      zh: `${user} 由设置 CURATORS 指定，要在那里去掉。`,
      en: `${user} is a curator by the setting CURATORS, and has to be taken out there.`,
    });
  }
  return sentence(
    locale,
    removed
      ? { zh: `${user} 不再是维护者。`, en: `${user} is no curator any more.` }
      : { zh: `${user} 不在添加的维护者里。`, en: `${user} is not among the curators that were added.` },
  );
}

export async function listCurators({ store, locale, curation }: Admin): Promise<Reply> {
  const zh = locale === 'zh';
  const added = await store.curators();
  const items = [
    zh
      ? '本机器人所属服务器或工作区的管理员'
      : 'The administrators of the server or workspace that this bot belongs to',
    ...curation.curators.map((user) => (zh ? `${user}（设置 CURATORS）` : `${user} (setting CURATORS)`)),
    ...added.map(({ user, by, at }) =>
      zh ? `${user}（${by} 于 ${at.slice(0, 10)} 添加）` : `${user} (added by ${by} on ${at.slice(0, 10)})`,
    ),
  ];
  return {
    locale,
    blocks: [
      { kind: 'headline', text: zh ? '谁能更正事实' : 'Who may correct facts' },
      { kind: 'list', items },
    ],
    actions: [],
  };
}

/** A whole id, or a mention of somebody on the platform that the request came from. */
function readUser({ request }: Admin): string | null {
  const typed = requiredOption(request, 'user');
  if (USER.test(typed)) return typed;
  const mentioned = MENTION.exec(typed)?.[1];
  const own = /^(discord:|slack:[TE][A-Z0-9]+\/)/u.exec(request.user.id)?.[1];
  const user = mentioned === undefined || own === undefined ? '' : own + mentioned;
  return USER.test(user) ? user : null;
}

function notAUser({ request, locale }: Admin): Reply {
  const typed = quote(requiredOption(request, 'user'));
  return sentence(locale, {
    zh: `${typed}看不出是谁。请@此人，或写成 discord:用户编号、slack:工作区/用户。`,
    en: `${typed} names nobody. Mention the person, or write discord:USER-ID or slack:WORKSPACE/USER.`,
  });
}
