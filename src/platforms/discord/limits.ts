/**
 * What Discord takes, from its developer documentation (Application Commands, Message, Embed, Components and
 * Interactions pages). Discord does not say whether it counts UTF-16 units or code points. UTF-16 units are never
 * the fewer, so `size` counts those, and both readings are obeyed.
 */
export const LIMITS = {
  content: 2_000,
  embeds: 10,
  embedTitle: 256,
  embedDescription: 4_096,
  /** Titles and descriptions of all embeds of one message together. */
  embedsTotal: 6_000,
  buttonsPerRow: 5,
  buttons: 25,
  buttonLabel: 80,
  buttonUrl: 512,
  customId: 100,
  modalTitle: 45,
  modalParts: 5,
  fieldLabel: 45,
  fieldHint: 100,
  textInput: 4_000,
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
  commandName: 32,
  commandDescription: 100,
  /** An app that only the user installed may follow up five times; the first response is not counted. */
  followUps: 5,
  /** For `enforce_nonce`. */
  nonce: 25,
  files: 10,
  /** Bytes of all files of one message together. */
  fileBytes: 10 * 1024 * 1024,
  fileAlt: 1_024,
} as const;

/** Length of a text as Discord may count it, the larger reading. */
export function size(text: string): number {
  return text.length;
}
