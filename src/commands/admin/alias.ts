/** `/chip-admin alias add` and `remove`: other names of what the base knows. */
import { wordTokens } from '../../knowledge/lexicon.ts';
import { targetOf } from '../../knowledge/revision.ts';
import { normalise } from '../../language/normalise.ts';
import type { Message, Reply } from '../../platforms/platform.ts';
import { quote, requiredOption } from '../asked.ts';
import { type Admin, sentence } from './admin.ts';
import { isProblem, readSubject } from './read-fact.ts';
import { record } from './record.ts';

const LONGEST_ALIAS = 60;

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
function cannotAdd(entity: string, alias: string, { snapshot, locale }: Admin): Message | null {
  const { base } = snapshot;
  const tokens = wordTokens(normalise(alias));
  if (
    tokens.length === 0 ||
    alias.length > LONGEST_ALIAS ||
    (tokens.length === 1 && tokens[0]?.text.length === 1)
  ) {
    return sentence(locale, {
      zh: `别名请写 2 到 ${LONGEST_ALIAS} 个字，至少有一个文字。`,
      en: `An alias has 2 to ${LONGEST_ALIAS} characters, with letters among them.`,
    });
  }
  const senses = base.lexicon.matches(tokens, 0).find(({ end }) => end === tokens.length)?.senses ?? [];
  if (senses.some((sense) => sense.kind === 'entity' && sense.id === entity)) {
    const name = base.entity(entity).label;
    return sentence(locale, {
      zh: `${name.zh}已经有${quote(alias)}这个名称。`,
      en: `${name.en} has the name ${quote(alias)} already.`,
    });
  }
  const [other] = senses.flatMap((sense) =>
    sense.kind === 'entity'
      ? [base.entity(sense.id).label]
      : sense.kind === 'metric'
        ? [base.metric(sense.id).label]
        : sense.kind === 'other'
          ? [base.vocabulary.others[sense.index]?.label ?? { zh: '别的名称', en: 'another name' }]
          : [{ zh: '一个常用词', en: 'an ordinary word' }],
  );
  if (!other) return null;
  return sentence(locale, {
    zh: `${quote(alias)}已经是${other.zh}，不能再作别名。`,
    en: `${quote(alias)} stands for ${other.en} already and cannot be an alias as well.`,
  });
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
