/** Who reads: the language and the cookies that a request tells. */
import type { IncomingMessage } from 'node:http';
import type { Locale } from '../language/locale.ts';

export const LOCALE_COOKIE = 'lang';

/** The language: chosen in the address, else chosen before, else the browser's first that we have. */
export function localeOf(request: IncomingMessage, query: URLSearchParams): Locale {
  const chosen = query.get('lang') ?? cookieOf(request, LOCALE_COOKIE);
  if (chosen === 'zh' || chosen === 'en') return chosen;
  return acceptedLocale(request.headers['accept-language'] ?? '');
}

/** English where the header names neither language. */
function acceptedLocale(header: string): Locale {
  const ranges = header
    .slice(0, 500)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
      const quality = parameters.map((one) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/u.exec(one)?.[1]).find(Boolean);
      return { language: tag.split('-')[0], quality: Number(quality ?? 1) };
    })
    .filter(({ language, quality }) => quality > 0 && (language === 'zh' || language === 'en'));
  const best = ranges.toSorted((a, b) => b.quality - a.quality)[0];
  return best?.language === 'zh' ? 'zh' : 'en';
}

export function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
