/** `/chip browse`: what can be asked at all. */
import type { Fact } from '../knowledge/fact.ts';
import type { Locale } from '../language/locale.ts';
import { normalise } from '../language/normalise.ts';
import type { Action, Message } from '../platforms/platform.ts';
import { askCall, callActions, distinctActions } from './actions.ts';
import { type Asked, localeOf, optionOf, quote } from './asked.ts';
import { coverageText } from './coverage.ts';
import { counted } from './entity-card.ts';
import { exampleActions } from './examples.ts';
import { listed, sourceLine } from './fact-words.ts';
import { readEntity, readMetric } from './names.ts';
import { isAnsweredBy, sentencesFor } from './questions.ts';
import { createSearchIndex } from './search-index.ts';
import { subjectsOf, type Topic, topicsOf } from './topics.ts';

const MOST_QUESTIONS = 8;
const MOST_TRIED = 30;
const MOST_NAMES = 12;

export function browse(asked: Asked): Message {
  const text = optionOf(asked.request, 'topic');
  const locale = localeOf(asked.request, text);
  if (text === undefined) return allTopics(locale, asked);
  const topic = findTopic(text, asked);
  return topic ? oneTopic(topic, locale, asked) : unknownTopic(text, locale, asked);
}

/** A topic by its id or name; else everything about an entity, or of a measure. */
function findTopic(text: string, { base, request }: Asked): Topic | undefined {
  const typed = normalise(text);
  const named = topicsOf(base).find(({ id, label }) =>
    [id, label.zh, label.en].some((name) => normalise(name) === typed),
  );
  if (named) return named;
  const entity = readEntity(text, base, request.today);
  const [about] = entity.ids;
  if (entity.sure && about !== undefined) {
    return topicWithFacts(about, base.entity(about).label, base.factsAbout(about));
  }
  const metric = readMetric(text, base, request.today);
  const [measured] = metric.ids;
  if (!metric.sure || measured === undefined) return undefined;
  return topicWithFacts(measured, base.metric(measured).label, base.factsOf(measured));
}

function topicWithFacts(id: string, label: Topic['label'], facts: readonly Fact[]): Topic | undefined {
  const standing = facts.filter(({ rank }) => rank !== 'deprecated');
  return standing.length === 0 ? undefined : { id, label, facts: standing };
}

function allTopics(locale: Locale, asked: Asked): Message {
  const { base } = asked;
  const zh = locale === 'zh';
  const topics = topicsOf(base);
  const rows = topics.map(({ label, facts }) => [
    label[locale],
    String(facts.length),
    listed(
      subjectsOf(facts)
        .slice(0, 3)
        .map((id) => base.entity(id).label[locale]),
      locale,
    ),
  ]);
  return {
    locale,
    blocks: [
      { kind: 'headline', text: zh ? '事实库里有什么' : 'What the fact base covers' },
      { kind: 'text', text: coverageText(base, locale) },
      { kind: 'table', head: zh ? ['主题', '事实数', '例如'] : ['Topic', 'Facts', 'Such as'], rows },
      { kind: 'note', text: zh ? '一条事实可以属于几个主题。' : 'A fact may belong to several topics.' },
    ],
    actions: [...topics.flatMap((topic) => topicActions(topic, locale)), ...exampleActions(locale, asked)],
  };
}

function topicActions({ id, label }: Topic, locale: Locale): Action[] {
  return callActions(label[locale], { command: 'chip browse', options: { topic: id } });
}

function oneTopic(topic: Topic, locale: Locale, asked: Asked): Message {
  const { base } = asked;
  const zh = locale === 'zh';
  const { facts } = topic;
  const metrics = [...new Set(facts.map(({ metric }) => metric))];
  const some = (names: readonly string[]): string => {
    const more = names.length - MOST_NAMES;
    const shown = listed(names.slice(0, MOST_NAMES), locale);
    return more > 0 ? (zh ? `${shown}等 ${names.length} 项` : `${shown} and ${more} more`) : shown;
  };
  const about = some(subjectsOf(facts).map((id) => base.entity(id).label[locale]));
  const measures = some(metrics.map((id) => base.metric(id).label[locale]));
  const count = zh ? `${facts.length} 条事实` : counted(facts.length);
  const questions = topicQuestions(facts, locale, asked);
  return {
    locale,
    blocks: [
      { kind: 'headline', text: zh ? `${topic.label.zh}：${count}` : `${topic.label.en}: ${count}` },
      { kind: 'text', text: zh ? `涉及：${about}` : `About: ${about}` },
      { kind: 'text', text: zh ? `内容：${measures}` : `What: ${measures}` },
      { kind: 'note', text: sourceLine(facts, locale, base) },
      ...(questions.length > 0
        ? [{ kind: 'note' as const, text: zh ? '可以这样问：' : 'You could ask:' }]
        : []),
    ],
    actions: distinctActions(
      questions.flatMap((question) => callActions(question, askCall(question))),
      MOST_QUESTIONS,
    ),
  };
}

/** A question for each measure, each answered; tried on a bounded number of facts. */
function topicQuestions(facts: readonly Fact[], locale: Locale, { base, request }: Asked): string[] {
  const questions = new Map<string, string>();
  for (const fact of facts.slice(0, MOST_TRIED)) {
    if (questions.size === MOST_QUESTIONS) break;
    if (questions.has(fact.metric)) continue;
    const question = sentencesFor(fact, locale, base).find((each) =>
      isAnsweredBy(each, fact, base, request.today),
    );
    if (question !== undefined) questions.set(fact.metric, question);
  }
  return [...questions.values()];
}

function unknownTopic(text: string, locale: Locale, { base }: Asked): Message {
  const topics = topicsOf(base);
  const index = createSearchIndex(
    topics.flatMap((topic) => [topic.label.zh, topic.label.en].map((name) => ({ text: name, value: topic }))),
  );
  const near = index.search(text).map(({ value }) => value);
  const sentence =
    locale === 'zh'
      ? `库里没有${quote(text)}这个主题。可选的主题：`
      : `The base has no topic ${quote(text)}. The topics are:`;
  const ordered = [...new Set([...near, ...topics])];
  return {
    locale,
    blocks: [
      { kind: 'text', text: sentence },
      { kind: 'list', items: ordered.map(({ label }) => label[locale]) },
    ],
    actions: distinctActions(
      ordered.flatMap((topic) => topicActions(topic, locale)),
      ordered.length,
    ),
  };
}
