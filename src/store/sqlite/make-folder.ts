/** A folder with those above it. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Node's own way with `recursive` never ends where a parent is there and takes no folder ('/proc/x': the system says
 * that it is not there). Here each is made once. Throws what the file system says.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  // Another process may have been quicker.
  try {
    mkdirSync(path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  }
}
