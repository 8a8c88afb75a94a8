/** What was wrong with a subscription's options, in one sentence that says what to write instead. */
import type { Locale, Text } from '../language/locale.ts';

type Details = Readonly<Record<string, string>>;

const MOST_QUOTED = 40;

/** The sentence for a UserError of this room; undefined for any other code. */
export function digestProblem(code: string, details: Details, locale: Locale): string | undefined {
  const problem = Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code] : undefined;
  return problem?.(quoted(details['text'] ?? ''), details['suggestion'])[locale];
}

const PROBLEMS: Readonly<Record<string, (text: Text, suggestion: string | undefined) => Text>> = {
  'bad-schedule': (text) => ({
    zh: `${text.zh}不是推送时间。请写成“每天 09:00”“工作日 18:30”“每周一 09:00”，或五段 cron，如 0 9 * * 1-5。`,
    en: `${text.en} is no schedule. Write it like “daily 09:00”, “weekdays 18:30”, “weekly mon 09:00”, or as cron in five fields such as 0 9 * * 1-5.`,
  }),
  'schedule-never': (text) => ({
    zh: `${text.zh}里的日子永远不会到来，请换一个日期。`,
    en: `The day in ${text.en} never comes: choose another one.`,
  }),
  'bad-timezone': (text, suggestion) => ({
    zh: `没有${text.zh}这个时区。请用 IANA 名称，例如 ${suggestion ?? 'Asia/Shanghai'}。`,
    en: `There is no time zone ${text.en}. Use its IANA name, such as ${suggestion ?? 'Asia/Shanghai'}.`,
  }),
  'bad-language': (text) => ({
    zh: `没有${text.zh}这种语言：请写 zh 或 en。`,
    en: `Digests are written in zh or en, not in ${text.en}.`,
  }),
  'unknown-topic': (text, suggestion) => ({
    zh: `事实库里没有${text.zh}。${suggestion === undefined ? '主题是公司、产品、指标的名字，用逗号隔开；全部新闻写 all。' : `是“${suggestion}”吗？`}`,
    en: `The fact base does not know ${text.en}. ${suggestion === undefined ? 'Topics are names of companies, products or measures with commas between; all news is “all”.' : `Did you mean “${suggestion}”?`}`,
  }),
};

function quoted(text: string): Text {
  const points = [...text.replace(/\s+/gu, ' ').trim()];
  const short = points.length > MOST_QUOTED ? `${points.slice(0, MOST_QUOTED).join('')}…` : points.join('');
  return { zh: `“${short}”`, en: `“${short}”` };
}
