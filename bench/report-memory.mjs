/** Loaded before a program that is measured: when it ends, the most memory that it had is written to standard error. */
import { writeSync } from 'node:fs';

process.on('exit', () => {
  // In kilobytes on every system: https://nodejs.org/api/process.html#processresourceusage
  writeSync(2, `\n{"maxRssKb":${process.resourceUsage().maxRSS}}\n`);
});
