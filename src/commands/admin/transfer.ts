/** `/chip-admin fact import` and `export`: a file is one proposal, told line by line before anything is recorded. */
import { checkFacts, type Finding } from '../../knowledge/checks.ts';
import { type Fact, plainFact, sameFact } from '../../knowledge/fact.ts';
import type { FactBase } from '../../knowledge/fact-base.ts';
import { CSV, rowsToCsv } from '../../knowledge/formats/csv.ts';
import type { Format, FormatFault, LinedFact, Parsed } from '../../knowledge/formats/format.ts';
import { JSONL } from '../../knowledge/formats/jsonl.ts';
import { YAML } from '../../knowledge/formats/yaml.ts';
import { factTarget } from '../../knowledge/revision.ts';
import type { Source } from '../../knowledge/vocabulary.ts';
import { isPeriod } from '../../language/calendar.ts';
import type { Locale } from '../../language/locale.ts';
import { UserError } from '../../language/user-error.ts';
import type { Message, OutgoingFile, Reply } from '../../platforms/platform.ts';
import type { Step } from '../../store/store.ts';
import { optionOf, quote } from '../asked.ts';
import { type Admin, sentence } from './admin.ts';
import { findingText } from './finding-text.ts';
import { withSources } from './read-fact.ts';
import { record } from './record.ts';
import { statementOf, withoutOldFigure } from './statement.ts';

const FORMATS: readonly Format[] = [CSV, JSONL, YAML];
const MOST_FAULTS = 20;
const MOST_FACTS = 10_000;
/** What platforms take in one message, in UTF-16 units of mostly Chinese text. */
const LARGEST_EXPORT = 2_500_000;

export async function exportFacts({ request, snapshot, locale }: Admin): Promise<Reply> {
  const wanted = (optionOf(request, 'format') ?? 'csv').toLowerCase().replace(/^\./u, '');
  const format = FORMATS.find(({ ending }) => ending === wanted || (wanted === 'yml' && ending === 'yaml'));
  if (!format) return notAFormat(wanted, locale);
  const { base } = snapshot;
  if (leastSize(base) > LARGEST_EXPORT) return sentence(locale, TOO_LARGE);
  const facts = base.facts.map(plainFact);
  const content = format.write({ facts, sources: base.vocabulary.sources });
  const zh = locale === 'zh';
  if (content.length > LARGEST_EXPORT) return sentence(locale, TOO_LARGE);
  const text = zh
    ? `全部 ${facts.length} 条事实，以及它们的来源。`
    : `All ${facts.length} facts and their sources.`;
  return {
    locale,
    blocks: [{ kind: 'text', text }],
    actions: [],
    files: [{ name: `facts.${format.ending}`, type: format.type, content, alt: text }],
  };
}

const TOO_LARGE = {
  zh: '事实太多，一条消息放不下。请在机器人所在的机器上运行 npm run knowledge -- export。',
  en: 'There are too many facts for one message. Run npm run knowledge -- export on the machine of the bot.',
};

/** What any format holds at least, in UTF-16 units: each id and each sentence. Nothing is written to learn this. */
function leastSize({ facts }: FactBase): number {
  return facts.reduce((sum, { id, statement: { zh, en } }) => sum + id.length + zh.length + en.length, 0);
}

function notAFormat(typed: string, locale: Locale): Message {
  return sentence(locale, {
    zh: `没有${quote(typed)}这种格式。可用：csv、jsonl、yaml。`,
    en: `There is no format ${quote(typed)}. There are: csv, jsonl, yaml.`,
  });
}

