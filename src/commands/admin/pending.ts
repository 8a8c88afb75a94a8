/** `/chip-admin pending`, and what is said to a proposal. Rights were checked again before any of this runs. */
import type { Message, Reply } from '../../platforms/platform.ts';
import type { Decision, Proposal } from '../../store/store.ts';
import { callActions } from '../actions.ts';
import { requiredOption } from '../asked.ts';
import { type Admin, neededApprovals, sentence } from './admin.ts';
import { aliasTakenSince } from './alias.ts';
import {
  baseFor,
  changedSince,
  changeLine,
  findingsOf,
  heldBefore,
  proposalNote,
  rejectActions,
  revisionLines,
} from './proposal-text.ts';
import { confirmMessage, proposedMessage, recordedMessage, redoActions, refusedMessage } from './record.ts';

const MOST_SHOWN = 10;

export async function pending(admin: Admin): Promise<Reply> {
  const { store, locale } = admin;
  const waiting = await store.pending();
  const [only, ...more] = waiting;
  if (!only)
    return sentence(locale, { zh: '没有等待批准的提议。', en: 'No proposal is waiting for approval.' });
  if (more.length === 0) return showProposal(only, admin);
  const zh = locale === 'zh';
  const shown = waiting.slice(0, MOST_SHOWN);
  return {
    locale,
    blocks: [
      {
        kind: 'headline',
        text: zh
          ? `${waiting.length} 条提议等待批准`
          : `${waiting.length} proposals are waiting for approval`,
      },
      { kind: 'list', items: shown.map((proposal) => proposalLine(proposal, admin)) },
    ],
    actions: shown.flatMap(({ id }) =>
      callActions(zh ? `看 #${id}` : `See #${id}`, {
        command: 'chip-admin proposal',
        options: { proposal: String(id) },
      }),
    ),
  };
}

function proposalLine(proposal: Proposal, admin: Admin): string {
  const { snapshot, locale } = admin;
  const { steps, id } = proposal;
  const told = steps.filter(({ change }) => change.kind !== 'source-add');
  const [first] = told;
  const base = baseFor(steps, snapshot.base);
  const line = first ? changeLine(first.change, heldBefore(first, admin), locale, base) : '';
  const more =
    told.length > 1 ? (locale === 'zh' ? ` 等 ${told.length} 项` : ` and ${told.length - 1} more`) : '';
  return `#${id} ${line}${more} · ${proposalNote(proposal, locale)}`;
}

/** One proposal as it stands. */
export async function proposal(admin: Admin): Promise<Reply> {
  const found = await admin.store.proposal(proposalId(admin));
  return found ? showProposal(found, admin) : unknownProposal(admin);
}

async function showProposal(found: Proposal, admin: Admin): Promise<Message> {
  if (found.state === 'unconfirmed') {
    return found.author === admin.request.user.id ? confirmMessage(found, admin) : unconfirmed(admin);
  }
  if (found.state !== 'open') return closed(found, admin);
  const approvals = await admin.store.approvals(found, admin.curation.curators);
  const missing = Math.max(1, (await neededApprovals(admin)) - approvals);
  const message = proposedMessage(found, missing, admin);
  const since = changedSince(found, admin);
  if (since.length === 0) return message;
  const text =
    admin.locale === 'zh'
      ? '已过期：提议之后，其中的事实又被改过。请否决并重新提议。'
      : 'Outdated: what it would change was changed since. Reject it and propose again.';
  return {
    ...message,
    blocks: [...message.blocks, { kind: 'text', text }],
    actions: [...message.actions, ...redoActions(since, admin)],
  };
}

export function approve(admin: Admin): Promise<Reply> {
  return decide(admin, 'approve');
}

export function reject(admin: Admin): Promise<Reply> {
  return decide(admin, 'reject');
}

export function confirm(admin: Admin): Promise<Reply> {
  return decide(admin, 'confirm');
}

async function decide(admin: Admin, verdict: 'approve' | 'reject' | 'confirm'): Promise<Reply> {
  const refused = verdict === 'reject' ? null : await refusalOf(admin);
  if (refused) return refused;
  const id = proposalId(admin);
  const found = verdict === 'reject' ? undefined : await admin.store.proposal(id);
  const waits = found?.state === 'open' || found?.state === 'unconfirmed';
  const problem = waits && found ? aliasTakenSince(found.steps, admin) : null;
  if (problem) return { ...sentence(admin.locale, problem), actions: rejectActions(id, admin.locale) };
  const needed = await neededApprovals(admin);
  const by = admin.request.user.id;
  const decision = await admin.store.decide(id, {
    by,
    verdict,
    needed,
    appointed: admin.curation.curators,
  });
  return decisionMessage(decision, admin);
}

