/** Where the page is reached, as far as this process knows. */
import type { Config } from './config.ts';

export function pageAddress({ http, page }: Config, port: number): string {
  if (page.publicUrl !== undefined) return page.publicUrl;
  const host = /^(?:0\.0\.0\.0|::)$/u.test(http.host) ? '127.0.0.1' : http.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
