/** Dates as feeds write them → an instant, or null: a wrong time is worse than none. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** RFC 822, 5.1 and what feeds add to it, in minutes. CST is America's there, and China's in a Chinese feed. */
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  bst: 60,
  cet: 60,
  west: 60,
  cest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  hkt: 480,
  sgt: 480,
  jst: 540,
  kst: 540,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
};

const CLOCK = '(?<h>\\d{1,2})[:：时点](?<mi>\\d{1,2})(?:[:：分](?<s>\\d{1,2})(?:[.,]\\d+)?秒?|分)?';
const ZONE = '(?<z>z|[+-]\\d{1,2}:?\\d{2}|[+-]\\d{1,2}|(?:gmt|utc)[+-]\\d{1,2}(?::?\\d{2})?|[a-z]{1,5})';
const HALF_DAY = '(?<half>am|pm|上午|下午|晚上|凌晨|早上|中午)';

const FORMS = [
  // 2026-11-23T09:05:00+08:00 · 2026-11-23 09:05 · 2026/11/23 · 20261123T090500Z
  `(?<y>\\d{4})[-/.](?<mo>\\d{1,2})[-/.](?<d>\\d{1,2})(?:(?:[t ,]+|\\s*)${CLOCK}\\s*${HALF_DAY}?\\s*${ZONE}?)?`,
  `(?<y>\\d{4})(?<mo>\\d{2})(?<d>\\d{2})(?:t?(?<h>\\d{2})(?<mi>\\d{2})(?<s>\\d{2})?${ZONE}?)?`,
  // 2026年11月23日 下午3:05
  `(?<y>\\d{4})年(?<mo>\\d{1,2})月(?<d>\\d{1,2})[日号]?\\s*(?:(?:星期|周)[一二三四五六日天])?\\s*(?:${HALF_DAY}?\\s*${CLOCK}\\s*${ZONE}?)?`,
  // Mon, 23 Nov 2026 09:05:00 +0800 · 23 November 26 09:05 GMT · 周一, 23 11月 2026 09:05:00 +0800
  `(?:[^\\s\\d]{2,12}\\s*)?(?<d>\\d{1,2})(?:st|nd|rd|th)?[\\s-]+(?:(?<name>[a-z]{3,9})\\.?|(?<mo>\\d{1,2})月)[\\s,-]+(?<y>\\d{4}|\\d{2})(?:[\\s,t]+${CLOCK}\\s*${HALF_DAY}?\\s*${ZONE}?)?`,
  // November 23, 2026 9:05 am · Mon Nov 23 09:05:00 +0800 2026
  `(?:[a-z]{3,9},?\\s+)?(?<name>[a-z]{3,9})\\.?\\s+(?<d>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<y>\\d{4})(?:[\\s,]+(?:at\\s+)?${CLOCK}\\s*${HALF_DAY}?\\s*${ZONE}?)?`,
  `[a-z]{3},?\\s+(?<name>[a-z]{3})\\s+(?<d>\\d{1,2})\\s+${CLOCK}\\s+(?:${ZONE}\\s+)?(?<y>\\d{4})`,
].map((form) => new RegExp(`^(?:${form})(?:\\s*\\([^()]{0,40}\\))?$`, 'i'));

/**
 * @param home minutes east of Greenwich, for a time that names no zone and for 'CST' in a Chinese feed.
 * @returns ISO 8601 in UTC; null where the text is no date, or none of this age.
 */
export function readDate(text: string, home: number): string | null {
  const given = text.normalize('NFKC').trim();
  if (given.length > 80) return null;
  for (const form of FORMS) {
    const parts = form.exec(given)?.groups;
    if (parts) return toInstant(parts, home);
  }
  return null;
}

type Parts = Readonly<Record<string, string | undefined>>;

function toInstant(parts: Parts, home: number): string | null {
  const year = fullYear(parts['y'] ?? '');
  const month = monthOf(parts);
  const day = Number(parts['d']);
  const hour = hourOf(Number(parts['h'] ?? 0), parts['half']?.toLowerCase());
  const minute = Number(parts['mi'] ?? 0);
  const second = Math.min(59, Number(parts['s'] ?? 0));
  const offset = offsetOf(parts['z']?.toLowerCase(), home);
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const real =
    month >= 1 && local.getUTCMonth() === month - 1 && local.getUTCDate() === day + (hour === 24 ? 1 : 0);
  if (!real || hour > 24 || minute > 59 || offset === null || year < 1990 || year > 2100) return null;
  return new Date(local.getTime() - offset * 60_000).toISOString();
}

/** RFC 2822, 4.3: two digits are of the years from 1950 on. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function monthOf(parts: Parts): number {
  const name = parts['name']?.toLowerCase();
  return name === undefined ? Number(parts['mo']) : MONTHS.indexOf(name.slice(0, 3)) + 1;
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour;
  if (/^(?:pm|下午|晚上)$/.test(half)) return hour === 12 ? 12 : hour + 12;
  if (half === '中午') return hour < 10 ? hour + 12 : hour;
  return hour === 12 ? 0 : hour;
}

/** Minutes east of Greenwich; null for a zone that nobody knows. */
function offsetOf(zone: string | undefined, home: number): number | null {
  if (zone === undefined) return home;
  const match = /^(?:gmt|utc)?([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (match) {
    const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
    return minutes > 14 * 60 ? null : match[1] === '-' ? -minutes : minutes;
  }
  if (zone === 'cst' && home === 480) return 480;
  return ZONES[zone] ?? null;
}
