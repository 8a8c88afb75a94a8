/** Whoever changed a fact, as others see them. */
import type { Locale } from '../language/locale.ts';

const PLATFORM: Readonly<Record<string, string>> = { discord: 'Discord', slack: 'Slack' };

/** What readers of an answer see of whoever changed a fact: the platform and the end of the id. */
export function publicName(author: string, locale: Locale): string {
  const [platform = '', id] = author.split(':');
  if (id === undefined) return locale === 'zh' ? '本机' : 'the local machine';
  return `${PLATFORM[platform] ?? platform} …${id.slice(-4)}`;
}
