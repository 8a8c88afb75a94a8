/**
 * What Slack takes, from its reference pages. Slack does not say whether it counts UTF-16 units or code points:
 * `lengthOf` answers the larger, and escaped text is counted as it is sent.
 */
export const limits = {
  /** Blocks in one message. */
  messageBlocks: 50,
  /** Blocks in a Home view. */
  homeBlocks: 100,
  /**
   * Text in all blocks of one message together. Slack documents no such limit, yet answers
   * `msg_blocks_too_long` from about 11,000 characters (slackapi/bolt-js issues 2509 and 2867).
   */
  messageText: 9_000,
  /** Top-level text: the longest that Slack advises. */
  topText: 4_000,
  /** A header block. */
  header: 150,
  /** A section's text; rich text has no documented limit and is kept to the same. */
  blockText: 3_000,
  /** Elements in a context block. */
  contextElements: 10,
  /** Text of one context element: a text object, so the same as a section's. */
  contextText: 3_000,
  /** Elements in an actions block. */
  actionElements: 25,
  buttonText: 75,
  buttonValue: 2_000,
  /** Rows of a table block, its head included. */
  tableRows: 100,
  tableColumns: 20,
  /** Characters in all cells of the one table that a message may hold. */
  tableText: 9_000,
  /** Title, submit and close of a view. */
  viewTitle: 24,
  privateMetadata: 3_000,
  /** Slack takes 2,000; more is not read. */
  fieldLabel: 150,
  fieldHint: 300,
  /** A plain-text input. */
  inputText: 3_000,
  fileAlt: 1_000,
  /** Uses of a `response_url`, which lives for 30 minutes. */
  responseUses: 5,
} as const;

/** Length of a text as Slack may count it: the larger of UTF-16 units and code points. */
export function lengthOf(text: string): number {
  // A code point is one or two UTF-16 units, so there are never more code points.
  return text.length;
}
