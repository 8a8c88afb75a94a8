/** A UserError as one clear sentence in the reader's language; anything else as an id that the log has too. */
import { digestProblem } from '../digest/problem-text.ts';
import type { Locale } from '../language/locale.ts';
import type { UserError } from '../language/user-error.ts';
import type { Message } from '../platforms/platform.ts';
import { callActions } from './actions.ts';
import { quote } from './asked.ts';
import { COMMANDS } from './specs.ts';

export function userErrorToMessage({ code, details }: UserError, locale: Locale): Message {
  const zh = locale === 'zh';
  const option = optionLabel(details['command'], details['option'], locale);
  const text = quote(details['text'] ?? '');
  const sentences: Readonly<Record<string, string>> = {
    'unknown-command': zh
      ? '没有这个命令。能做什么，看帮助。'
      : 'There is no such command. See the help for what there is.',
    'file-too-large': zh
      ? `文件太大：最多 ${details['limit'] ?? ''} MB。`
      : `The file is too large: at most ${details['limit'] ?? ''} MB.`,
    'file-unreadable': zh
      ? `文件${quote(details['name'] ?? '')}读不出来，请重新发送。`
      : `The file ${quote(details['name'] ?? '')} cannot be read. Please send it again.`,
    'missing-option': zh ? `请填写“${option}”。` : `Please give the option “${option}”.`,
    'option-too-long': zh
      ? `“${option}”太长，请写得短一些。`
      : `The option “${option}” is too long: please shorten it.`,
    'not-a-period': zh
      ? `${text}看不出是哪一期。请写成 2024、2025-Q1 或“去年”这样。`
      : `${text} names no period. Write it like 2024, 2025-Q1 or “last year”.`,
    'too-many-subjects': zh
      ? `一张图最多画 ${details['limit'] ?? ''} 个名称，请分几次画。`
      : `A chart takes at most ${details['limit'] ?? ''} names: please draw them in parts.`,
    'not-a-day': zh
      ? `${text}不是一个日期。请写成 2025-08-01 这样。`
      : `${text} is no day. Write it like 2025-08-01.`,
    'day-to-come': zh
      ? `${text}还没到，那天录入了什么无从得知。`
      : `${text} is yet to come: what will be recorded by then is not known.`,
    'store-away': zh
      ? '现在连不上事实库的数据库，什么也没有记录。提问照常回答；更正请稍后再试。'
      : 'The database of the fact base cannot be reached right now, and nothing was recorded. Questions are still answered; please try the change again later.',
    'store-full': zh
      ? '事实库的数据库写不进去了，什么也没有记录。提问照常回答；请告诉管理员检查磁盘。'
      : 'The database of the fact base takes nothing more, and nothing was recorded. Questions are still answered; please ask an administrator to look at its disk.',
    'store-unsure': zh
      ? '写入时与数据库断了联系，不确定是否已经记录。请先查看历史，再决定要不要重来。'
      : 'The database was lost while it recorded this, so it may or may not have been. Please look at the history before you try again.',
    'same-twice': zh
      ? `两边都是${quote(details['name'] ?? '')}，请换一个来比较。`
      : `Both sides are ${quote(details['name'] ?? '')}: please choose another to compare with.`,
  };
  const general = zh
    ? '这个请求没有读懂，请换个写法。'
    : 'This could not be read. Please write it in another way.';
  const said = Object.hasOwn(sentences, code) ? sentences[code] : digestProblem(code, details, locale);
  return { locale, blocks: [{ kind: 'text', text: said ?? general }], actions: helpActions(locale) };
}

export function bugToMessage(id: string, locale: Locale): Message {
  const text =
    locale === 'zh'
      ? `出错了，没能回答。问题已记录，编号 ${id}；反馈时请附上它。`
      : `Something went wrong and there is no answer. It has been logged with the id ${id}: please quote it when you report this.`;
  return { locale, blocks: [{ kind: 'text', text }], actions: [] };
}

function helpActions(locale: Locale) {
  return callActions(locale === 'zh' ? '帮助' : 'Help', { command: 'chip help', options: {} });
}

function optionLabel(command: string | undefined, name: string | undefined, locale: Locale): string {
  const options = COMMANDS.filter(({ path }) => command === undefined || path.join(' ') === command);
  return (
    options.flatMap((spec) => spec.options).find((each) => each.name === name)?.label[locale] ?? name ?? ''
  );
}
