import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { run } from './program/program.ts';

const APP = '1100000000000000001';

/** Numbered from 1, at most ten. */
function stepsOf(stderr: string): readonly string[] {
  const steps = stderr.trim().split('\n');
  expect(steps.map((step) => Number.parseInt(step, 10))).toEqual(steps.map((_, index) => index + 1));
  expect(steps.length).toBeLessThanOrEqual(10);
  return steps;
}

describe('setup slack', () => {
  test('prints a manifest for Socket Mode with what the adapter uses, and the steps', async () => {
    const { code, stdout, stderr } = await run('setup', ['slack']);
    expect(code).toBe(0);
    expect(parse(stdout)).toMatchObject({
      features: {
        app_home: {
          home_tab_enabled: true,
          messages_tab_enabled: true,
          messages_tab_read_only_enabled: false,
        },
        slash_commands: [
          { command: '/chip', should_escape: true },
          { command: '/chip-admin', should_escape: true },
        ],
      },
      oauth_config: {
        scopes: {
          bot: [
            'app_mentions:read',
            'channels:read',
            'chat:write',
            'commands',
            'files:read',
            'files:write',
            'groups:read',
            'im:history',
            'im:write',
            'users:read',
          ],
        },
      },
      settings: {
        event_subscriptions: { bot_events: ['app_home_opened', 'app_mention', 'message.im'] },
        interactivity: { is_enabled: true },
        socket_mode_enabled: true,
      },
    });
    expect(stdout).not.toContain('url');
    expect(stepsOf(stderr).join()).toMatch(/SLACK_APP_TOKEN.*SLACK_BOT_TOKEN/);
  });

  test.each(['https://bot.example.com', 'https://bot.example.com/', 'https://bot.example.com/slack/events'])(
    'prints a manifest for HTTP with --url %s',
    async (url) => {
      const { stdout, stderr } = await run('setup', ['slack', '--url', url]);
      const request_url = 'https://bot.example.com/slack/events';
      expect(parse(stdout)).toMatchObject({
        features: { slash_commands: [{ url: request_url }, { url: request_url }] },
        settings: {
          event_subscriptions: { request_url },
          interactivity: { request_url },
          socket_mode_enabled: false,
        },
      });
      expect(stepsOf(stderr).join()).toMatch(/SLACK_SIGNING_SECRET.*SLACK_BOT_TOKEN/);
    },
  );

  test('prints with PUBLIC_URL where other workspaces install the app, and the events of their leaving', async () => {
    const env = { PUBLIC_URL: 'https://chip.example.com/' };
    const socket = parse((await run('setup', ['slack'], { env })).stdout);
    const events = ['app_home_opened', 'app_mention', 'message.im', 'app_uninstalled', 'tokens_revoked'];
    expect(socket).toMatchObject({
      oauth_config: { redirect_urls: ['https://chip.example.com/slack/oauth_redirect'] },
      settings: { event_subscriptions: { bot_events: events }, socket_mode_enabled: true },
    });
    const http = parse((await run('setup', ['slack'], { env: { ...env, SLACK_MODE: 'http' } })).stdout);
    expect(http.settings).toMatchObject({
      event_subscriptions: { request_url: 'https://chip.example.com/slack/events', bot_events: events },
      socket_mode_enabled: false,
    });
  });

  test('keeps within the lengths that Slack documents', async () => {
    const { display_information: display, features } = parse((await run('setup', ['slack'])).stdout);
    expect(display.name.length).toBeLessThanOrEqual(35);
    expect(display.description.length).toBeLessThanOrEqual(140);
    expect(features.bot_user.display_name.length).toBeLessThanOrEqual(80);
  });
});

describe('setup discord', () => {
  test.each([
    [['discord', '--application-id', APP], {}],
    [['discord'], { DISCORD_APPLICATION_ID: APP }],
  ])('prints the invite link for %o and the steps', async (args, env) => {
    const { code, stdout, stderr } = await run('setup', args, { env });
    expect(code).toBe(0);
    const link = new URL(stdout.trim());
    expect(`${link.origin}${link.pathname}`).toMatch(/^https:\/\/discord\.com\/.*oauth2\/authorize$/);
    expect(Object.fromEntries(link.searchParams)).toEqual({
      client_id: APP,
      scope: 'bot applications.commands',
      permissions: expect.stringMatching(/^\d+$/),
    });
    expect(stepsOf(stderr).join()).toMatch(/DISCORD_TOKEN.*DISCORD_APPLICATION_ID/);
  });

  test('says how the interactions endpoint is set, after the bot is there', async () => {
    const args = ['discord', '--application-id', APP, '--url', 'https://bot.example.com/'];
    const { stderr } = await run('setup', args);
    expect(stepsOf(stderr).join('\n')).toMatch(
      /DISCORD_PUBLIC_KEY[\s\S]*npm start[\s\S]*Interactions Endpoint URL: https:\/\/bot\.example\.com\/discord\/interactions,/,
    );
  });

  test('asks for the permissions of a reply and no others', async () => {
    const { stdout } = await run('setup', ['discord', '--application-id', APP]);
    const { ViewChannel, SendMessages, SendMessagesInThreads, EmbedLinks, AttachFiles, ReadMessageHistory } =
      PermissionFlagsBits;
    expect(BigInt(new URL(stdout.trim()).searchParams.get('permissions') ?? '')).toBe(
      ViewChannel | SendMessages | SendMessagesInThreads | EmbedLinks | AttachFiles | ReadMessageHistory,
    );
  });
});

describe('setup', () => {
  test.each([
    ['no platform', []],
    ['an unknown platform', ['teams']],
    ['two platforms', ['slack', 'discord']],
    ['an unknown option', ['slack', '--bogus']],
    ['an address without https', ['slack', '--url', 'http://bot.example.com']],
    ['an address with a query', ['slack', '--url', 'https://bot.example.com/?a=1']],
    ['no address', ['slack', '--url', 'bot']],
    ['no address for Discord', ['discord', '--application-id', APP, '--url', 'http://bot.example.com']],
    ['an option of the other platform', ['slack', '--application-id', APP]],
    ['no application id', ['discord']],
    ['an application id that is none', ['discord', '--application-id', 'abc']],
  ])('ends with status 2 and one line on %s', async (_, args) => {
    const { code, stdout, stderr } = await run('setup', args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^setup: [^\n]+\n$/);
  });
});
