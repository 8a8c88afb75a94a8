/** `/chip-admin fact import` and `export`. */
import type { Reply } from '../../platforms/platform.ts';
import { type Admin, sentence } from './admin.ts';

export async function importFacts(admin: Admin): Promise<Reply> {
  return sentence(admin.locale, { zh: '…', en: '…' });
}

export async function exportFacts(admin: Admin): Promise<Reply> {
  return sentence(admin.locale, { zh: '…', en: '…' });
}
