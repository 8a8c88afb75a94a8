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
      { kind: 'list', items: COMMANDS.map((spec) => commandLine(spec, locale)) },
    ],
    actions: [...exampleActions(locale, asked), ...browse],
  };
}

const CORRECTIONS: Text = {
  zh: '事实写在项目的 knowledge/ 文件夹里，逐条可审；要更正或补充，请在那里提交修改，经人审阅后随下一版生效。聊天里目前还没有更正命令。',
  en: 'Facts stand in the project’s knowledge/ folder, one by one. To correct or add one, propose a change there; it takes effect with the next version once somebody has reviewed it. There are no commands yet to correct facts from chat.',
};

/** What can truly be said to a curator as long as there are no commands for them. */
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
        items: COMMANDS.map((spec) => `${usageOf(spec)} · ${spec.description.zh} · ${spec.description.en}`),
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
