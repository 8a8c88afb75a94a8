/** `/chip-admin fact history`, `undo` and `retract`: what was said when, by whom and why, and how it is taken back. */
import type { Fact } from '../../knowledge/fact.ts';
import { type Change, factTarget, type Revision, targetOf } from '../../knowledge/revision.ts';
import { undoOf, versionAt } from '../../knowledge/undo.ts';
import type { Text } from '../../language/locale.ts';
import type { Action, Message, Reply } from '../../platforms/platform.ts';
import type { Step } from '../../store/store.ts';
import { callActions } from '../actions.ts';
import { LONGEST_TEXT, optionOf, requiredOption } from '../asked.ts';
import type { Telling } from '../fact-words.ts';
import { type Admin, findFact, sentence } from './admin.ts';
import { noSuchFact } from './change-fact.ts';
import { otherChanges, valueText } from './fact-change.ts';
import { factGlance } from './finding-text.ts';
import { reasonForm } from './forms.ts';
import { momentText, revisionLines, styled } from './proposal-text.ts';
import { record } from './record.ts';
import { composeStatement } from './statement.ts';

const MOST_UNDO = 5;

export async function history(admin: Admin): Promise<Reply> {
  const id = requiredOption(admin.request, 'fact');
  const { snapshot, locale } = admin;
  const known = findFact(id, admin)?.id ?? id.toLowerCase();
  const revisions = snapshot.revisionsOf(factTarget(known));
  const own = snapshot.files.facts.find((fact) => fact.id === known);
  if (revisions.length === 0 && !own) return noSuchFact(id, admin);
  const zh = locale === 'zh';
  const now = snapshot.base.fact(known);
  return {
    locale,
    blocks: [
      {
        kind: 'headline',
        text: now
          ? factGlance(now, locale, snapshot.base)
          : zh
            ? `${known}（已撤下）`
            : `${known} (retracted)`,
      },
      historyTable(known, own, admin),
      ...(revisions.length > 0
        ? []
        : [{ kind: 'note' as const, text: zh ? '从未在聊天中改过。' : 'It was never changed from a chat.' }]),
    ],
    actions: historyActions(revisions, now, admin),
  };
}

function historyTable(id: string, own: Fact | undefined, admin: Admin): Message['blocks'][number] {
  const { snapshot, locale, request } = admin;
  const zh = locale === 'zh';
  const said = (fact: Fact | null): string => (fact ? valueText(fact, locale, snapshot.base) : '–');
  const file = own
    ? [
        [
          '–',
          snapshot.base.source(own.source).date,
          zh ? '文件' : 'files',
          said(own),
          zh ? `来源 ${own.source}` : `source ${own.source}`,
        ],
      ]
    : [];
  const rows = snapshot.revisionsOf(factTarget(id)).map((revision) => {
    const { seq, recorded, author, reason } = revision;
    const [before, after] = [versionAt(id, snapshot, seq), versionAt(id, snapshot, seq + 1)];
    const undone =
      revision.undoes === undefined ? '' : zh ? `撤销 #${revision.undoes}` : `undoes #${revision.undoes}`;
    const why = [undone, reason].filter((part) => part !== '').join(zh ? '：' : ': ');
    return [
      `#${seq}`,
      momentText(recorded),
      whoText(author, request.user),
      whatText(before, after, { locale, base: snapshot.base }),
      why || '–',
    ];
  });
  const head = zh
    ? ['修订', '记录于', '谁', '内容', '为什么']
    : ['Revision', 'Recorded', 'Who', 'What', 'Why'];
  return { kind: 'table', head, rows: [...file, ...rows] };
}

/** The figure where it changed, and whatever else did: a new paragraph alone is not told as the same figure twice. */
function whatText(before: Fact | null, after: Fact | null, telling: Telling): string {
  const { locale, base } = telling;
  const [old, fresh] = [before, after].map((fact) => (fact ? valueText(fact, locale, base) : '–'));
  const others = before && after ? otherChanges(after, before, telling) : [];
  const figure = old === fresh && others.length > 0 ? [] : [`${old} → ${fresh}`];
  return [...figure, ...others].join(locale === 'zh' ? '；' : '; ');
}

