/** What the terminal itself says. */
import type { Locale } from '../../language/locale.ts';

const GREETING = {
  zh: [
    '芯片市场问答：只答有出处的数字，没有就直说。中文、英文都可以问，例如：',
    '  摩尔线程2024年亏了多少',
    '  沐曦和摩尔线程2024年营收差多少',
    '  H20什么时候解禁的',
    '/help 查看命令，输入编号按下按钮，/quit 退出。',
  ],
  en: [
    'Chip-market answers: the sourced figure, or plainly that there is none. Ask in English or Chinese:',
    '  How much did Moore Threads lose in 2024?',
    '  Compare Moore Threads and MetaX revenue in 2024',
    '  摩尔线程2024年亏了多少',
    '/help shows the commands, a number presses a button, /quit leaves.',
  ],
} as const satisfies Record<Locale, readonly string[]>;

/** What a new session begins with. */
export function greeting(locale: Locale): string {
  return GREETING[locale].join('\n');
}

export function goodbye(locale: Locale): string {
  return locale === 'zh' ? '再见。' : 'Goodbye.';
}

export function noSuchCommand(word: string, locale: Locale): string {
  return locale === 'zh'
    ? `没有 ${word} 这个命令。/help 查看命令。`
    : `There is no command ${word}. /help shows the commands.`;
}

/** How a form is filled in here. */
export function formHelp(locale: Locale): string {
  return locale === 'zh'
    ? '逐项填写：回车保留 [ ] 里的内容，- 清空，/cancel 放弃。'
    : 'Field by field: Enter keeps what is in [ ], - clears it, /cancel leaves the form.';
}

export function optional(locale: Locale): string {
  return locale === 'zh' ? '可不填' : 'optional';
}

export function fieldRequired(locale: Locale): string {
  return locale === 'zh' ? '这一项必须填写。' : 'This is required.';
}

export function formCancelled(locale: Locale): string {
  return locale === 'zh' ? '已放弃，没有提交。' : 'Cancelled: nothing was sent.';
}

export function fileWritten(path: string, locale: Locale): string {
  return locale === 'zh' ? `文件已写到 ${path}` : `Written to ${path}`;
}

export function fileNotWritten(name: string, code: string, locale: Locale): string {
  return locale === 'zh'
    ? `文件 ${name} 写不进去（${code}）。`
    : `The file ${name} could not be written (${code}).`;
}
