import { describe, expect, it } from 'vitest';
import type { Form, Message, Request } from '../../../src/platforms/platform.ts';
import { createSigningKey, signedInteraction } from '../../fakes/discord/deliver-http.ts';
import { buttonsOf } from '../../fakes/discord/message-checks.ts';
import type { Modal } from '../../fakes/discord/modal-checks.ts';
import { createBotDouble, listen, NOW, openFake, plugIn, startHttp, text } from './harness.ts';

const HELP = { command: 'chip help' };
const PING = { id: '1200000000000000009', application_id: '1100000000000000001', type: 1, token: 'ping' };
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

/** The calls that are made for an interaction, over REST and in responses. */
const callsOf = (fake: { calls: readonly { method: string; path: string }[] }) =>
  fake.calls.flatMap(({ method, path }) => (/interactions|webhooks|^\/\d/.test(path) ? [method] : []));

describe('a delivery over HTTP', () => {
  it('is refused unless Discord signed it, as it is, within five minutes', async () => {
    const bot = createBotDouble();
    const { fake, address, lines } = await startHttp({ bot });
    const body = JSON.stringify({ ...PING, type: 2 });
    const whole = signedInteraction(body, fake.key, NOW);
    const { 'x-signature-ed25519': signature = '', 'x-signature-timestamp': stamp = '' } = whole.headers;
    const headers = (changed: Record<string, string>) => ({ headers: { ...whole.headers, ...changed } });
    const cases: Record<string, RequestInit> = {
      'no signature': { headers: { 'x-signature-timestamp': stamp } },
      'no timestamp': { headers: { 'x-signature-ed25519': signature } },
      'not in hexadecimal digits': headers({ 'x-signature-ed25519': 'g'.repeat(128) }),
      'too short': headers({ 'x-signature-ed25519': signature.slice(2) }),
      'one bit off': headers({
        'x-signature-ed25519': `${signature.startsWith('0') ? 1 : 0}${signature.slice(1)}`,
      }),
      'another timestamp': headers({ 'x-signature-timestamp': String(Number(stamp) + 1) }),
      'no number': headers({ 'x-signature-timestamp': `${stamp}.0` }),
      'another body': { body: `${body} ` },
      "somebody else's key": signedInteraction(body, createSigningKey(), NOW),
      'too old': signedInteraction(body, fake.key, later(-301)),
      'from the future': signedInteraction(body, fake.key, later(302)),
    };
    for (const [name, changed] of Object.entries(cases)) {
      const { status } = await fetch(address, { ...whole, ...changed });
      expect([name, status]).toEqual([name, 401]);
    }
    expect(bot.requests).toEqual([]);
    // A wrong clock would refuse everything: that is said.
    const told = lines.filter(({ level, event }) => level === 'warn' && event.includes('delivery'));
    expect(told.map(({ event, fields }) => [event, fields['seconds']])).toEqual([
      ['discord-delivery-stale', 301],
      ['discord-delivery-stale', -302],
    ]);
  });

  it.each([-299, 299])('is taken with a clock that is %s s off', async (seconds) => {
    const { fake, address } = await startHttp();
    const answer = await fetch(address, signedInteraction(PING, fake.key, later(seconds)));
    expect([answer.status, await answer.json()]).toEqual([200, { type: 1 }]);
  });

  it.each([
    ['that is too large', 'x'.repeat(1024 * 1024 + 1), 413],
    ['that is no JSON', '{"type":1', 400],
    ['that is null', 'null', 400],
    ['that is no interaction', '{"type":1}', 400],
  ])('with a body %s is refused', async (_, body, status) => {
    const { fake, address } = await startHttp();
    expect((await fetch(address, signedInteraction(body, fake.key, NOW))).status).toBe(status);
  });

  it('by another method is refused', async () => {
    const { address } = await startHttp();
    expect((await fetch(address)).status).toBe(405);
  });

  it('is turned away before the start and while the bot stops; a PING is not', async () => {
    const fake = await openFake();
    const config = { mode: 'http', publicKey: fake.key.publicKey } as const;
    const { platform } = plugIn(fake, { config });
    const address = await listen(platform);
    const ping = async () => (await fetch(address, signedInteraction(PING, fake.key, NOW))).status;
    expect(await ping()).toBe(200);
    expect(await fake.deliverInteraction(address, HELP, NOW).status).toBe(503);
    await platform.start();
    expect(await fake.deliverInteraction(address, HELP, NOW).status).toBe(200);
    await platform.stop();
    expect(await fake.deliverInteraction(address, HELP, NOW).status).toBe(503);
    expect(await ping()).toBe(200);
  });

  it('that is repeated is answered once', async () => {
    const gate = Promise.withResolvers<Message>();
    const bot = createBotDouble(() => gate.promise);
    const { fake, address, deliver } = await startHttp({ bot });
    const sent = deliver(HELP);
    const again = () => fetch(address, signedInteraction(fake.interaction(sent.id), fake.key, NOW));
    while (bot.requests.length === 0) await new Promise(setImmediate);
    expect((await again()).status).toBe(409);
    gate.resolve(text('once'));
    await sent.shown;
    expect((await again()).status).toBe(409);
    expect(bot.requests).toHaveLength(1);
  });
});

