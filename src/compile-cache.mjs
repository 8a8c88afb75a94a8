/**
 * Imported before a command line starts (`node --import`): Node keeps the compiled program, so that the next start
 * need not strip types and compile again. Where nothing can be written it compiles each time. Plain JavaScript: to strip
 * the types of this file would take longer than all that is left to do.
 */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/chip-facts-bot/code', import.meta.url)));
