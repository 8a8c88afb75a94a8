/** From a planned change to the log: at once, after the author's own confirmation, or after another's approval. */
import type { Finding } from '../../knowledge/checks.ts';
import { type Fact, plainFact } from '../../knowledge/fact.ts';
import { factOf, type Revision } from '../../knowledge/revision.ts';
import type { Locale, Text } from '../../language/locale.ts';
import type { Action, Message } from '../../platforms/platform.ts';
import type { Proposal, Step } from '../../store/store.ts';
import { callActions } from '../actions.ts';
import { type Admin, neededApprovals } from './admin.ts';
import {
  changedSince,
  findingBlocks,
  findingsOf,
  proposalNote,
  revisionLines,
  stepBlocks,
  stepFiles,
  styled,
  voteActions,
} from './proposal-text.ts';

export type Plan = {
  readonly steps: readonly Step[];
  readonly reason: string;
  /** It is what the base said before: nothing about it is remarkable. */
  readonly restores?: boolean;
};

/** Nothing has been written before this is called; what is remarkable is asked about first. */
export async function record(plan: Plan, admin: Admin): Promise<Message> {
  const { store, request } = admin;
  const files = new Map(admin.snapshot.files.facts.map((fact) => [fact.id, fact]));
  const steps = plan.steps.map((step) => wholeStep(step, files));
  const since = changedSince({ steps }, admin);
  if (since.length > 0) return conflictMessage(since, admin);
  const author = request.user.id;
  const findings = plan.restores ? [] : findingsOf(steps, admin);
  const proposal = { author, reason: plan.reason, steps };
  const stops = findings.filter(({ level }) => level === 'stop');
  if (stops.length > 0) return refusedMessage(stops, steps, admin);
  if (findings.length > 0)
    return confirmMessage(await store.propose({ ...proposal, confirmed: false }), admin);
  const needed = await neededApprovals(admin);
  if (needed > 0)
    return proposedMessage(await store.propose({ ...proposal, confirmed: true }), needed, admin);
  const appended = await store.append(steps.map((step) => ({ ...step, author, reason: plan.reason })));
  if (appended.kind === 'conflict') return conflictMessage(appended.since, admin);
  return recordedMessage(appended.revisions, admin);
}

/** Facts as they are written down; the first change of one with what the files said, which they may not say for ever. */
function wholeStep(step: Step, files: ReadonlyMap<string, Fact>): Step {
  const { change, base } = step;
  if (change.kind !== 'assert' && change.kind !== 'retract') return step;
  const first = base === null ? { before: files.get(factOf(change) ?? '') ?? null } : {};
  if (change.kind === 'retract') return { ...step, change: { ...change, ...first } };
  return { ...step, change: { ...change, fact: plainFact(change.fact), ...first } };
}

/** What cannot be recorded, whoever says that it is meant. */
export function refusedMessage(stops: readonly Finding[], steps: readonly Step[], admin: Admin): Message {
  const { locale } = admin;
  const zh = locale === 'zh';
  return {
    locale,
    blocks: [
      { kind: 'headline', text: zh ? '没有记录：不能这样记' : 'Not recorded: it cannot be' },
      ...findingBlocks(stops, admin, steps),
    ],
    actions: [],
  };
}

/** To the author alone: what is remarkable, and whether it is meant. */
export function confirmMessage(proposal: Proposal, admin: Admin): Message {
  const { locale } = admin;
  const zh = locale === 'zh';
  const options = { proposal: String(proposal.id) };
  return {
    locale,
    blocks: [
      { kind: 'headline', text: zh ? '还没有记录，请先确认' : 'Not recorded yet: please confirm' },
      ...stepBlocks(proposal.steps, admin),
      ...findingBlocks(findingsOf(proposal.steps, admin), admin, proposal.steps),
    ],
    actions: [
      ...styled(
        'primary',
        callActions(zh ? '没有错，照此记录' : 'It is right: record it', {
          command: 'chip-admin confirm',
          options,
        }),
      ),
      ...styled('danger', callActions(zh ? '取消' : 'Cancel', { command: 'chip-admin reject', options })),
    ],
    ...stepFiles(proposal, admin),
  };
}