/** Curators see the whole id: they have to know whom to ask. */
function whoText(author: string, user: { readonly id: string; readonly name?: string }): string {
  return author === user.id && user.name !== undefined ? `${user.name} (${author})` : author;
}

/** Only what can be undone has a button for it. */
function historyActions(
  revisions: readonly Revision[],
  now: Fact | undefined,
  { locale, snapshot }: Admin,
): Action[] {
  const zh = locale === 'zh';
  const undo = revisions
    .slice(-MOST_UNDO)
    .toReversed()
    .filter((revision) => undoOf(revision, snapshot).kind === 'change')
    .flatMap(({ seq }) =>
      callActions(zh ? `撤销 #${seq}` : `Undo #${seq}`, {
        command: 'chip-admin fact undo',
        options: { revision: String(seq) },
      }),
    );
  const set = now
    ? callActions(zh ? '更正' : 'Correct it', { command: 'chip-admin fact set', options: { fact: now.id } })
    : [];
  return [...styled('primary', set), ...undo];
}

const RETRACT: Text = { zh: '撤下一条事实', en: 'Retract a fact' };
const UNDO: Text = { zh: '撤销一次修订', en: 'Undo a revision' };

export async function retract(admin: Admin): Promise<Reply> {
  const { request, snapshot } = admin;
  const id = requiredOption(request, 'fact');
  const fact = findFact(id, admin);
  if (!fact) return noSuchFact(id, admin);
  const reason = optionOf(request, 'reason', LONGEST_TEXT);
  if (reason === undefined) return reasonForm(RETRACT, { fact: fact.id }, admin);
  const step: Step = { change: { kind: 'retract', fact: fact.id }, base: snapshot.last(factTarget(fact.id)) };
  return record({ steps: [step], reason }, admin);
}

export async function undo(admin: Admin): Promise<Reply> {
  const { request, snapshot, locale } = admin;
  const typed = requiredOption(request, 'revision');
  const seq = Number(/^#?(\d{1,9})$/u.exec(typed.normalize('NFKC'))?.[1] ?? Number.NaN);
  const revision = snapshot.revisions.find((one) => one.seq === seq);
  if (!revision) {
    return sentence(locale, {
      zh: '没有这个修订号；/chip-admin fact history 列出一条事实的修订。',
      en: 'There is no such revision; /chip-admin fact history lists those of a fact.',
    });
  }
  const undone = undoOf(revision, snapshot);
  if (undone.kind !== 'change') return cannotUndo(undone, admin);
  const reason = optionOf(request, 'reason', LONGEST_TEXT);
  if (reason === undefined) return reasonForm(UNDO, { revision: String(seq) }, admin);
  const change = undone.composed ? recomposed(undone.change, admin) : undone.change;
  const step: Step = { change, base: snapshot.last(targetOf(change)), undoes: seq };
  return record({ steps: [step], reason, restores: !undone.composed }, admin);
}

function recomposed(change: Change, { snapshot }: Admin): Change {
  if (change.kind !== 'assert') return change;
  return { ...change, fact: { ...change.fact, statement: composeStatement(change.fact, snapshot.base) } };
}

function cannotUndo(undone: Exclude<ReturnType<typeof undoOf>, { kind: 'change' }>, admin: Admin): Message {
  const { locale } = admin;
  switch (undone.kind) {
    case 'nothing':
      return sentence(locale, {
        zh: '这次修订的内容已不在库里，没有要撤销的。',
        en: 'What that revision did does not stand any more: there is nothing to undo.',
      });
    case 'kept':
      return sentence(locale, {
        zh: '来源登记了就保留，因为回答可能引用过它；要去掉的是引用它的事实。',
        en: 'A source that was named stays known, for answers may have quoted it. Retract the facts that rest on it.',
      });
    case 'built-on':
      return {
        locale,
        blocks: [
          {
            kind: 'text',
            text:
              locale === 'zh'
                ? '之后的修订改了同样的内容，请先撤销它们：'
                : 'Later revisions changed the same. Undo these first:',
          },
          { kind: 'list', items: revisionLines(undone.by, admin) },
        ],
        actions: undone.by.slice(-1).flatMap(({ seq }) =>
          callActions(locale === 'zh' ? `撤销 #${seq}` : `Undo #${seq}`, {
            command: 'chip-admin fact undo',
            options: { revision: String(seq) },
          }),
        ),
      };
  }
}