describe('the answer', () => {
  it('comes in the response itself when it is quick', async () => {
    const { fake, deliver, lines } = await startHttp();
    const sent = deliver({ command: 'chip ask', options: { question: 'x' } });
    expect((await sent.shown).embeds[0]?.description).toBe('answer to chip ask');
    expect((await sent.callback).data?.flags).toBe(64);
    expect(callsOf(fake)).toEqual(['RESPONSE']);
    expect(lines.find(({ event }) => event === 'acknowledged')?.fields).toMatchObject({ request: sent.id });
    expect(fake.violations).toEqual([]);
  });

  it('comes by an edit when it takes longer, with more below where it is long', async () => {
    const gate = Promise.withResolvers<Message>();
    const bot = createBotDouble(() => gate.promise);
    const { fake, deliver } = await startHttp({ bot, timings: { deferAfterMs: 1 } });
    const sent = deliver(HELP);
    expect((await sent.callback).type).toBe(5);
    gate.resolve(text('long answer. '.repeat(900)));
    expect((await sent.shown).embeds[0]?.description).toContain('long answer');
    await fake.waitFor(({ method, path }) => method === 'POST' && path.startsWith('/webhooks/'));
    expect(callsOf(fake)).toEqual(['RESPONSE', 'PATCH', 'POST']);
    expect(fake.violations).toEqual([]);
  });

  it('is there although Discord has not read the response when it is edited', async () => {
    const gate = Promise.withResolvers<Message>();
    const { fake, deliver } = await startHttp({
      bot: createBotDouble(() => gate.promise),
      timings: { deferAfterMs: 1 },
    });
    fake.failNext({ match: /^PATCH/, status: 404, code: 10015 });
    const sent = deliver(HELP);
    await sent.callback;
    gate.resolve(text('patient'));
    expect((await sent.shown).embeds[0]?.description).toBe('patient');
    expect(callsOf(fake)).toEqual(['RESPONSE', 'PATCH', 'PATCH']);
    expect(fake.violations).toEqual([]);
  });

  it.each([
    ['in the response', 60_000],
    ['in an edit', 1],
  ])('has its files %s', async (_, deferAfterMs) => {
    const gate = Promise.withResolvers<Message>();
    const { fake, deliver } = await startHttp({
      bot: createBotDouble(() => gate.promise),
      timings: { deferAfterMs },
    });
    const sent = deliver(HELP);
    if (deferAfterMs === 1) await sent.callback;
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47]);
    gate.resolve({
      ...text('figures'),
      files: [
        { name: 'facts.csv', type: 'text/csv', content: '事实', alt: 'all facts' },
        { name: 'chart.png', type: 'image/png', content: png, alt: '折线图' },
      ],
    });
    expect((await sent.shown).attachments).toMatchObject([
      { filename: 'facts.csv', description: 'all facts' },
      { filename: 'chart.png', description: '折线图', content_type: 'image/png' },
    ]);
    const { files } = await fake.waitFor((call) => call.files.length === 2);
    expect(files.map(({ bytes }) => [...bytes])).toEqual([[...Buffer.from('事实')], [...png]]);
    expect(fake.violations).toEqual([]);
  });

  it('to what is typed is a list, and an empty one when that takes too long', async () => {
    const known = [{ label: 'Moore Threads', value: 'moore' }];
    const typing = { command: 'chip company', options: { name: 'm' }, focus: 'name' };
    const quick = await startHttp({ bot: createBotDouble(undefined, known) });
    expect((await quick.deliver(typing).callback).data?.choices).toEqual([
      { name: 'Moore Threads', value: 'moore' },
    ]);
    const slow = await startHttp({
      bot: createBotDouble(undefined, new Promise(() => {})),
      timings: { suggestWithinMs: 1 },
    });
    expect((await slow.deliver(typing).callback).data?.choices).toEqual([]);
  });

  it('to buttons, forms and Share is as over the gateway', async () => {
    const form: Form = {
      kind: 'form',
      locale: 'en',
      title: 'Change',
      submit: 'Send',
      call: { command: 'chip-admin fact set', options: { fact: 'f' } },
      fields: [{ name: 'value', label: 'Value', required: true, lines: 1 }],
    };
    const answer: Message = {
      ...text('shown'),
      actions: [
        { kind: 'call', label: 'Set', call: { command: 'chip-admin fact set', options: { fact: 'f' } } },
        { kind: 'share', label: 'Share', call: { command: 'chip help', options: {} } },
      ],
    };
    const bot = createBotDouble((request: Request) => {
      if (request.command === 'chip help') return answer;
      return request.options['value'] === undefined ? form : text(`set to ${request.options['value']}`);
    });
    const { fake, deliver } = await startHttp({ bot });
    const message = await deliver(HELP).shown;
    const press = (label: string) => ({
      press: { message, customId: buttonsOf(message).find((one) => one.label === label)?.custom_id ?? '' },
    });
    const modal = (await deliver(press('Set')).callback).data as unknown as Modal;
    const done = await deliver({ submit: { modal, filling: { Value: '7' } } }).shown;
    expect(done.embeds[0]?.description).toBe('set to 7');
    const shared = await deliver(press('Share')).shown;
    expect([shared.flags, shared.embeds[0]?.description]).toEqual([0, 'shown']);
    expect(fake.violations).toEqual([]);
  });

  it('that nobody waits for any more is given up and said in the log', async () => {
    const gate = Promise.withResolvers<Message>();
    const bot = createBotDouble(() => gate.promise);
    const { fake, address, deliver, platform, lines } = await startHttp({
      bot,
      fake: { deadlineMs: 50 },
      timings: { deferAfterMs: 60_000 },
    });
    expect(await deliver(HELP).status).toBe(0);
    // Another delivery: until it is answered the listener has seen that the first connection is gone.
    await fetch(address, signedInteraction(PING, fake.key, NOW));
    gate.resolve(text('too late'));
    await platform.stop();
    expect(lines.map(({ event }) => event)).toContain('discord-interaction-expired');
    expect(callsOf(fake)).toEqual([]);
  });

  it('under way is finished when the bot stops', async () => {
    const gate = Promise.withResolvers<Message>();
    const bot = createBotDouble(() => gate.promise);
    const { platform, deliver } = await startHttp({ bot, timings: { deferAfterMs: 1 } });
    const sent = deliver(HELP);
    await sent.callback;
    const stopped = platform.stop();
    gate.resolve(text('still answered'));
    await stopped;
    expect((await sent.shown).embeds[0]?.description).toBe('still answered');
  });
});

