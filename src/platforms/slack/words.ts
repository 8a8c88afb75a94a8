/** The few words that only this adapter says. */
import type { Locale, Text } from '../../language/locale.ts';

const sharedBy: Text = { zh: '由 {name} 分享', en: 'Shared by {name}' };

/** The line above a shared message. `name` is as Slack gives it. */
export function sharedByLine(locale: Locale, name: string): string {
  return sharedBy[locale].replace('{name}', () => name);
}
