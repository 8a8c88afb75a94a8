/** The `doctor` command line: what is wrong with the set-up, and what to do about it. Changes nothing. */
import { existsSync } from 'node:fs';
import { COMMANDS } from './commands/specs.ts';
import { type Config, readConfig, readStoreConfig } from './config.ts';
import { checkKnowledge, checkPublicUrl, checkStore } from './doctor/checks.ts';
import { type Finding, fail, findingToText, ok, warn } from './doctor/finding.ts';
import { UserError } from './language/user-error.ts';
import { KNOWLEDGE } from './open-base.ts';
import { settingErrorToLine } from './settings/settings.ts';

const network = { fetch, now: () => new Date() };

function readSettings(): { readonly config?: Config; readonly finding: Finding } {
  try {
    const config = readConfig(process.env);
    return { config, finding: ok('Settings', 'all can be read') };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { finding: fail('Settings', settingErrorToLine(error), 'mend it in .env or the environment') };
  }
}

async function checkPlatforms(config: Config): Promise<Finding[]> {
  const { discord, slack, page } = config;
  if (!discord && !slack) {
    const fix = 'docs/platforms.md goes from nothing to a first answer in Discord and Slack';
    return [warn('Platforms', 'none is set: npm start opens a chat in the terminal', fix)];
  }
  const [ofDiscord, ofSlack, ofInstalls] = await Promise.all([
    discord
      ? import('./doctor/discord.ts').then((it) =>
          it.checkDiscord({ ...page, ...discord }, COMMANDS, network),
        )
      : [],
    slack ? import('./doctor/slack.ts').then((it) => it.checkSlack(slack, network)) : [],
    slack?.install ? import('./doctor/slack-installs.ts').then((it) => it.checkInstallations(config)) : [],
  ]);
  return [...ofDiscord, ...ofSlack, ...ofInstalls];
}

/** The store is looked at even where another setting is wrong. */
async function checkStoreOf(config: Config | undefined): Promise<Finding[]> {
  try {
    return await checkStore(config?.store ?? readStoreConfig(process.env));
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

if (existsSync('.env')) process.loadEnvFile('.env');
const { config, finding } = readSettings();
const address = process.env['PUBLIC_URL']?.trim() ?? '';
const findings = [
  finding,
  checkKnowledge(KNOWLEDGE),
  ...(await checkStoreOf(config)),
  ...(config ? await checkPlatforms(config) : []),
  ...(config && address !== '' ? [await checkPublicUrl(address, network)] : []),
];
for (const one of findings) process.stdout.write(`${findingToText(one)}\n`);
const count = (level: Finding['level']): number => findings.filter((one) => one.level === level).length;
process.stdout.write(`\n${count('ok')} ok, ${count('warn')} to look at, ${count('fail')} wrong\n`);
// Connections that are kept alive would hold the process.
process.exit(count('fail') === 0 ? 0 : 1);
