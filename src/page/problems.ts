/** What a reader is told when there is no page for what was asked. */
import type { Locale, Text } from '../language/locale.ts';
import { type Content, html } from './html.ts';

export type Problem =
  | {
      readonly kind:
        | 'not-found'
        | 'too-many'
        | 'busy'
        | 'too-large'
        | 'unreadable'
        | 'other-origin'
        | 'other-host'
        | 'not-admin';
      /** Said instead of the general sentence. */
      readonly text?: string;
      /** What may be meant: addresses of our own with their names. */
      readonly near?: readonly { readonly href: string; readonly label: string }[];
    }
  | { readonly kind: 'bug'; readonly id: string };

export const STATUS: Readonly<Record<Problem['kind'], number>> = {
  'not-found': 404,
  'too-many': 429,
  busy: 503,
  'too-large': 413,
  unreadable: 400,
  'other-origin': 403,
  'other-host': 421,
  'not-admin': 403,
  bug: 500,
};

const TITLES: Readonly<Record<Problem['kind'], Text>> = {
  'not-found': { zh: '没有这一页', en: 'No such page' },
  'too-many': { zh: '问得太快了', en: 'Too many requests' },
  busy: { zh: '暂时画不出来', en: 'Not now' },
  'too-large': { zh: '内容太大', en: 'Too much at once' },
  unreadable: { zh: '没有读懂', en: 'Not understood' },
  'other-origin': { zh: '没有执行', en: 'Not done' },
  'other-host': { zh: '地址不对', en: 'Another address' },
  'not-admin': { zh: '没有权限', en: 'Not allowed' },
  bug: { zh: '出错了', en: 'Something went wrong' },
};

const SENTENCES: Readonly<Record<Exclude<Problem['kind'], 'bug'>, Text>> = {
  'not-found': {
    zh: '这个地址下没有内容。可以提问，或在事实里查找。',
    en: 'There is nothing at this address. Ask a question, or look among the facts.',
  },
  'too-many': { zh: '请过几秒再试。', en: 'Please try again in a few seconds.' },
  busy: { zh: '图暂时画不出来，请稍后再试。', en: 'The picture cannot be drawn now: please try again.' },
  'too-large': {
    zh: '问题最多 500 个字，文件最多 5 MB。',
    en: 'A question may have 500 characters, a file 5 MB.',
  },
  unreadable: {
    zh: '这个请求不是本页的表单发出的样子。',
    en: 'This is not what a form of this page sends.',
  },
  'other-origin': {
    zh: '请求来自别的网站，没有执行。请在本页重新提交。',
    en: 'This was sent from another site and was not done. Please send it again from this page.',
  },
  'other-host': {
    zh: '请用 127.0.0.1、localhost 或设置 PUBLIC_URL 里的地址打开本页。',
    en: 'Open this page as 127.0.0.1, localhost, or the address in the setting PUBLIC_URL.',
  },
  'not-admin': {
    zh: '更正事实的命令在本页没有开启，或需要先输入口令。',
    en: 'The commands that change facts are not open on this page, or need the token first.',
  },
};

export function problemTitle({ kind }: Problem, locale: Locale): string {
  return TITLES[kind][locale];
}

export function problemToHtml(problem: Problem, locale: Locale): Content {
  const near = problem.kind === 'bug' ? [] : (problem.near ?? []);
  return html`<h1>${problemTitle(problem, locale)}</h1>
<p>${sentenceOf(problem, locale)}</p>
${near.length > 0 && html`<ul>${near.map(({ href, label }) => html`<li><a href="${href}">${label}</a></li>`)}</ul>`}
<p><a href="/">${locale === 'zh' ? '去提问' : 'Ask a question'}</a> · <a href="/facts">${locale === 'zh' ? '查看事实' : 'Look among the facts'}</a></p>`;
}

function sentenceOf(problem: Problem, locale: Locale): string {
  if (problem.kind !== 'bug') return problem.text ?? SENTENCES[problem.kind][locale];
  return locale === 'zh'
    ? `问题已记录，编号 ${problem.id}；反馈时请附上它。`
    : `It has been logged with the id ${problem.id}: please quote it when you report this.`;
}
