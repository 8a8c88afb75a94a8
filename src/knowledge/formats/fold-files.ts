/** The log folded back into the text of `knowledge/`: only the items that changed are written anew. */
import { isMap, isSeq, parseDocument, stringify, type YAMLMap } from 'yaml';
import { type Fact, sameFact } from '../fact.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Entity, Source } from '../vocabulary.ts';
import { factToYaml, sourceToYaml } from './yaml.ts';

/** A file by its path below the folder: `facts/….yaml`. */
export type TextFile = { readonly path: string; readonly text: string };

const SOURCES = 'sources.yaml';
/** Documents that are quoted as speakers because a fact was set from them in a chat. */
const DOCUMENTS = 'entities/documents-from-chat.yaml';
const LINE_WIDTH = 160;

/**
 * @param files what the folder holds; `before` is what they say, `after` what they are to say.
 * @returns the files that change, whole.
 */
export function foldIntoFiles(
  files: readonly TextFile[],
  before: Knowledge,
  after: Knowledge,
): readonly TextFile[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const edit = (path: string, change: (text: string) => string): void => {
    texts.set(path, change(texts.get(path) ?? ''));
  };
  foldFacts(texts, edit, { before, after });
  foldEntities(texts, edit, { before, after });
  const held = new Set(before.vocabulary.sources.map(({ id }) => id));
  for (const source of after.vocabulary.sources.filter(({ id }) => !held.has(id))) {
    edit(SOURCES, (text) => append(text, sourceToYaml(source), 0));
  }
  const old = new Map(files.map(({ path, text }) => [path, text]));
  return [...texts].filter(([path, text]) => old.get(path) !== text).map(([path, text]) => ({ path, text }));
}

type Edit = (path: string, change: (text: string) => string) => void;
type Both = { readonly before: Knowledge; readonly after: Knowledge };

function foldFacts(texts: ReadonlyMap<string, string>, edit: Edit, { before, after }: Both): void {
  const now = new Map(after.facts.map((fact) => [fact.id, fact]));
  const old = new Map(before.facts.map((fact) => [fact.id, fact]));
  for (const fact of before.facts) {
    const next = now.get(fact.id);
    if (next && sameFact(fact, next)) continue;
    const path = pathHolding(texts, fact.id);
    if (path === undefined) continue;
    const stays = next?.source === fact.source ? next : undefined;
    edit(path, (text) => replaceItem(text, fact.id, stays ? factToYaml(stays) : null));
    if (next && !stays) addFact(texts, edit, next);
  }
  for (const fact of after.facts) if (!old.has(fact.id)) addFact(texts, edit, fact);
}

function addFact(texts: ReadonlyMap<string, string>, edit: Edit, fact: Fact): void {
  const path = [...texts.keys()].find(
    (one) => one.startsWith('facts/') && sourceOf(texts.get(one) ?? '') === fact.source,
  );
  const begun = path ?? `facts/${fact.source}.yaml`;
  const head = `source: ${fact.source}\nfacts:\n`;
  edit(begun, (text) => append(text === '' ? head : text, factToYaml(fact), 2));
}

function sourceOf(text: string): string | undefined {
  const source = parseDocument(text).get('source');
  return typeof source === 'string' ? source : undefined;
}

function foldEntities(texts: ReadonlyMap<string, string>, edit: Edit, { before, after }: Both): void {
  const old = new Map(before.vocabulary.entities.map((entity) => [entity.id, entity]));
  for (const entity of after.vocabulary.entities) {
    const held = old.get(entity.id);
    if (!held) edit(DOCUMENTS, (text) => append(text, entityToYaml(entity), 0));
    else if (held.aliases.join('\n') !== entity.aliases.join('\n')) {
      const path = pathHolding(texts, entity.id, 'entities/');
      if (path !== undefined) edit(path, (text) => replaceItem(text, entity.id, entityToYaml(entity)));
    }
  }
}

function entityToYaml({ id, kind, label, aliases, of, members, unnamed }: Entity): string {
  const raw = {
    id,
    kind,
    ...label,
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(of.length > 0 ? { of } : {}),
    ...(members.length > 0 ? { members } : {}),
    ...(unnamed ? { unnamed } : {}),
  };
  return stringify([raw], { lineWidth: LINE_WIDTH }).trimEnd();
}

function pathHolding(texts: ReadonlyMap<string, string>, id: string, folder = 'facts/'): string | undefined {
  return [...texts.keys()].find(
    (path) => path.startsWith(folder) && findItem(texts.get(path) ?? '', id) !== null,
  );
}

/** The item of the list that has this id. */
function findItem(text: string, id: string): YAMLMap | null {
  // Parsing a file costs; one that does not even hold the letters is not parsed.
  if (!text.includes(id)) return null;
  const { contents } = parseDocument(text);
  const list = isMap(contents) ? contents.get('facts') : contents;
  const items = isSeq(list) ? list.items : [];
  const found = items.find((item) => isMap(item) && (item as YAMLMap).get('id') === id);
  return (found as YAMLMap | undefined) ?? null;
}

/** Puts another item in its place, or takes it out; comments around it stay. */
function replaceItem(text: string, id: string, yaml: string | null): string {
  const range = findItem(text, id)?.range;
  if (!range) return text;
  const [start, rough] = range;
  const end = start + text.slice(start, rough).trimEnd().length;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  // `- ` stands before the first key.
  const indent = text.slice(lineStart, start).length - 2;
  if (yaml !== null) return text.slice(0, lineStart) + indented(yaml, indent) + text.slice(end);
  const lineEnd = text.indexOf('\n', end);
  return text.slice(0, lineStart) + (lineEnd === -1 ? '' : text.slice(lineEnd + 1));
}

function append(text: string, yaml: string, indent: number): string {
  const before = text === '' ? '' : `${text.trimEnd()}\n`;
  return `${before}${indented(yaml, indent)}\n`;
}

function indented(yaml: string, indent: number): string {
  return yaml
    .split('\n')
    .map((line) => (line === '' ? line : ' '.repeat(indent) + line))
    .join('\n');
}

/** What was folded, for whoever reviews it. */
export function foldedCounts({ before, after }: Both) {
  const old = new Map(before.facts.map((fact) => [fact.id, fact]));
  const now = new Set(after.facts.map(({ id }) => id));
  const isNew = ({ id }: Source) => !before.vocabulary.sources.some((source) => source.id === id);
  return {
    added: after.facts.filter(({ id }) => !old.has(id)).length,
    changed: after.facts.filter((fact) => {
      const held = old.get(fact.id);
      return held !== undefined && !sameFact(held, fact);
    }).length,
    retracted: before.facts.filter(({ id }) => !now.has(id)).length,
    sources: after.vocabulary.sources.filter(isNew).length,
  };
}
