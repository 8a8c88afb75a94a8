import { describe, expect, test } from 'vitest';
import type { Form, Message, Request } from '../../../src/platforms/platform.ts';
import { createFileBox } from '../../../src/platforms/slack/files.ts';
import { createBot, startPair } from './adapter.ts';

const isAnswer = (call: { method: string }): boolean => call.method === 'response_url';

describe('a file that a user sends with a form', () => {
  const form: Form = {
    kind: 'form',
    locale: 'en',
    title: 'Import',
    submit: 'Send',
    call: { command: 'chip-admin fact import', options: {} },
    fields: [{ name: 'file', kind: 'file', label: 'File', required: true, lines: 1 }],
  };

  test('is asked for by the command that wants it, and read by the bot', async () => {
    const bot = createBot(async ({ files, options }: Request) => {
      const [file] = files ?? [];
      if (!file) return form;
      const text = `${file.option} ${options['file']} ${Buffer.from(await file.read()).toString()}`;
      return { locale: 'en', blocks: [{ kind: 'text', text }], actions: [] };
    });
    await using pair = await startPair('socket', { bot });
    await pair.fake.sendCommand('/chip-admin', 'fact import');
    const opened = await pair.fake.waitFor(({ method }) => method === 'views.open');
    expect(opened.error).toBeUndefined();
    await pair.fake.submit({ File: { name: '事实.csv', content: 'id,value' } });
    expect((await pair.fake.waitFor(isAnswer)).body.text).toBe('file 事实.csv id,value');
  });

  test.each([
    ['https://files.slack.com.example.com/a'],
    ['http://files.slack.com/a'],
    ['https://example.com/slack.com'],
    ['not an address'],
    [undefined],
  ])('is not fetched, and the token not shown, at %s', async (url_private_download) => {
    const box = createFileBox({ client: undefined as never, token: 'xoxb-secret' });
    const upload = box.toUpload('file', { name: 'a.csv', size: 1, url_private_download });
    await expect(upload.read()).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});

describe('a message with files', () => {
  const answer: Message = {
    locale: 'zh',
    blocks: [{ kind: 'text', text: '导出' }],
    actions: [{ kind: 'share', label: '分享', call: { command: 'chip help', options: {} } }],
    files: [
      { name: 'facts.csv', type: 'text/csv', content: '编号,数值', alt: '全部事实' },
      { name: 'chart.png', type: 'image/png', content: Uint8Array.from([0x89, 0x50, 0xff, 0]), alt: '' },
    ],
  };
  const isComplete = (call: { method: string }): boolean => call.method === 'files.completeUploadExternal';

  test('for one person sends them to their direct messages, and says so', async () => {
    await using pair = await startPair('socket', { bot: createBot(() => answer) });
    await pair.fake.sendCommand('/chip', 'help');
    const { body, faults } = await pair.fake.waitFor(isAnswer);
    expect(body.text).toContain('已发到你和我的私信里');
    expect(faults).toEqual([]);
    const complete = await pair.fake.waitFor(isComplete);
    expect(complete.error).toBeUndefined();
    expect(complete.body.channel_id).toBe(pair.fake.direct);
    const uploads = pair.fake.calls
      .filter(({ method }) => method === 'upload')
      .map(({ body: { content } }) => content);
    expect(uploads.toSorted()).toEqual(
      [Buffer.from('编号,数值').toString('latin1'), '\u0089P\u00ff\0'].toSorted(),
    );
    const [first] = pair.fake.calls.filter(({ method }) => method === 'files.getUploadURLExternal');
    expect(first?.body.alt_text).toBe('全部事实');
  });

  test('for all to see posts them in the thread', async () => {
    await using pair = await startPair('socket', { bot: createBot(() => answer) });
    await pair.fake.mention('导出');
    const complete = await pair.fake.waitFor(isComplete);
    expect(complete.error).toBeUndefined();
    const posted = pair.fake.calls.find(({ method }) => method === 'chat.postMessage');
    expect(complete.body).toMatchObject({ channel_id: 'C000000001', thread_ts: posted?.body.thread_ts });
  });

  test('that is shared shares them', async () => {
    await using pair = await startPair('socket', { bot: createBot(() => answer) });
    await pair.fake.sendCommand('/chip', 'help');
    await pair.fake.press(await pair.fake.waitFor(isAnswer), '分享');
    const complete = await pair.fake.waitFor(isComplete, 2);
    expect(complete.body.channel_id).toBe('C000000001');
  });

  test('in answer to a press in the home tab goes to the direct messages', async () => {
    const home: Message = {
      ...answer,
      files: [],
      actions: [{ kind: 'call', label: '导出', call: { command: 'chip help', options: {} } }],
    };
    const bot = createBot(({ command }) => (command === 'chip home' ? home : answer));
    await using pair = await startPair('socket', { bot });
    await pair.fake.openHome();
    await pair.fake.press(await pair.fake.waitFor(({ method }) => method === 'views.publish'), '导出');
    const complete = await pair.fake.waitFor(isComplete);
    expect([complete.error, complete.body.channel_id]).toEqual([undefined, pair.fake.direct]);
  });

  test('says that they could not be delivered', async () => {
    await using pair = await startPair('socket', { bot: createBot(() => answer) });
    pair.fake.refuse('files.getUploadURLExternal', { error: 'storage_limit_reached' }, 2);
    await pair.fake.sendCommand('/chip', 'help');
    const { body } = await pair.fake.waitFor(isAnswer);
    expect(body.text).toContain('文件没能送达');
    expect(pair.logs).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'slack-files-failed' }),
    );
  });
});
