/** What the database has used of the processor: Linux says so of every process, other systems do not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Of the kernel's clock in /proc, on every Linux that Node runs on: proc(5), sysconf(_SC_CLK_TCK). */
const TICKS_A_SECOND = 100;

/** Seconds of a process, of its children that are alive, and of those that it has waited for; null elsewhere. */
export function cpuSecondsOf(pid: number): number | null {
  if (!existsSync('/proc/self/stat')) return null;
  const own = statOf(String(pid));
  if (own === null) return null;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((name) => statOf(name) ?? [])
    .filter(({ parent }) => parent === pid);
  const ticks = [own, ...children].reduce((sum, one) => sum + one.ticks, own.waitedFor);
  return ticks / TICKS_A_SECOND;
}

function statOf(pid: string): { parent: number; ticks: number; waitedFor: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name in brackets, which may hold anything; the third follows it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const field = (number: number): number => Number(fields[number - 3]);
    return { parent: field(4), ticks: field(14) + field(15), waitedFor: field(16) + field(17) };
  } catch {
    // It has ended meanwhile.
    return null;
  }
}
