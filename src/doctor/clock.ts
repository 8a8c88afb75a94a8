/** This machine's clock beside a platform's own, by the date of its answer. */
import { type Finding, fail, ok, warn } from './finding.ts';

/** Dates of answers are in whole seconds, and answers take their time. */
const NOTICED_S = 10;
/** Signatures of both platforms hold for five minutes: what is left is for their way. */
const REFUSED_S = 240;

export function clockFinding(about: string, headers: Headers, now: Date): Finding {
  const theirs = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(theirs))
    return warn(about, 'the answer has no date', 'look at the clock yourself: date -u');
  const seconds = Math.round((now.getTime() - theirs) / 1_000);
  if (Math.abs(seconds) <= NOTICED_S) return ok(about, 'right');
  const said = `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'behind'}`;
  const level = Math.abs(seconds) > REFUSED_S ? fail : warn;
  return level(about, said, 'let the machine set its clock: timedatectl set-ntp true');
}
