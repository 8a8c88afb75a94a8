/** Where curators enter, and what they can do. */
import type { Access } from '../../page/access.ts';
import { documentToHtml } from '../../page/document.ts';
import { type Content, type Html, html } from '../../page/html.ts';
import type { Visit } from '../../page/pages.ts';
import type { CommandSpec } from '../platform.ts';
import { callFields } from './message-to-html.ts';
import { words } from './words.ts';

export type AdminPage = {
  readonly visit: Visit;
  readonly access: Access;
  readonly commands: readonly CommandSpec[];
  /** A wrong token was given. */
  readonly refused?: boolean;
};

export function adminToHtml({ visit, access, commands, refused = false }: AdminPage): Html {
  const { locale, here, admin } = visit;
  const say = words(locale);
  const state = admin
    ? access.kind === 'open'
      ? say.adminOpen
      : say.adminIn
    : access.kind === 'token'
      ? say.adminOut
      : say.adminClosed;
  const main = html`<h1>${say.adminTitle}</h1>
<p>${state}</p>
${!admin && access.kind === 'token' && loginToHtml(visit, refused)}
${admin && commandsToHtml(commands, visit)}
${admin && access.kind === 'token' && html`<form method="post" action="/admin/leave"><button class="plain">${say.leave}</button></form>`}`;
  return documentToHtml({ locale, title: say.adminTitle, section: 'admin', here, main });
}

function loginToHtml({ locale }: Visit, refused: boolean): Content {
  const say = words(locale);
  return html`<form class="fields" method="post" action="/admin">
${refused && html`<p class="problem" role="alert">${say.wrongToken}</p>`}
<div class="field"><label for="token">${say.token}</label>
<input id="token" name="token" type="password" required autocomplete="current-password" maxlength="500"></div>
<button class="primary">${say.enter}</button>
</form>`;
}

function commandsToHtml(commands: readonly CommandSpec[], { locale }: Visit): Content {
  const shown = commands.filter(({ path, hidden }) => path[0] === 'chip-admin' && !hidden);
  return html`<h2>${words(locale).commands}</h2>
<ul class="commands">${shown.map(({ path, description }) => {
    const command = path.join(' ');
    return html`<li><form method="post" action="/">${callFields({ command, options: {} }, `/${command}`)}<button class="plain">/${command}</button></form> <span>${description[locale]}</span></li>`;
  })}</ul>`;
}
