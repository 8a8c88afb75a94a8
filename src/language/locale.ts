/** The two languages that answers are written in. Traditional Chinese questions are answered in 'zh'. */
export type Locale = 'zh' | 'en';

/** A text in each language; `hant` only where a platform shows traditional characters apart (Discord's zh-TW). */
export type Text = { readonly zh: string; readonly en: string };
export type Words = Text & { readonly hant: string };