/** Waiting for others: old and new, who proposed it, what the checks found, and the buttons. */
export function proposedMessage(proposal: Proposal, missing: number, admin: Admin): Message {
  const { locale } = admin;
  const zh = locale === 'zh';
  const waiting = zh
    ? `还差 ${missing} 位其他维护者批准；提议人不能批准自己的提议。`
    : `It needs the approval of ${missing} other curator${missing === 1 ? '' : 's'}; nobody approves their own proposal.`;
  return {
    locale,
    blocks: [
      {
        kind: 'headline',
        text: zh ? `提议 #${proposal.id}，等待批准` : `Proposal #${proposal.id}, waiting for approval`,
      },
      ...stepBlocks(proposal.steps, admin),
      ...findingBlocks(findingsOf(proposal.steps, admin), admin, proposal.steps),
      { kind: 'note', text: proposalNote(proposal, locale) },
      { kind: 'note', text: waiting },
    ],
    actions: voteActions(proposal, locale),
    ...stepFiles(proposal, admin),
  };
}

/** What was recorded just now. Questions are answered from it as soon as this is said. */
export async function recordedMessage(revisions: readonly Revision[], admin: Admin): Promise<Message> {
  // It is recorded, whatever becomes of the reading.
  const current = await admin.curation.refresh().then(
    () => true,
    () => false,
  );
  const { locale } = admin;
  const zh = locale === 'zh';
  const [first] = revisions.filter(({ change }) => change.kind !== 'source-add');
  const range =
    revisions.length === 1 ? `#${revisions[0]?.seq}` : `#${revisions[0]?.seq}–#${revisions.at(-1)?.seq}`;
  return {
    locale,
    blocks: [
      { kind: 'headline', text: zh ? `已记录 ${range}` : `Recorded as ${range}` },
      ...stepBlocks(revisions, admin, true),
      { kind: 'note', text: (current ? FROM_NOW : AS_SOON)[locale] },
    ],
    actions: first && revisions.length <= 2 ? recordedActions(first, locale) : [],
  };
}

const FROM_NOW: Text = {
  zh: '回答从现在起以此为准；旧值保留在历史里。',
  en: 'Answers are given from this now; what was said before stays in the history.',
};
const AS_SOON: Text = {
  zh: '已经记下；数据库一时读不出来，恢复后回答才以此为准。',
  en: 'It is kept. The database cannot be read just now: answers are given from this as soon as it can.',
};

function recordedActions({ change, seq }: Revision, locale: Locale): Action[] {
  const zh = locale === 'zh';
  const fact = factOf(change);
  return [
    ...(fact === undefined
      ? []
      : callActions(zh ? '历史' : 'History', { command: 'chip-admin fact history', options: { fact } })),
    ...callActions(zh ? `撤销 #${seq}` : `Undo #${seq}`, {
      command: 'chip-admin fact undo',
      options: { revision: String(seq) },
    }),
  ];
}

/** Somebody else was first: what they did, and a way to do it again on top of that. */
export async function conflictMessage(since: readonly Revision[], admin: Admin): Promise<Message> {
  await admin.curation.refresh();
  const fresh = { ...admin, snapshot: admin.curation.snapshot() };
  const { locale } = admin;
  const zh = locale === 'zh';
  return {
    locale,
    blocks: [
      {
        kind: 'headline',
        text: zh ? '没有记录：其间有人先改了' : 'Not recorded: somebody changed it meanwhile',
      },
      { kind: 'list', items: revisionLines(since, fresh) },
      {
        kind: 'text',
        text: zh
          ? '请看过上面的改动，再决定要不要改。'
          : 'Please look at the change above, and decide again.',
      },
    ],
    actions: redoActions(since, fresh),
  };
}

/** A way to do it again on top of what was done meanwhile, where there is still something to do it to. */
export function redoActions(since: readonly Revision[], { locale, snapshot }: Admin): Action[] {
  const fact = since.flatMap(({ change }) => factOf(change) ?? []).find((id) => snapshot.base.fact(id));
  if (fact === undefined) return [];
  return callActions(locale === 'zh' ? '在此基础上再改' : 'Change it again', {
    command: 'chip-admin fact set',
    options: { fact },
  });
}
