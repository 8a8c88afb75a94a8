/** What the adapter itself says: sentences that only make sense on Discord. */
import type { Locale, Text } from '../../language/locale.ts';

const SENTENCES = {
  unknownCommand: {
    zh: '这个命令已经不存在了。输入 /chip help 查看现有的命令。',
    en: 'This command no longer exists. Type /chip help to see the commands there are.',
  },
  unknownButton: {
    zh: '这个按钮来自旧版本，已经不能用了。请重新提问。',
    en: 'This button is from an earlier version and no longer works. Please ask again.',
  },
  unknownForm: {
    zh: '这张表单已经过期，请重新输入命令。',
    en: 'This form has expired. Please use the command again.',
  },
  fillIn: { zh: '填写', en: 'Fill in' },
  openForm: { zh: '打开表单修改', en: 'Open the form again' },
  nothingToShare: {
    zh: '这条消息里没有可以分享的内容。请重新提问后再分享。',
    en: 'There is nothing left to share in this message. Please ask again and share the new answer.',
  },
  failed: {
    zh: '回答没能送达 Discord，问题已记录。请稍后再试。',
    en: 'The answer could not be delivered to Discord; this has been logged. Please try again later.',
  },
  empty: { zh: '没有可显示的内容。', en: 'There is nothing to show.' },
  tooLong: {
    zh: '其余内容太长，Discord 无法显示。请把问题问得更具体一些。',
    en: 'The rest is too long for Discord. Please ask a narrower question.',
  },
} as const satisfies Record<string, Text>;

export function sentence(key: keyof typeof SENTENCES, locale: Locale): string {
  return SENTENCES[key][locale];
}

/** The line above a shared answer. `<@ID>` shows the name; `allowed_mentions` keeps it from pinging. */
export function sharedBy(userId: string, locale: Locale): string {
  return locale === 'zh' ? `<@${userId}> 分享了这条回答：` : `<@${userId}> shared this answer:`;
}

/** Said where a message has more buttons than Discord takes. */
export function moreChoices(count: number, locale: Locale): string {
  return locale === 'zh' ? `还有 ${count} 个选项没有显示。` : `${count} more choices are not shown.`;
}

/** Said where a message has files that Discord does not take. */
export function filesLeft(names: readonly string[], locale: Locale): string {
  const list = names.join(', ').slice(0, 100);
  return locale === 'zh'
    ? `文件太大或太多，没有附上：${list}。`
    : `Too large or too many to attach: ${list}.`;
}