describe('starting over HTTP', () => {
  it('opens no gateway, registers the commands, and says whether Discord knows the address', async () => {
    const { fake, lines } = await startHttp();
    expect(fake.calls.filter(({ method }) => method === 'WS')).toEqual([]);
    expect(fake.registered('global')).not.toEqual([]);
    const events = lines.map(({ event, fields }) => [event, fields['mode']]);
    expect(events).toContainEqual(['discord-ready', 'http']);
    expect(events).toContainEqual(['discord-endpoint-not-set', undefined]);
  });

  it.each([
    ['the token', 'DISCORD_TOKEN', { token: 'another-token' }],
    ['the app id', 'DISCORD_APPLICATION_ID', { applicationId: '1100000000000000009' }],
    ['the public key', 'DISCORD_PUBLIC_KEY', { publicKey: createSigningKey().publicKey }],
  ])('names the setting in one line when %s is wrong', async (_, setting, wrong) => {
    const fake = await openFake();
    const config = { mode: 'http', publicKey: fake.key.publicKey, ...wrong } as const;
    const { platform } = plugIn(fake, { config });
    await expect(platform.start()).rejects.toMatchObject({
      code: 'bad-setting',
      details: { setting, reason: expect.stringMatching(/^[^\n]+$/) },
    });
    await platform.stop();
  });

  it('ends when the bot is stopped before Discord answers', async () => {
    const fake = await openFake();
    fake.failNext({ match: /@me/, status: 0, hang: true, times: 9 });
    const { platform } = plugIn(fake, { config: { mode: 'http', publicKey: fake.key.publicKey } });
    const started = platform.start().catch((reason: unknown) => reason);
    await fake.waitFor(({ path }) => path.endsWith('@me'));
    await platform.stop();
    expect(await started).toBeInstanceOf(Error);
  });
});

describe('a bot that only posts', () => {
  it.each(['gateway', 'http'] as const)('in mode %s receives nothing and registers nothing', async (mode) => {
    const fake = await openFake();
    const config = { mode, publicKey: fake.key.publicKey };
    const { platform, lines } = plugIn(fake, { config, receives: false });
    await platform.start();
    expect(platform.routes).toEqual([]);
    const place = fake.channelId;
    const posted = await platform.post({ place, message: text('news'), key: 'k' });
    expect(posted.kind).toBe('posted');
    expect((await platform.findPosted({ place, key: 'k' })).kind).toBe('unknown');
    expect((await platform.look(place, 'discord:1100000000000000077')).kind).toBe('seen');
    expect((await platform.tell('discord:1100000000000000077', text('hello'), 'k2')).kind).toBe('posted');
    await platform.stop();
    expect(fake.calls.filter(({ method }) => method === 'WS' || method === 'PUT')).toEqual([]);
    expect(lines.map(({ event, fields }) => [event, fields['mode']])).toEqual([['discord-ready', 'nothing']]);
    expect((await platform.post({ place, message: text('late'), key: 'k' })).kind).toBe('retry');
  });
});
