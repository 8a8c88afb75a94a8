/** What is wrong in the files of a fact base. */

/** Something wrong in a file. `line` counts from 1. */
export type Fault = { readonly file: string; readonly line: number; readonly reason: string };

export class KnowledgeError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map((f) => `${f.file}:${f.line}: ${f.reason}`).join('\n'));
    this.name = 'KnowledgeError';
    this.faults = faults;
  }
}
