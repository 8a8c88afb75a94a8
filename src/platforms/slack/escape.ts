/**
 * Slack's markup, both ways. Text objects (`plain_text`, `mrkdwn`) and the top-level text need `&`, `<` and `>`
 * escaped (docs.slack.dev, "Formatting message text"); `rich_text` elements and `raw_text` cells are not parsed
 * at all and carry the text as it is.
 */

/** Plain text as Slack wants it in a text object: nothing in it can become a mention, a link or a ping. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A URL as the only content of a `mrkdwn` object. Characters that would end or style the link are encoded. */
export function linkMarkup(url: string): string {
  // encodeURIComponent leaves * and ~ alone, which would style the text.
  const safe = url
    .replace(/[<>|\s`]/gu, encodeURIComponent)
    .replaceAll('*', '%2A')
    .replaceAll('~', '%7E');
  return `<${safe.replaceAll('&', '&amp;')}>`;
}

export type TextPiece = { readonly kind: 'text' | 'link'; readonly text: string };

// A full stop or a closing bracket after an address belongs to the sentence.
const URL_IN_TEXT =
  /https?:\/\/[^\s<>"“”「」『』（）()，。；！？、|`]+[^\s<>"“”「」『』（）()，。；！？、|`.,;:!?'\]]/gu;

/** Where web addresses stand in a text: UTF-16 offsets. */
export function urlsIn(text: string): readonly (readonly [from: number, to: number])[] {
  return [...text.matchAll(URL_IN_TEXT)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  );
}

/** The web addresses in a text apart from the rest of it; joined, the pieces are the text. */
export function textPieces(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const [from, to] of urlsIn(text)) {
    if (from > at) pieces.push({ kind: 'text', text: text.slice(at, from) });
    pieces.push({ kind: 'link', text: text.slice(from, to) });
    at = to;
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) });
  return pieces;
}

/** What a mention stands for in the text given to the bot. */
export type MentionReader = {
  /** `id` is Slack's, `label` the name that Slack wrote with it, or ''. */
  readonly user: (id: string, label: string) => string;
  readonly channel: (id: string, label: string) => string;
};

/** Mentions as a person reads them. The bot's own mention is an address, no part of the question. */
export function readableMentions(botUser: string): MentionReader {
  return {
    user: (id, label) => (id === botUser ? '' : `@${label || id}`),
    channel: (id, label) => `#${label || id}`,
  };
}

/** Mentions as the commands take them: a channel's id, and a user in the form of the setting CURATORS. */
export function commandMentions(team: string): MentionReader {
  return { user: (id) => `slack:${team}/${id}`, channel: (id) => id };
}

/** Slack's message text as the plain text a person typed. */
export function plainText(markup: string, mentions: MentionReader): string {
  // Tokens first, entities after: a typed '<@U1>' arrives escaped and must stay text.
  const text = markup.replace(
    /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/gu,
    (_, sign: string, body: string, label?: string) => token(sign, body, label ?? '', mentions),
  );
  const unescaped = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return unescaped.replace(/[^\S\n]{2,}/gu, ' ').trim();
}

function token(sign: string, body: string, label: string, mentions: MentionReader): string {
  if (sign === '@') return mentions.user(body, label);
  if (sign === '#') return mentions.channel(body, label);
  // <!here>, <!subteam^S1|@group>, <!date^…|fallback>
  if (sign === '!') return label || `@${body.split('^')[0] ?? ''}`;
  return label || body.replace(/^mailto:/u, '');
}