/** What was sound when it was proposed may be so no more: the base went on since. */
async function refusalOf(admin: Admin): Promise<Message | null> {
  const found = await admin.store.proposal(proposalId(admin));
  const waiting = found?.state === 'open' || found?.state === 'unconfirmed';
  // One that is outdated is told so by the store, with what came between.
  if (!found || !waiting || changedSince(found, admin).length > 0) return null;
  const stops = restores(found) ? [] : findingsOf(found.steps, admin).filter(({ level }) => level === 'stop');
  return stops.length > 0 ? refusedMessage(stops, found.steps, admin) : null;
}

/** It takes a revision back: nothing about it is checked anew. */
function restores({ steps }: Proposal): boolean {
  return steps.every(({ undoes }) => undoes !== undefined);
}

function proposalId({ request }: Admin): number {
  const typed = requiredOption(request, 'proposal');
  return /^#?\d{1,9}$/u.test(typed) ? Number(typed.replace('#', '')) : Number.NaN;
}

async function decisionMessage(decision: Decision, admin: Admin): Promise<Message> {
  const { locale, request } = admin;
  switch (decision.kind) {
    case 'unknown':
      return unknownProposal(admin);
    case 'closed':
      return closed(decision.proposal, admin);
    case 'not-yours':
      return notYours(decision.proposal.author === request.user.id, admin);
    case 'unconfirmed':
      return unconfirmed(admin);
    case 'counted':
      return proposedMessage(decision.proposal, decision.missing, admin);
    case 'approved':
      return recordedMessage(decision.revisions, admin);
    case 'rejected': {
      const own = decision.proposal.author === request.user.id;
      return sentence(locale, {
        zh: own ? '已取消，什么也没有记录。' : `提议 #${decision.proposal.id} 已否决，什么也没有记录。`,
        en: own
          ? 'Cancelled: nothing was recorded.'
          : `Proposal #${decision.proposal.id} is rejected: nothing was recorded.`,
      });
    }
    case 'outdated':
      return outdated(decision, admin);
  }
}

async function outdated(
  { proposal: { id }, since }: Extract<Decision, { kind: 'outdated' }>,
  admin: Admin,
): Promise<Message> {
  await admin.curation.refresh();
  const fresh = { ...admin, snapshot: admin.curation.snapshot() };
  const zh = admin.locale === 'zh';
  return {
    locale: admin.locale,
    blocks: [
      {
        kind: 'text',
        text: zh
          ? `提议 #${id} 已过期，没有记录：提议之后，其中的事实又被改过。`
          : `Proposal #${id} is outdated and was not recorded: what it would change was changed since.`,
      },
      { kind: 'list', items: revisionLines(since, fresh) },
    ],
    actions: redoActions(since, fresh),
  };
}

function notYours(own: boolean, { locale }: Admin): Message {
  return own
    ? sentence(locale, {
        zh: '自己的提议不能自己批准，请另一位维护者来看。',
        en: 'Nobody approves their own proposal: another curator has to look at it.',
      })
    : sentence(locale, {
        zh: '只有提议人能确认这个数字。',
        en: 'Only whoever proposed it can confirm this figure.',
      });
}

function unconfirmed({ locale }: Admin): Message {
  return sentence(locale, {
    zh: '提议人还没有确认这个数字。',
    en: 'Whoever proposed it has not confirmed the figure yet.',
  });
}

function unknownProposal({ locale }: Admin): Message {
  return sentence(locale, { zh: '没有这条提议。', en: 'There is no such proposal.' });
}

/** A button that was pressed before, perhaps by somebody else. */
function closed({ id, state, votes }: Proposal, { locale }: Admin): Message {
  const by = votes.at(-1)?.at.slice(0, 10) ?? '';
  const said: Readonly<Record<string, readonly [zh: string, en: string]>> = {
    approved: ['批准并记录', 'approved and recorded'],
    rejected: ['否决', 'rejected'],
    outdated: ['过期', 'outdated'],
  };
  const [zh = '', en = ''] = said[state] ?? [];
  return sentence(locale, {
    zh: `这个按钮已经过时：提议 #${id} 已于 ${by} ${zh}。`,
    en: `This button is out of date: proposal #${id} was ${en} on ${by}.`,
  });
}
