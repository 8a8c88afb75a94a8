/** `/chip-admin alias add` and `remove`: other names of what the base knows. */
import { targetOf } from '../../knowledge/revision.ts';
import type { Text } from '../../language/locale.ts';
import { normalise } from '../../language/normalise.ts';
import type { Message, Reply } from '../../platforms/platform.ts';
import type { Step } from '../../store/store.ts';
import { quote, requiredOption } from '../asked.ts';
import { type Admin, sentence } from './admin.ts';
import { aliasProblem } from './alias-guard.ts';
import { isProblem, readSubject } from './read-fact.ts';
import { record } from './record.ts';

export function addAlias(admin: Admin): Promise<Reply> {
  return changeAlias('alias-add', admin);
}

export function removeAlias(admin: Admin): Promise<Reply> {
  return changeAlias('alias-remove', admin);
}

async function changeAlias(kind: 'alias-add' | 'alias-remove', admin: Admin): Promise<Reply> {
  const { request, snapshot, locale } = admin;
  const typed = requiredOption(request, 'entity');
  const alias = requiredOption(request, 'alias');
  const entity = readSubject(typed, { base: snapshot.base, today: request.today, locale });
  if (isProblem(entity)) return sentence(locale, { zh: entity.problem, en: entity.problem });
  const refusal = kind === 'alias-add' ? cannotAdd(entity, alias, admin) : cannotRemove(entity, alias, admin);
  if (refusal) return refusal;
  const change = { kind, entity, alias } as const;
  return record({ steps: [{ change, base: snapshot.last(targetOf(change)) }], reason: '' }, admin);
}

/** A name must lead to one thing: an ordinary word as an alias takes that word out of every other question. */
function cannotAdd(entity: string, alias: string, { snapshot, request, locale }: Admin): Message | null {
  const problem = aliasProblem({ entity, alias }, snapshot.base, request.today);
  return problem && sentence(locale, problem);
}

/** What was free when it was proposed may have been given away since. */
export function aliasTakenSince(steps: readonly Step[], { snapshot, request }: Admin): Text | null {
  const problems = steps.map(({ change }) =>
    change.kind === 'alias-add' && snapshot.base.findEntity(change.entity)
      ? aliasProblem(change, snapshot.base, request.today)
      : null,
  );
  return problems.find((problem) => problem !== null) ?? null;
}

function cannotRemove(entity: string, alias: string, { snapshot, locale }: Admin): Message | null {
  const { aliases, label } = snapshot.base.entity(entity);
  if (aliases.some((other) => normalise(other) === normalise(alias))) return null;
  const names = aliases.slice(0, 12);
  const list = { zh: names.join('、') || '无', en: names.join(', ') || 'none' };
  return sentence(locale, {
    zh: `${label.zh}没有${quote(alias)}这个别名。现有：${list.zh}。`,
    en: `${label.en} has no alias ${quote(alias)}. It has: ${list.en}.`,
  });
}
