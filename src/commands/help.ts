/** `/chip help`, and the app's home: what it does, what to try, what it holds, where it stops. */
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale, Text } from '../language/locale.ts';
import type { Block, Message } from '../platforms/platform.ts';
import { callActions, distinctActions } from './actions.ts';
import type { Asked } from './asked.ts';
import { coverageText } from './coverage.ts';
import { exampleActions } from './examples.ts';
import { browseLabel } from './message.ts';
import { COMMANDS } from './specs.ts';

const PURPOSE: Text = {
  zh: '用中文或英文提问芯片市场，我从经人工整理的事实库里给出数字，并写明期间、谁说的、出自哪一段。库里没有的，我会直说没有，不作猜测。',
  en: 'Ask about the chip market in Chinese or English, and I give the figure from a curated fact base, with its period, who says so and the paragraph it stands in. What the base does not hold I say I do not know; nothing is guessed.',
};
const LIMITS: Text = {
  zh: '我不联网搜索，不预测，不提供投资建议。数字是来源发表时的数字，之后的变化我不知道。',
  en: 'I do not search the web, make predictions or give investment advice. Figures are as of their source: what changed since then I do not know.',
};

/** In the reader's language; in both, Chinese first, where the platform does not tell which it is. */
export function help(asked: Asked): Message {
  const { locale } = asked.request;
  if (locale !== undefined) return helpIn(locale, asked);
  return bothLanguages(asked);
}

function helpIn(locale: Locale, asked: Asked): Message {
  const zh = locale === 'zh';
  const browse = callActions(browseLabel(locale), { command: 'chip browse', options: {} });
  return {
    locale,
    blocks: [
      { kind: 'headline', text: zh ? '芯片市场问答' : 'Chip market facts' },
      ...introBlocks(locale, asked.base),
      { kind: 'rule' },
      { kind: 'text', text: zh ? '命令：' : 'Commands:' },
      { kind: 'list', items: SHOWN.map((spec) => commandLine(spec, locale)) },
    ],
    actions: [...exampleActions(locale, asked), ...browse],
  };
}

/** Commands that anybody can use; the curators' have a help of their own. */
const SHOWN = COMMANDS.filter(({ path, hidden }) => !hidden && (path[0] === 'chip' || path[1] === 'help'));
const ADMIN = COMMANDS.filter(
  ({ path, hidden }) => !hidden && path[0] === 'chip-admin' && path[1] !== 'help',
);

const CORRECTIONS: Text = {
  zh: '维护者可以在这里更正事实：/chip-admin fact set 打开表单，写明数值和来源；记录之前先检查，有疑问会请你确认。每次改动都记入历史，随时可以撤销，旧值不会丢失。',
  en: 'Curators correct facts here: /chip-admin fact set opens a form for the value and its source. It is checked before anything is recorded, and what looks odd has to be confirmed. Every change is kept in the history and can be undone; nothing is lost.',
};
const RIGHTS: Text = {
  zh: '维护者是本机器人所属服务器或工作区的管理员，以及他们添加的人；有多位维护者时，改动要由另一位批准。',
  en: 'Curators are the administrators of the server or workspace that the bot belongs to, and whoever they add. Where there are several, another one has to approve a change.',
};

export function adminHelp({ request, base }: Asked): Message {
  const locales: readonly Locale[] = request.locale === undefined ? ['zh', 'en'] : [request.locale];
  const [first = 'zh'] = locales;
  return {
    locale: first,
    blocks: [
      {
        kind: 'headline',
        text: locales.map((l) => (l === 'zh' ? '更正事实' : 'Correcting facts')).join(' · '),
      },
      ...locales.flatMap((l): Block[] => [
        { kind: 'text', text: CORRECTIONS[l] },
        { kind: 'text', text: RIGHTS[l] },
        { kind: 'list', items: ADMIN.map((spec) => commandLine(spec, l)) },
        { kind: 'note', text: coverageText(base, l) },
      ]),
    ],
    actions: [],
  };
}

/** The front page of the app. */
export function home(asked: Asked): Message {
  return help(asked);
}

function bothLanguages(asked: Asked): Message {
  const examples = (['zh', 'en'] as const).flatMap((locale) => exampleActions(locale, asked, 3));
  const browse = callActions('库里有什么 · What the base covers', { command: 'chip browse', options: {} });
  return {
    locale: 'zh',
    blocks: [
      { kind: 'headline', text: '芯片市场问答 · Chip market facts' },
      ...introBlocks('zh', asked.base),
      { kind: 'rule' },
      ...introBlocks('en', asked.base),
      { kind: 'rule' },
      {
        kind: 'list',
        items: SHOWN.map((spec) => `${usageOf(spec)} · ${spec.description.zh} · ${spec.description.en}`),
      },
    ],
    actions: distinctActions([...examples, ...browse], examples.length + 1),
  };
}

function introBlocks(locale: Locale, base: FactBase): Block[] {
  return [
    { kind: 'text', text: PURPOSE[locale] },
    { kind: 'text', text: coverageText(base, locale) },
    { kind: 'note', text: LIMITS[locale] },
  ];
}

function commandLine(spec: (typeof COMMANDS)[number], locale: Locale): string {
  return locale === 'zh'
    ? `${usageOf(spec)}：${spec.description.zh}`
    : `${usageOf(spec)}: ${spec.description.en}`;
}

function usageOf({ path, options }: (typeof COMMANDS)[number]): string {
  const names = options.map(({ name, required }) => (required ? name : `[${name}]`));
  return `/${[...path, ...names].join(' ')}`;
}
