/** The frame around every page: title, navigation, the switch of language, where the facts come from. */
import type { Locale, Text } from '../language/locale.ts';
import { assetUrl } from './assets.ts';
import { type Content, type Html, html } from './html.ts';

export type Section = 'ask' | 'facts' | 'admin';

export type Document = {
  readonly locale: Locale;
  readonly title: string;
  readonly section?: Section;
  /** Address of this page without its language: path and query. */
  readonly here: string;
  readonly main: Content;
  /** The page is alive with the script, and complete without. */
  readonly script?: boolean;
};

const NAME: Text = { zh: '芯片市场问答', en: 'Chip market facts' };
const SECTIONS: readonly (readonly [Section, path: string, name: Text])[] = [
  ['ask', '/', { zh: '提问', en: 'Ask' }],
  ['facts', '/facts', { zh: '事实', en: 'Facts' }],
  ['admin', '/admin', { zh: '维护', en: 'Curate' }],
];
const PROMISE: Text = {
  zh: '每个数字都写明期间、谁说的、出自哪一段；库里没有的不作猜测。',
  en: 'Every figure comes with its period, who says so and the paragraph it stands in; nothing is guessed.',
};

export function documentToHtml({ locale, title, section, here, main, script }: Document): Html {
  const name = NAME[locale];
  return html`<!doctype html>
<html lang="${locale === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title === name ? name : `${title} · ${name}`}</title>
<link rel="stylesheet" href="${assetUrl('page.css')}">
<link rel="icon" type="image/svg+xml" href="${assetUrl('icon.svg')}">
${script && html`<script src="${assetUrl('chat.js')}" defer></script>`}
</head>
<body>
<a class="skip" href="#main">${locale === 'zh' ? '跳到正文' : 'Skip to content'}</a>
<header class="top">
<a class="brand" href="/">${name}</a>
<nav aria-label="${locale === 'zh' ? '主导航' : 'Main'}">${SECTIONS.map(
    ([id, path, label]) =>
      html`<a href="${path}"${id === section && html` aria-current="page"`}>${label[locale]}</a>`,
  )}</nav>
${languageSwitch(locale, here)}
</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer><p>${PROMISE[locale]}</p></footer>
</body>
</html>
`;
}

/** Named in the other language: who needs it cannot read this one. */
function languageSwitch(locale: Locale, here: string): Html {
  const [other, tag, label] = locale === 'zh' ? ['en', 'en', 'English'] : ['zh', 'zh-CN', '中文'];
  const separator = here.includes('?') ? '&' : '?';
  return html`<a class="switch" rel="alternate nofollow" hreflang="${tag}" lang="${tag}" href="${here}${separator}lang=${other}">${label}</a>`;
}
