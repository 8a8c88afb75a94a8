/** When a question asks about: absolute, partial and relative periods, found by a grammar of their own. */
import { monthOf } from '../language/calendar.ts';
import { HAN_NUMERAL } from '../language/numerals.ts';
import {
  at,
  type Found,
  HALF,
  halfOf,
  monthDay,
  number,
  type PeriodMention,
  QUARTER_EN,
  QUARTER_ZH,
  quarterOf,
  rangeOf,
  readMonth,
  readPoint,
  readYear,
  relativeMonth,
  relativeQuarter,
  type Today,
} from './period-words.ts';

type Rule = {
  /** What stands in every text that the pattern finds: cheap to look for, where the pattern is slow even to compile. */
  readonly hint: RegExp;
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray, today: Today) => Found | null;
};

const Y4 = '(?:19|20)\\d\\d';
const HAN_DIGIT = '[〇零一二三四五六七八九]';
/** A year as written in Chinese or with an apostrophe; two digits only where 年 or ' says that they are a year. */
const YEAR = `(?:(?:cy|calendar|fiscal(?: year)?|year)?\\s?${Y4}(?:\\s?(?:年度|财年|年))?|(?:fy|cy)\\s?'?(?:${Y4}|\\d\\d)[aef]?(?![a-z\\d])|${Y4}[aef](?![a-z\\d])|(?<!\\d)(?:1[5-9]|2\\d|3[0-5])[aef](?![a-z\\d])|(?:财年|财政年度)\\s?${Y4}|'\\d\\d(?!\\d)|(?<!\\d)(?:1[5-9]|2\\d)\\s?年(?!级)|(?<!\\d)2\\d(?=(?:-|~|到|至)2\\d(?:年|(?:[这三两四五]|[ef](?![a-z\\d]))))|${HAN_DIGIT}{4}年|${HAN_DIGIT}{2}年|两千[〇零]?[${HAN_NUMERAL}]{1,3}年)`;
const RELATIVE_YEAR =
  '(?:大前年|前年|去年|上一?年(?!度?报)|今年|本年度?|明年|后年|(?:the )?year before last|last (?:fiscal |calendar )?year|previous year|this (?:fiscal |calendar )?year|next year)';
const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const MONTH_EN = `(?:${MONTHS})\\.?`;
const ANY_YEAR = `(?:${YEAR}|${RELATIVE_YEAR})`;
const JOIN = "[\\s,，的'’/-]{0,3}(?:of )?(?:the )?";
/** A period with its year, or a bare year. */
const POINT = `(?:${ANY_YEAR}${JOIN}(?:${QUARTER_ZH}|${QUARTER_EN}|${HALF})|(?:${QUARTER_EN}|${HALF})${JOIN}${ANY_YEAR}|(?:[1-4]q|[12]h)\\s?'?\\d\\d(?!\\d)|(?:q[1-4]|h[12])[\\s'/-]{1,2}\\d\\d(?!\\d)|\\d\\d(?:q[1-4]|h[12])|${ANY_YEAR})`;
/** A month with its year: '2025年4月', '2025-04', 'April 2025'. */
const MONTH_POINT = `(?:${Y4}\\s?(?:年|[-/.])\\s?\\d{1,2}(?:月份?)?|${MONTH_EN},?\\s?(?:of )?${Y4})`;
/** A Chinese character begins a period whatever stands before it ('GPU一季度'). */
const B = '(?:(?<![a-z\\d.])|(?=\\p{Script=Han}))';
/** A Chinese character ends a period whatever follows ('28年AI服务器'); a number must not go on. */
const E = '(?:(?<=\\p{Script=Han})|(?![a-z\\d%]))';

