/** Rules for messages and completions that Discord's OpenAPI file does not hold, from its pages. */
import type { APIEmbed, APIMessageTopLevelComponent } from 'discord-api-types/v10';

export type MessageBody = {
  readonly content?: string | null;
  readonly embeds?: readonly APIEmbed[] | null;
  readonly components?: readonly APIMessageTopLevelComponent[] | null;
  readonly allowed_mentions?: { readonly parse?: readonly string[] } | null;
  readonly flags?: number;
  readonly nonce?: string | number;
  readonly enforce_nonce?: boolean;
  readonly message_reference?: { readonly message_id?: string };
  readonly attachments?: readonly AttachmentPart[] | null;
};

type AttachmentPart = {
  readonly id: string;
  readonly filename: string;
  readonly description?: string;
  /** Filled in by the fake. */
  readonly url?: string;
  readonly size?: number;
  readonly content_type?: string;
};

/** Discord counts code points or UTF-16 units, it does not say which; the larger must fit. */
export const sizeOf = (text: string) => Math.max(text.length, [...text].length);

function isTooLong(text: string | null | undefined, limit: number): boolean {
  return sizeOf(text ?? '') > limit;
}

function embedTexts(embed: APIEmbed): string[] {
  const fields = (embed.fields ?? []).flatMap((field) => [field.name, field.value]);
  const texts = [embed.title, embed.description, embed.footer?.text, embed.author?.name, ...fields];
  return texts.flatMap((text) => (text === undefined ? [] : [text]));
}

function checkEmbed(embed: APIEmbed): string[] {
  const texts = embedTexts(embed);
  return [
    texts.join('').trim() === '' ? 'an embed is empty' : '',
    isTooLong(embed.title, 256) ? 'an embed title is over 256' : '',
    isTooLong(embed.description, 4_096) ? 'an embed description is over 4096' : '',
    texts.some((text) => !text.isWellFormed()) ? 'an embed has a lone surrogate' : '',
  ];
}

/** Buttons of all rows of a body. */
export function buttonsOf(body: MessageBody) {
  return (body.components ?? []).flatMap((row) =>
    'components' in row
      ? row.components.flatMap((part) => ('custom_id' in part && part.type === 2 ? [part] : []))
      : [],
  );
}

/** Buttons that open an address: they have no `custom_id`. */
export function linksOf(body: MessageBody) {
  return (body.components ?? []).flatMap((row) =>
    'components' in row
      ? row.components.flatMap((part) => ('url' in part && part.type === 2 ? [part] : []))
      : [],
  );
}

function checkButtons(body: MessageBody): string[] {
  const ids = buttonsOf(body).map((button) => button.custom_id);
  const links = linksOf(body);
  const rows = (body.components ?? []).map((row) => ('components' in row ? row.components.length : 0));
  return [
    rows.some((length) => length === 0 || length > 5) ? 'a row has not 1 to 5 buttons' : '',
    links.some(({ style, url }) => style !== 5 || !/^https?:\/\/\S+$/.test(url) || isTooLong(url, 512))
      ? 'a link button has no address of at most 512'
      : '',
    links.some(({ label }) => !label?.trim() || isTooLong(label, 80)) ? 'a link label is not 1 to 80' : '',
    (body.components ?? []).length > 5 ? 'more than 5 rows of buttons' : '',
    new Set(ids).size < ids.length ? 'a custom_id is used twice' : '',
    ids.some((id) => isTooLong(id, 100)) ? 'a custom_id is over 100' : '',
    buttonsOf(body).some((button) => !button.label?.trim() || isTooLong(button.label, 80))
      ? 'a button label is not 1 to 80'
      : '',
  ];
}

/** `edit`: an edit may leave out what stays as it is. */
export function checkMessage(body: MessageBody, edit: boolean): string[] {
  const embeds = body.embeds ?? [];
  const total = embeds.flatMap(embedTexts).reduce((sum, text) => sum + sizeOf(text), 0);
  const { attachments } = body;
  const parts = [...embeds, ...(body.components ?? []), ...(attachments ?? [])];
  const empty = !body.content && parts.length === 0;
  const parse = body.allowed_mentions?.parse;
  return [
    ...embeds.flatMap(checkEmbed),
    ...checkButtons(body),
    isTooLong(body.content, 2_000) ? 'content is over 2000' : '',
    total > 6_000 ? 'all embeds together are over 6000' : '',
    embeds.length > 10 ? 'more than 10 embeds' : '',
    empty && !edit ? 'the message is empty' : '',
    parse === undefined || parse.length > 0 ? 'allowed_mentions does not switch all pings off' : '',
    sizeOf(String(body.nonce ?? '')) > 25 ? 'nonce is over 25' : '',
    (attachments ?? []).length > 10 ? 'more than 10 attachments' : '',
  ].filter((problem) => problem !== '');
}

type Choice = { readonly name: string; readonly value: string };

export function checkChoices(choices: readonly Choice[]): string[] {
  const names = choices.map((choice) => choice.name);
  const values = choices.map((choice) => choice.value);
  return [
    choices.length > 25 ? 'more than 25 choices' : '',
    names.some((name) => name.trim() === '' || isTooLong(name, 100)) ? 'a choice name is not 1 to 100' : '',
    values.some((value) => isTooLong(value, 100)) ? 'a choice value is over 100' : '',
    new Set(names).size < names.length || new Set(values).size < values.length
      ? 'a choice is there twice'
      : '',
  ].filter((problem) => problem !== '');
}
