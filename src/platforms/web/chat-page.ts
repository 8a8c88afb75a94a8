/** The chat as a page: the conversation of this request, and where the next question goes. */
import type { Locale } from '../../language/locale.ts';
import { documentToHtml } from '../../page/document.ts';
import { type Content, type Html, html } from '../../page/html.ts';
import { isForm, type Reply } from '../platform.ts';
import { formToHtml } from './form-to-html.ts';
import { messageToHtml } from './message-to-html.ts';
import type { LinkOf } from './text-to-html.ts';
import { words } from './words.ts';

export type Exchange = { readonly said: string; readonly reply: Reply; readonly id: string };

type Chat = {
  readonly locale: Locale;
  readonly here: string;
  readonly exchange?: Exchange;
  readonly linkOf: LinkOf;
};

export function chatToHtml({ locale, here, exchange, linkOf }: Chat): Html {
  const say = words(locale);
  const main = html`${exchange ? html`<h1 class="hidden">${say.title}</h1>` : introToHtml(locale)}
<div id="turns" role="log" aria-label="${say.conversation}" data-waiting="${say.waiting}" data-failed="${say.failed}" data-you="${say.you}">
${exchange && exchangeToHtml(exchange, { locale, linkOf })}
</div>
<form class="composer" method="post" action="/" data-chat id="composer">
<label class="hidden" for="text">${say.label}</label>
<input id="text" name="text" type="text" required maxlength="4000" autocomplete="off" list="completions" placeholder="${say.placeholder}" aria-describedby="hint"${!exchange && html` autofocus`}>
<datalist id="completions"></datalist>
<button class="primary">${say.send}</button>
<p class="note" id="hint">${say.hint}</p>
</form>`;
  return documentToHtml({ locale, title: say.title, section: 'ask', here, main, script: true });
}

function introToHtml(locale: Locale): Content {
  const { title, lead, examples, questions } = words(locale);
  return html`<section class="intro" id="intro">
<h1>${title}</h1>
<p>${lead}</p>
<h2>${examples}</h2>
<ul class="examples">${questions.map((question) => html`<li><a data-ask href="/?text=${encodeURIComponent(question)}">${question}</a></li>`)}</ul>
</section>`;
}

function exchangeToHtml(
  { said, reply, id }: Exchange,
  { locale, linkOf }: Pick<Chat, 'locale' | 'linkOf'>,
): Content {
  const shown = isForm(reply) ? formToHtml(reply, `form-${id}`) : messageToHtml(reply, linkOf);
  return html`<article class="turn">
<p class="said"><span class="hidden">${words(locale).you}</span> ${said}</p>
<div class="reply" lang="${reply.locale === 'zh' ? 'zh-CN' : 'en'}">${shown}</div>
</article>`;
}
