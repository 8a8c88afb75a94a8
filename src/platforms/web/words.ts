/** What the page itself says. */
import type { Locale } from '../../language/locale.ts';

type Words = {
  readonly title: string;
  readonly lead: string;
  readonly examples: string;
  readonly questions: readonly string[];
  readonly conversation: string;
  readonly label: string;
  readonly placeholder: string;
  readonly send: string;
  readonly hint: string;
  readonly you: string;
  readonly waiting: string;
  readonly failed: string;
  readonly table: string;
  readonly picture: string;
  readonly download: string;
  readonly optional: string;
  readonly run: string;
  readonly noSuchCommand: (word: string) => string;
  readonly adminTitle: string;
  readonly adminOpen: string;
  readonly adminIn: string;
  readonly adminOut: string;
  readonly adminClosed: string;
  readonly adminRefused: string;
  readonly token: string;
  readonly enter: string;
  readonly leave: string;
  readonly wrongToken: string;
  readonly commands: string;
};

const ZH: Words = {
  title: '芯片市场问答',
  lead: '用中文或英文提问，得到有出处的数字：期间、谁说的、出自哪一段。库里没有的，会直说没有。',
  examples: '可以这样问',
  questions: ['摩尔线程2024年亏了多少', '沐曦和摩尔线程2024年营收差多少', 'H20什么时候解禁的', '英伟达市值'],
  conversation: '问答',
  label: '问题或命令',
  placeholder: '例如：摩尔线程2024年亏了多少',
  send: '提问',
  hint: '也可以写命令：/chip help 列出全部。',
  you: '问：',
  waiting: '正在查……',
  failed: '没有收到回答，请再试一次。',
  table: '表格，可左右滚动',
  picture: '图，可左右滚动',
  download: '下载',
  optional: '（可不填）',
  run: '执行',
  noSuchCommand: (word) => `没有 ${word} 这个命令。/chip help 查看命令。`,
  adminTitle: '维护事实库',
  adminOpen:
    '本页只在这台机器上打开，坐在这里就可以更正事实。若要经代理（如 nginx）让别处打开，请先设置 PAGE_ADMIN_TOKEN。',
  adminIn: '已凭口令进入，可以更正事实。',
  adminOut: '更正事实需要口令（设置 PAGE_ADMIN_TOKEN 的值）。',
  adminClosed: '本页可以从别处打开，因此没有开启更正事实的命令。设置 PAGE_ADMIN_TOKEN 后可以凭口令使用。',
  adminRefused: '更正事实的命令在这里没有开启，或需要先输入口令。',
  token: '口令',
  enter: '进入',
  leave: '退出',
  wrongToken: '口令不对。',
  commands: '命令',
};

const EN: Words = {
  title: 'Chip market facts',
  lead: 'Ask in English or Chinese and get the sourced figure: its period, who says so, the paragraph it stands in. What is not in the base is said to be unknown.',
  examples: 'You could ask',
  questions: [
    'How much did Moore Threads lose in 2024?',
    'Compare Moore Threads and MetaX revenue in 2024',
    'When was the H20 ban lifted?',
    'Nvidia market value',
  ],
  conversation: 'Questions and answers',
  label: 'Question or command',
  placeholder: 'Such as: How much did Moore Threads lose in 2024?',
  send: 'Ask',
  hint: 'Commands work too: /chip help lists them.',
  you: 'Asked:',
  waiting: 'Looking it up …',
  failed: 'No answer came. Please try again.',
  table: 'Table, scrolls sideways',
  picture: 'Picture, scrolls sideways',
  download: 'Download',
  optional: '(optional)',
  run: 'Send',
  noSuchCommand: (word) => `There is no command ${word}. /chip help shows the commands.`,
  adminTitle: 'Curate the fact base',
  adminOpen:
    'This page is open on this machine only: whoever sits here may change facts. Before a proxy (such as nginx) passes requests on to it, set PAGE_ADMIN_TOKEN.',
  adminIn: 'You entered with the token and may change facts.',
  adminOut: 'Changing facts takes the token (the value of the setting PAGE_ADMIN_TOKEN).',
  adminClosed:
    'This page can be opened from elsewhere, so the commands that change facts are off. With the setting PAGE_ADMIN_TOKEN they work for whoever has the token.',
  adminRefused: 'The commands that change facts are not open here, or need the token first.',
  token: 'Token',
  enter: 'Enter',
  leave: 'Leave',
  wrongToken: 'That is not the token.',
  commands: 'Commands',
};

export function words(locale: Locale): Words {
  return locale === 'zh' ? ZH : EN;
}
