/** What the doctor says: a line each, with what to do about it. */

export type Finding = {
  readonly level: 'ok' | 'warn' | 'fail';
  /** What was looked at, in a few words. */
  readonly about: string;
  readonly said: string;
  /** What to do; with every 'warn' and 'fail'. */
  readonly fix?: string;
};

export function ok(about: string, said: string): Finding {
  return { level: 'ok', about, said };
}

export function warn(about: string, said: string, fix: string): Finding {
  return { level: 'warn', about, said, fix };
}

export function fail(about: string, said: string, fix: string): Finding {
  return { level: 'fail', about, said, fix };
}

export function findingToText({ level, about, said, fix }: Finding): string {
  const line = `${level.padEnd(4)}  ${about}: ${said}`;
  return fix === undefined ? line : `${line}\n      → ${fix}`;
}
