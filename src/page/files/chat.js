/** Makes the chat alive: what a form of the conversation sends is answered in place. Without it the page works too. */
const turns = document.querySelector('#turns');
const composer = document.querySelector('#composer');
const input = document.querySelector('#text');
const completions = document.querySelector('#completions');
/** What was asked before, the newest last: the arrow keys go through it. */
const asked = [];
let at = 0;

const today = () => {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};

const element = (tag, properties, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

/** Shown until the answer is there, so that whoever asks sees that they were heard. */
function showWaiting(said) {
  const { you, waiting } = turns.dataset;
  const who = element('span', { className: 'hidden', textContent: you });
  const turn = element(
    'article',
    { className: 'turn waiting' },
    element('p', { className: 'said' }, who, ` ${said}`),
    element('p', { className: 'note', textContent: waiting }),
  );
  document.querySelector('#intro')?.remove();
  turns.append(turn);
  turn.scrollIntoView({ block: 'nearest' });
  return turn;
}

/** The turn of the page that came back; of a page of another kind what it says. */
function turnOf(page, said) {
  const turn = page.querySelector('.turn');
  if (turn) return document.adoptNode(turn);
  const text = [...page.querySelectorAll('main h1, main h1 + p')].map(({ textContent }) => textContent);
  return failedTurn(said, text.join(' '));
}

function failedTurn(said, text) {
  return element(
    'article',
    { className: 'turn' },
    element('p', { className: 'said', textContent: said }),
    element('p', { className: 'problem', textContent: text || turns.dataset.failed }),
  );
}

const parse = (text) => new DOMParser().parseFromString(text, 'text/html');

/** Pictures make a conversation large; what a browser may refuse to keep is not kept. */
const MOST_KEPT = 400_000;
const EMBEDDED = '[src^="data:"], [href^="data:"]';

/** What a picture or a file is like, in place of it. */
function withoutData(embedded) {
  const figure = embedded.closest('figure');
  if (!figure) return embedded.remove();
  const { alt } = figure.querySelector('img');
  return figure.replaceWith(element('p', { className: 'note', textContent: alt }));
}

/** The conversation as it is kept: where it is too large, the oldest lose their pictures first, then go themselves. */
function kept() {
  const copy = turns.cloneNode(true);
  const tooLarge = () => copy.innerHTML.length > MOST_KEPT;
  for (const button of copy.querySelectorAll('[aria-disabled]')) button.removeAttribute('aria-disabled');
  // A picture stands in its link a second time.
  for (const link of copy.querySelectorAll('figure a[href^="data:"]')) link.removeAttribute('href');
  for (let next = copy.querySelector(EMBEDDED); next && tooLarge(); next = copy.querySelector(EMBEDDED))
    withoutData(next);
  while (copy.firstElementChild && tooLarge()) copy.firstElementChild.remove();
  return copy.innerHTML;
}

/** Kept with this entry of the browser's history: whoever comes back from a fact finds the conversation as it was. */
function keep() {
  history.replaceState({ turns: kept() }, '');
}

function restore() {
  const before = history.state?.turns;
  if (typeof before !== 'string') return;
  turns.replaceChildren(...parse(before).body.childNodes);
  for (const link of turns.querySelectorAll('figure a[download]'))
    link.href = link.closest('figure').querySelector('img').src;
  document.querySelector('#intro')?.remove();
}

/** Times in the reader's own zone: where that is, only the browser knows. */
function localiseTimes(turn) {
  const zoned = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
  for (const time of turn.querySelectorAll('time')) time.textContent = zoned.format(new Date(time.dateTime));
}

async function converse(said, request) {
  const waiting = showWaiting(said);
  const turn = await request()
    .then((response) => response.text())
    .then((text) => turnOf(parse(text), said))
    .catch(() => failedTurn(said, ''));
  localiseTimes(turn);
  waiting.replaceWith(turn);
  keep();
  turn.scrollIntoView({ block: 'start' });
  turn.querySelector('.fields input:not([type=hidden]), .fields textarea')?.focus();
}

const send = (form) => {
  const fields = new FormData(form);
  fields.set('day', today());
  const files = form.enctype === 'multipart/form-data';
  return fetch('/', { method: 'POST', body: files ? fields : new URLSearchParams(fields) });
};

/** A second press while the answer to the first is awaited is a slip: what it does would be done twice. */
const isAwaited = (form) => form.querySelector('button[aria-disabled]') !== null;

async function holdUntil(answered, form) {
  const button = form.querySelector('button');
  button.setAttribute('aria-disabled', 'true');
  await answered;
  button.removeAttribute('aria-disabled');
}

restore();
localiseTimes(turns);

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.matches('[data-chat]')) return;
  event.preventDefault();
  const said = form === composer ? input.value.trim() : form.elements.label.value;
  if (said === '' || isAwaited(form)) return;
  const request = send(form);
  if (form === composer) {
    asked.push(said);
    at = asked.length;
    input.value = '';
    completions.replaceChildren();
  }
  const answered = converse(said, () => request);
  if (form !== composer) void holdUntil(answered, form);
});

/** Browsers take a link to the very page for a reload, which would bring everything back. */
function beginAnew(link) {
  if (link?.getAttribute('href') === '/' && location.href === link.href) history.replaceState(null, '');
}

document.addEventListener('click', (event) => {
  beginAnew(event.target.closest?.('a'));
  const link = event.target.closest?.('a[data-ask]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const said = link.textContent;
  asked.push(said);
  at = asked.length;
  input.focus();
  const body = new URLSearchParams({ text: said, day: today() });
  void converse(said, () => fetch('/', { method: 'POST', body }));
});

input.addEventListener('keydown', (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  // While completions are open the arrows are theirs.
  if (!step || event.isComposing || completions.children.length > 0 || asked.length === 0) return;
  event.preventDefault();
  at = Math.min(asked.length, Math.max(0, at + step));
  input.value = asked[at] ?? '';
});

const PAUSE_MS = 180;
let pause;
let latest = 0;

async function complete() {
  latest += 1;
  const mine = latest;
  const text = input.value.trim();
  if (text.length < 2 || text.startsWith('/')) return completions.replaceChildren();
  const found = await fetch(`/suggest?text=${encodeURIComponent(text)}`)
    .then((response) => (response.ok ? response.json() : []))
    .catch(() => []);
  if (mine !== latest || input.value.trim() !== text) return undefined;
  return completions.replaceChildren(...found.slice(0, 8).map((value) => element('option', { value })));
}

input.addEventListener('input', (event) => {
  clearTimeout(pause);
  // A completion that was picked needs no other.
  if (event.inputType !== 'insertReplacementText' && event.inputType) pause = setTimeout(complete, PAUSE_MS);
});