export async function importFacts(admin: Admin): Promise<Reply> {
  const { request, locale } = admin;
  const [file] = request.files ?? [];
  if (!file) throw new UserError('missing-option', { command: request.command, option: 'file' });
  const ending = /\.([a-z]+)$/iu.exec(file.name)?.[1]?.toLowerCase() ?? '';
  const format = FORMATS.find((one) => one.ending === ending || (ending === 'yml' && one.ending === 'yaml'));
  if (!format) return notAFormat(ending === '' ? file.name : ending, locale);
  const text = textOf(await file.read());
  if (text === null) {
    return sentence(locale, {
      zh: `文件${quote(file.name)}不是 UTF-8 文本。`,
      en: `The file ${quote(file.name)} is not UTF-8 text.`,
    });
  }
  return importParsed(format.read(text), file.name, admin);
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

type Fault = { readonly line: number; readonly reason: string };

async function importParsed(parsed: Parsed, name: string, admin: Admin): Promise<Message> {
  const { locale } = admin;
  const faults: Fault[] = parsed.faults.map((fault) => ({
    line: fault.line,
    reason: faultText(fault, locale),
  }));
  const base = withSources(admin.snapshot.base, parsed.sources);
  const lines = parsed.facts.map((lined) => ({ ...lined, fact: wholeFact(lined.fact, base) }));
  const news = lines.filter(({ fact }) => isNews(fact, admin)).map(({ fact }) => fact);
  const found = checkFacts(news, base, admin.request.today);
  const findingsOf = new Map(news.map((fact, at) => [fact, found[at] ?? []]));
  const checked = lines.map((lined) => ({ lined, findings: findingsOf.get(lined.fact) ?? [] }));
  for (const { lined, findings } of checked) {
    faults.push(
      ...findings
        .filter(({ level }) => level === 'stop')
        .map((finding) => toFault(lined, finding, parsed, admin)),
    );
  }
  if (parsed.facts.length > MOST_FACTS) faults.push({ line: 1, reason: tooMany(locale) });
  if (faults.length > 0) return faultsMessage(faults, name, locale);
  const steps = [...sourceSteps(parsed.sources, admin), ...news.map((fact) => factStep(fact, admin))];
  if (parsed.facts.length === 0 && steps.length === 0) {
    return sentence(locale, {
      zh: `${quote(name)}里没有事实。`,
      en: `There are no facts in ${quote(name)}.`,
    });
  }
  if (steps.length === 0) {
    const count = parsed.facts.length;
    return sentence(locale, {
      zh: `${quote(name)}里的 ${count} 条与库里相同，没有要改的。`,
      en: `The ${count} facts of ${quote(name)} are what the base says already: nothing to change.`,
    });
  }
  const message = await record(
    { steps, reason: locale === 'zh' ? `导入 ${name}` : `import of ${name}` },
    admin,
  );
  return withReport(message, { parsed, checked, name, admin });
}

/** Whoever changes a figure in a sheet seldom changes its sentences: the old ones would contradict it. */
function wholeFact(fact: Fact, base: FactBase): Fact {
  const held = base.fact(fact.id);
  if (!held || !isNamed(fact, base)) return fact;
  const before = plainFact(held);
  return { ...withoutOldFigure(fact, before), statement: statementOf(fact, before, base) };
}

/** What a sentence is made of; a fact that names what is not there is a fault of its line. */
function isNamed({ subject, by, objects, metric, period }: Fact, base: FactBase): boolean {
  const entities = [subject, by, ...objects].every((id) => base.findEntity(id));
  return entities && base.findMetric(metric) !== undefined && (period === null || isPeriod(period));
}

function isNews(fact: Fact, { snapshot }: Admin): boolean {
  const held = snapshot.base.fact(fact.id);
  return !held || !sameFact(held, fact);
}

function factStep(fact: Fact, { snapshot }: Admin): Step {
  return { change: { kind: 'assert', fact }, base: snapshot.last(factTarget(fact.id)) };
}

/** A source of the file that the base has is left as the base has it. */
function sourceSteps(sources: readonly Source[], { snapshot }: Admin): Step[] {
  const known = new Set(snapshot.base.vocabulary.sources.map(({ id }) => id));
  return sources
    .filter(({ id }) => !known.has(id))
    .map((source) => ({
      change: { kind: 'source-add', source },
      base: snapshot.last(`source:${source.id}`),
    }));
}

function toFault(
  { line, fact }: LinedFact,
  finding: Finding,
  parsed: Parsed,
  { snapshot, locale }: Admin,
): Fault {
  const text = findingText(finding, locale, withSources(snapshot.base, parsed.sources));
  return { line, reason: locale === 'zh' ? `${fact.id}：${text}` : `${fact.id}: ${text}` };
}

function tooMany(locale: Locale): string {
  return locale === 'zh' ? `一次最多 ${MOST_FACTS} 条。` : `At most ${MOST_FACTS} facts at a time.`;
}

function faultText({ kind, field }: FormatFault, locale: Locale): string {
  const zh = locale === 'zh';
  switch (kind) {
    case 'syntax':
      return zh ? '这里读不下去，格式不对。' : 'It cannot be read from here: the form is wrong.';
    case 'missing':
      return zh ? `缺少“${field}”。` : `“${field}” is missing.`;
    case 'wrong':
      return zh
        ? `“${field}”写得不对，格式见 knowledge/README.md。`
        : `“${field}” is not well formed; knowledge/README.md tells how it is.`;
    case 'unknown-field':
      return zh ? `没有“${field}”这一项。` : `There is no field “${field}”.`;
    case 'twice':
      return zh ? `“${field}”出现了两次，内容不一。` : `“${field}” stands there twice.`;
  }
}

function faultsMessage(faults: readonly Fault[], name: string, locale: Locale): Message {
  const zh = locale === 'zh';
  const ordered = faults.toSorted((a, b) => a.line - b.line);
  const rows = ordered.slice(0, MOST_FAULTS).map(({ line, reason }) => [name, String(line), reason]);
  const more = faults.length - rows.length;
  return {
    locale,
    blocks: [
      {
        kind: 'headline',
        text: zh
          ? `没有导入：${faults.length} 处有误`
          : `Nothing was imported: ${faults.length} fault${faults.length === 1 ? '' : 's'}`,
      },
      { kind: 'table', head: zh ? ['文件', '行', '原因'] : ['File', 'Line', 'Reason'], rows },
      ...(more > 0 ? [{ kind: 'note' as const, text: zh ? `另有 ${more} 处。` : `And ${more} more.` }] : []),
    ],
    actions: [],
  };
}

type Report = {
  readonly parsed: Parsed;
  readonly checked: readonly { readonly lined: LinedFact; readonly findings: readonly Finding[] }[];
  readonly name: string;
  readonly admin: Admin;
};

/** How many are new, changed and the same, and a file that says it of each line. */
function withReport(message: Message, report: Report): Message {
  const { admin, checked, name } = report;
  const zh = admin.locale === 'zh';
  const outcomes = checked.map(({ lined }) => outcomeOf(lined.fact, admin));
  const count = (outcome: string): number => outcomes.filter((one) => one === outcome).length;
  const [added, changed, same] = [count('new'), count('changed'), count('same')];
  const text = zh
    ? `${name}：新增 ${added} 条，改动 ${changed} 条，相同 ${same} 条。全部记录或全不记录。`
    : `${name}: ${added} new, ${changed} changed, ${same} the same. All of it is recorded or nothing.`;
  return {
    ...message,
    blocks: [...message.blocks, { kind: 'note', text }],
    files: [...(message.files ?? []), reportFile(report)],
  };
}

type Outcome = 'new' | 'changed' | 'same';

function outcomeOf(fact: Fact, { snapshot }: Admin): Outcome {
  const held = snapshot.base.fact(fact.id);
  return held ? (sameFact(held, fact) ? 'same' : 'changed') : 'new';
}

function reportFile({ checked, parsed, name, admin }: Report): OutgoingFile {
  const { locale, snapshot } = admin;
  const base = withSources(snapshot.base, parsed.sources);
  const rows = checked.map(({ lined: { line, fact }, findings }) => {
    const texts = findings.map((finding) => findingText(finding, locale, base));
    return [name, String(line), fact.id, outcomeOf(fact, admin), texts.join(' ')];
  });
  const content = rowsToCsv([['file', 'line', 'fact', 'outcome', 'findings'], ...rows]);
  const alt = locale === 'zh' ? '逐行报告' : 'The report, line by line';
  return { name: 'import-report.csv', type: 'text/csv', content, alt };
}
