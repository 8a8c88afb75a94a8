/** The least that a bot of both platforms loads: their packages, and nothing done with them. */
import '@slack/bolt';
import 'discord.js';

process.stderr.write('{"event":"ready"}\n');
