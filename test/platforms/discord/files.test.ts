import { describe, expect, it } from 'vitest';
import type { Form, Message, Request } from '../../../src/platforms/platform.ts';
import { buttonsOf, linksOf } from '../../fakes/discord/message-checks.ts';
import type { Modal } from '../../fakes/discord/modal-checks.ts';
import { createBotDouble, start, text } from './harness.ts';

const IMPORT = { command: 'chip-admin fact import' };
const CSV = { name: '事实.csv', content: 'id,value\na,1\n' };

/** Reads what is sent along and says it. */
const reading = () =>
  createBotDouble(async (request: Request) => {
    const [file] = request.files ?? [];
    const content = await file?.read().catch((error: { code: string }) => Buffer.from(error.code));
    return text(`${file?.option} ${request.options['file']} ${Buffer.from(content ?? []).toString()}`);
  });

describe('a file that a user attaches', () => {
  it('to a command is read by the bot, and its name is the value of the option', async () => {
    const { fake } = await start({ bot: reading() });
    const message = await fake.sendInteraction({ ...IMPORT, files: { file: CSV } }).shown;
    expect(message.embeds[0]?.description).toBe('file 事实.csv id,value\na,1');
    expect(fake.violations).toEqual([]);
  });

  it('to a form is read by the bot too', async () => {
    const form: Form = {
      kind: 'form',
      locale: 'en',
      title: 'Import',
      submit: 'Send',
      call: { ...IMPORT, options: {} },
      fields: [{ name: 'file', kind: 'file', label: 'File', required: true, lines: 1 }],
    };
    const read = reading();
    const bot = {
      ...read,
      handle: async (request: Request) => (request.files ? read.handle(request) : form),
    };
    const { fake } = await start({ bot });
    const modal = (await fake.sendInteraction(IMPORT).callback).data as unknown as Modal;
    const message = await fake.sendInteraction({ submit: { modal, filling: {} }, files: { File: CSV } })
      .shown;
    expect(message.embeds[0]?.description).toBe('file 事实.csv id,value\na,1');
    expect(fake.violations).toEqual([]);
  });

  it('of more than 5 MB is refused before and while it is read', async () => {
    const { fake } = await start({ bot: reading() });
    const large = { name: 'large.csv', content: new Uint8Array(5 * 1024 * 1024 + 1) };
    const message = await fake.sendInteraction({ ...IMPORT, files: { file: large } }).shown;
    expect(message.embeds[0]?.description).toContain('file-too-large');
  });
});

describe('a message with files', () => {
  const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47]);
  const answer: Message = {
    ...text('figures'),
    files: [
      { name: 'facts.csv', type: 'text/csv', content: 'a,b', alt: 'all facts' },
      { name: 'a chart.png', type: 'image/png', content: PNG, alt: '折线图：营业收入' },
    ],
    actions: [{ kind: 'share', label: 'Share', call: { command: 'chip ask', options: {} } }],
  };

  it.each([
    ['at once', { deferAfterMs: 60_000 }],
    ['when it was deferred', { deferAfterMs: 1 }],
  ])('posts them with their descriptions %s', async (_, timings) => {
    const gate = Promise.withResolvers<Message>();
    const { fake } = await start({ bot: createBotDouble(() => gate.promise), timings });
    const sent = fake.sendInteraction({ command: 'chip help' });
    if (timings.deferAfterMs === 1) await sent.callback;
    gate.resolve(answer);
    const message = await sent.shown;
    expect(message.attachments).toMatchObject([
      { filename: 'facts.csv', description: 'all facts', content_type: 'text/csv' },
      { filename: 'a_chart.png', description: '折线图：营业收入', content_type: 'image/png' },
    ]);
    const call = await fake.waitFor(({ files }) => files.length === 2);
    expect(call.files.map(({ bytes }) => [...bytes])).toEqual([[...Buffer.from('a,b')], [...PNG]]);
    expect(fake.violations).toEqual([]);
  });

  it('is shared with them and with its links', async () => {
    const links = [{ label: 'Evidence', url: 'https://chip.example.com/facts/x' }];
    const { fake } = await start({ bot: createBotDouble(() => ({ ...answer, links })) });
    const message = await fake.sendInteraction({ command: 'chip help' }).shown;
    const share = buttonsOf(message).find(({ label }) => label === 'Share');
    const shared = await fake.sendInteraction({ press: { message, customId: share?.custom_id ?? '' } }).shown;
    expect(shared.attachments.map(({ filename, description }) => [filename, description])).toEqual([
      ['facts.csv', 'all facts'],
      ['a_chart.png', '折线图：营业收入'],
    ]);
    expect(linksOf(shared).map(({ label, url }) => ({ label, url }))).toEqual(links);
    expect(fake.violations).toEqual([]);
  });

  it('answers a mention with them', async () => {
    const { fake } = await start({ bot: createBotDouble(() => answer) });
    fake.sendMessage({ content: `<@${fake.botId}> figures?` });
    await fake.waitFor((call) => call.path.startsWith('/channels/'));
    expect(fake.posted[0]?.attachments).toHaveLength(2);
    expect(fake.violations).toEqual([]);
  });

  it('says which are too large, and posts the others', async () => {
    const large = { name: 'large.bin', type: 'a/b', content: new Uint8Array(10 * 1024 * 1024), alt: '' };
    const bot = createBotDouble(() => ({ ...answer, files: [...(answer.files ?? []), large] }));
    const { fake } = await start({ bot });
    const message = await fake.sendInteraction({ command: 'chip help' }).shown;
    expect(message.attachments).toHaveLength(2);
    expect(message.embeds[0]?.description).toContain('Too large or too many to attach: large.bin');
    expect(fake.violations).toEqual([]);
  });
});