const RULES: readonly Rule[] = [
  {
    hint: /(?:19|20)\d\d.+(?:19|20)\d\d/,
    pattern: rule(
      `(?:from |between |自从?|从)?(${MONTH_POINT})\\s?(?:-|~|到|至|to|through|until|till|and)\\s?(${MONTH_POINT})`,
    ),
    read: ([, from = '', to = '']) => {
      const [first, last] = [readMonth(from), readMonth(to)];
      return first && last && first <= last
        ? { kind: 'range', from: first, to: last, relative: false }
        : null;
    },
  },
  {
    hint: /\d[-/.]\d/,
    pattern: rule(`(${Y4})(?:[-/.](0[1-9]|1[0-2])|/([1-9]))(?![\\d./-])`),
    read: ([, year = '', month, single]) => monthDay(year, Number(month ?? single), null, false),
  },
  {
    hint: /[-~到至]|to|thr|til/,
    pattern: rule(
      `(?:from |between |自从?|从)?(${POINT})(?:末|底)?\\s?(?:一直)?(?:-|~|到|至|和? ?到|to|through|thru|until|till)\\s?(?:the )?(?:end of )?(${POINT}|\\d\\d(?!\\d)|${QUARTER_ZH}|${QUARTER_EN})(?:末|底)?(?:这?[三两四五]年间?|之?间|期间)?`,
    ),
    read: ([, from = '', to = ''], today) => rangeOf(from, to, today),
  },
  {
    hint: /between/,
    pattern: rule(`between (${POINT}) and (${POINT})`),
    read: ([, from = '', to = ''], today) => rangeOf(from, to, today),
  },
  {
    hint: /since|[自从起]|以来|至今/,
    pattern: rule(
      `(?:since|ever since|自从?|从)\\s?(${POINT})(?:以来|起|开始|至今|以后|之后)?|(${POINT})(?:以来|至今|起(?![始点步初]))`,
    ),
    read: ([, a, b], today) => {
      const from = readPoint(a ?? b ?? '', today);
      return from ? { kind: 'range', from: from.from, to: null, relative: from.relative } : null;
    },
  },
  {
    hint: /[近前]|过去|past|last|previous|recent/,
    pattern: rule(
      `(?:the )?(?:past|last|previous|recent)\\s(few|two|three|four|five|\\d)\\s(?:fiscal |calendar )?years|(?:近|过去|最近|前)(几|[两二三四五2-5])年`,
    ),
    read: ([, en, zh], today) => {
      const count = COUNTS[en ?? zh ?? ''] ?? number(en ?? zh ?? '');
      // 'the past few years' names no years: it asks for the series.
      if (Number.isNaN(count)) return { kind: 'range', from: null, to: null, relative: false };
      return { kind: 'range', from: String(today.year - count), to: String(today.year - 1), relative: true };
    },
  },
  {
    hint: /\d\s?[月./-]/,
    pattern: rule(
      `(${ANY_YEAR})\\s?(?:年)?[\\s,，的./-]{0,2}(\\d{1,2})\\s?(?:月|[./-])(?:\\s?(\\d{1,2})\\s?[日号]?)?(?!\\d)(?!季)`,
    ),
    read: ([, year = '', month = '', day], today) => {
      const y = readYear(year, today);
      return y ? monthDay(y.year, Number(month), day === undefined ? null : Number(day), y.relative) : null;
    },
  },
  {
    hint: /jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec/,
    pattern: rule(
      `(${MONTH_EN})\\s?(?:(\\d{1,2})(?:st|nd|rd|th)?(?!\\d))?(?:,?\\s?(?:of )?(${ANY_YEAR}))|(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of )?(${MONTH_EN})(?:,?\\s?(${ANY_YEAR}))`,
    ),
    read: ([, m1, d1, y1, d2, m2, y2], today) => {
      const year = readYear(y1 ?? y2 ?? '', today);
      const day = d1 ?? d2;
      return year
        ? monthDay(year.year, monthOf(m1 ?? m2 ?? ''), day === undefined ? null : Number(day), year.relative)
        : null;
    },
  },
  {
    hint: /jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec/,
    pattern: rule(
      `(${MONTH_EN})\\s?(\\d{1,2})(?:st|nd|rd|th)?|(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of )?(${MONTH_EN})`,
    ),
    read: ([, m1, d1, d2, m2]) => monthDay(null, monthOf(m1 ?? m2 ?? ''), Number(d1 ?? d2), false),
  },
  {
    hint: /月/,
    pattern: rule(
      `(\\d{1,2}|十?[一二三四五六七八九十])月(?:份)?(?:(\\d{1,2}|[一二三]?十?[一二三四五六七八九十])[日号])?`,
    ),
    read: ([, month = '', day]) =>
      monthDay(null, number(month), day === undefined ? null : number(day), false),
  },
  {
    hint: /in [jfasond]/,
    pattern: rule(`in (january|february|april|june|july|august|september|october|november|december)`),
    read: ([, m = '']) => monthDay(null, monthOf(m), null, false),
  },
  {
    hint: /quarter|季/,
    pattern: rule(
      '(?:this|the current|current|本|这个?)\\s?(?:quarter|季度?)|(?:last|previous|上个?)\\s?(?:quarter|季度?)(?! of)',
    ),
    read: ([text], today) => relativeQuarter(/last|previous|上/.test(text) ? -1 : 0, today),
  },
  {
    hint: /month|月/,
    pattern: rule('(?:this|the current|本|这个?)\\s?(?:month|月)|(?:last|上个?)\\s?(?:month|月)'),
    read: ([text], today) => relativeMonth(/last|上/.test(text) ? -1 : 0, today),
  },
  {
    hint: /to(?:day|night|morrow)|yesterday|week|minute|[今昨明周]/,
    pattern: rule(
      "today(?:'s)?|tonight|yesterday(?:'s)?|tomorrow(?:'s)?|this week|right this minute|今天|今日|昨天|昨日|明天|本周|上周|这周",
    ),
    read: (_, today) => at(today.day, true),
  },
  {
    hint: /\d|年|year/,
    pattern: rule(`(${POINT})(?:年?底|年?末|年?初|全年|年内|年间|间|期间|整年|当年|那年|那会儿?)?`),
    read: ([, point = ''], today) => readPoint(point, today),
  },
  {
    hint: /year|年/,
    pattern: rule(
      '(\\d+|a|one|two|three|four|five|ten|几|[一两二三四五十]+)\\s?(?:years?|年)\\s?(ago|back|earlier|from now|ahead|hence|later|之?前|以前|之?后|以后)|in (\\d+|two|three|four|five) years(?: time)?',
    ),
    read: ([, n, direction = 'later', n2], today) => {
      const text = n ?? n2 ?? '';
      const count = COUNTS[text] ?? number(text);
      // A year of four digits, and nobody counts further than this.
      if (!(count <= MOST_YEARS_AWAY)) return null;
      return at(String(today.year + (/ago|back|earlier|前/.test(direction) ? -count : count)), true);
    },
  },
  {
    hint: /季|三个月|q/,
    pattern: rule(`(${QUARTER_ZH}|q[1-4]|[1-4]q)`),
    read: ([, q = '']) => at(`*-Q${quarterOf(q)}`, false),
  },
  {
    hint: /半|h/,
    pattern: rule('(上半年|下半年|[12]h|h[12](?!\\d)|(?:first|second) half of the year)'),
    read: ([, h = '']) => at(`*-H${halfOf(h)}`, false),
  },
];

const MOST_YEARS_AWAY = 100;

const COUNTS: Readonly<Record<string, number>> = {
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  ten: 10,
  两: 2,
};

function rule(source: string): RegExp {
  return new RegExp(`${B}(?:${source})${E}`, 'gu');
}

/**
 * Every period that a normalised text names, left to right, none overlapping; earlier rules win.
 * @param today the asker's day, YYYY-MM-DD, from which relative periods are counted.
 */
export function findPeriods(text: string, today: string): PeriodMention[] {
  const asker = { year: Number(today.slice(0, 4)), month: Number(today.slice(5, 7)), day: today };
  const found: PeriodMention[] = [];
  const taken = new Uint8Array(text.length);
  for (const { hint, pattern, read } of RULES) {
    if (!hint.test(text)) continue;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const start = match.index;
      const end = start + match[0].length;
      if (match[0].length === 0) pattern.lastIndex += 1;
      if (taken.subarray(start, end).includes(1)) continue;
      const period = read(match, asker);
      if (period === null) continue;
      found.push({ ...period, start, end, text: match[0].trim() });
      taken.fill(1, start, end);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
