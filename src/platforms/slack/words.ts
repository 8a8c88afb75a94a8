/** The few words that only this adapter says. */
import type { Locale, Text } from '../../language/locale.ts';

const WORDS = {
  sharedBy: { zh: '由 {name} 分享', en: 'Shared by {name}' },
  cancel: { zh: '取消', en: 'Cancel' },
  filesInDirect: {
    zh: '文件只有你能看，已发到你和我的私信里。',
    en: 'The files are for you alone: they are in your direct messages with me.',
  },
  filesFailed: {
    zh: '文件没能送达 Slack，问题已记录。',
    en: 'The files could not be delivered to Slack; this has been logged.',
  },
  notInstalled: {
    zh: '机器人在这个工作区的安装已失效，请管理员重新安装。',
    en: 'The bot is no longer installed in this workspace: an administrator has to install it again.',
  },
  unavailable: {
    zh: '现在无法回答：机器人暂时连不上自己的数据库。请过一会儿再试。',
    en: 'No answer just now: the bot cannot reach its database. Please try again in a while.',
  },
  unknownForm: {
    zh: '这张表单来自旧版本，请重新输入命令。',
    en: 'This form is from an earlier version. Please use the command again.',
  },
} as const satisfies Record<string, Text>;

export type Excuse = 'notInstalled' | 'unavailable';

export function word(key: keyof typeof WORDS, locale: Locale): string {
  return WORDS[key][locale];
}

/** The line above a shared message. `name` is as Slack gives it. */
export function sharedByLine(locale: Locale, name: string): string {
  return word('sharedBy', locale).replace('{name}', () => name);
}
