import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../src/commands/specs.ts';
import type { Bot, Form, Message, Reply, Request } from '../../../src/platforms/platform.ts';
import { createBench } from '../../commands/admin/bench.ts';
import { openTestPage, readable } from '../../page/open-test-page.ts';

const LOSS = '摩尔线程2024年亏了多少';

/** A bot that says what it is told to, and remembers what it was asked. */
function sayingBot(reply: Reply) {
  const asked: Request[] = [];
  const bot: Bot = {
    commands: [],
    handle: async (request) => {
      asked.push(request);
      return reply;
    },
    suggest: async () => [],
  };
  return { bot, asked };
}

function message(more: Partial<Message>): Message {
  return { locale: 'en', blocks: [], actions: [], ...more };
}

async function shown(reply: Reply): Promise<string> {
  const page = await openTestPage({ bot: sayingBot(reply).bot });
  const { body } = await page.post('/', { text: 'x' });
  return /<div class="reply"[\s\S]*<\/article>/u.exec(body)?.[0] ?? '';
}

describe('the page answers', () => {
  test.each([
    ['a question', { text: LOSS }, ['14.92亿元', 'p39', 'href="/facts/moore-threads-net-profit-2024"']],
    ['a question after the command', { text: `/chip ${LOSS}` }, ['14.92亿元']],
    ['a command', { text: '/chip company MetaX' }, ['MetaX · 沐曦', '<table>', 'href="/companies/metax"']],
    [
      'a pressed button',
      { command: 'chip source', 'option.fact': 'h20-ban-duration', label: 'Source' },
      ['p04, p05'],
    ],
    ['a request for help', { text: 'help' }, ['/chip ask question']],
    ['a command that is none', { text: '/nonsense' }, ['There is no command /nonsense.']],
    [
      'a command that lacks something with a form for it',
      { text: '/chip compare MetaX' },
      ['/chip compare</h2>', 'value="MetaX"', 'name="option.second"', 'name="option.period"'],
    ],
    ['a command for curators with what it is', { text: '/chip-admin help' }, ['Correcting facts']],
    ['a question without an answer', { text: 'Who will win the world cup?' }, ['Not in the fact base.']],
  ])('%s', async (_, fields, parts) => {
    const page = await openTestPage();
    const answer = await page.post('/', fields, { 'accept-language': 'en' });
    expect(answer.status).toBe(200);
    const reply = answer.body.slice(answer.body.indexOf('class="turn"'));
    for (const part of parts) expect(reply).toContain(part);
  });

  test('a question in an address, and shows what was asked', async () => {
    const page = await openTestPage();
    const { body } = await page.get(`/?text=${encodeURIComponent(LOSS)}`);
    expect(readable(body)).toMatch(new RegExp(`${LOSS}.*14\\.92亿元`, 'u'));
  });

  test('nothing to nothing', async () => {
    const page = await openTestPage();
    for (const fields of [{}, { text: '  ' }]) {
      const answer = await page.post('/', fields);
      expect([answer.status, answer.body.includes('class="turn"')]).toEqual([200, false]);
    }
  });

  test('with choices that are forms with the whole call in them', async () => {
    const page = await openTestPage();
    const { body } = await page.post('/', { text: 'Cambricon' });
    const form = /<form method="post" action="\/" data-chat>(.*?)<\/form>/u.exec(body)?.[1] ?? '';
    const fields = Object.fromEntries(
      [...form.matchAll(/name="([^"]+)" value="([^"]*)"/gu)].map(([, name = '', value = '']) => [
        name,
        readable(value),
      ]),
    );
    expect(fields).toMatchObject({ command: 'chip ask', 'option.question': expect.any(String) });
    const next = await page.post('/', fields);
    expect(next.body).toMatch(/href="\/facts\/cambricon/u);
  });

  test.each(COMMANDS.filter(({ path, hidden }) => path[0] === 'chip-admin' && !hidden))(
    'the button of $path with what the command does, or a form for what it lacks',
    async ({ path, options }) => {
      const bench = await createBench();
      const page = await openTestPage({ bot: bench.bot, snapshot: bench.live.snapshot });
      const { body } = await page.post('/', { command: path.join(' ') }, { 'accept-language': 'en' });
      for (const { name, required, kind } of options) {
        if (!required) continue;
        const type = kind === 'file' ? 'file' : 'text';
        expect(body).toMatch(
          new RegExp(`<input type="${type}"[^>]* name="option\\.${name}"[^>]* required`, 'u'),
        );
      }
      expect(body).toContain('class="turn"');
      expect(readable(body)).not.toMatch(/is missing|went wrong/u);
    },
  );

  test('an import of facts that begins with its button', async () => {
    const bench = await createBench();
    const page = await openTestPage({ bot: bench.bot, snapshot: bench.live.snapshot });
    const { body } = await page.post('/', { command: 'chip-admin fact import' });
    expect(body).toMatch(/<form class="fields"[^>]* enctype="multipart\/form-data"/u);
    const form = new FormData();
    form.set('command', 'chip-admin fact import');
    form.set('option.file', new File(['nothing of the kind'], 'facts.csv', { type: 'text/csv' }));
    const sent = await fetch(page.url, { method: 'POST', body: form, headers: { origin: page.url } });
    expect(await sent.text()).not.toContain('type="file"');
  });

  test('with completions of what is being typed', async () => {
    const page = await openTestPage();
    const { body } = await page.get('/suggest?text=moore%20threads%20net');
    expect(JSON.parse(body)).toContain('Moore Threads net loss 2024');
    expect(JSON.parse((await page.get('/suggest')).body)).toEqual(expect.any(Array));
  });
});

describe('the bot is told', () => {
  test.each([
    ['2026-11-24', '2026-11-24'],
    ['2026-11-22', '2026-11-22'],
    ['2031-01-01', '2026-11-23'],
    ['<b>', '2026-11-23'],
    ['', '2026-11-23'],
  ])('the day where the reader is: %s is %s', async (day, today) => {
    const { bot, asked } = sayingBot(message({}));
    const page = await openTestPage({ bot });
    await page.post('/', { text: 'x', day }, { 'accept-language': 'zh' });
    expect(asked[0]).toMatchObject({ command: 'chip ask', options: { question: 'x' }, today, locale: 'zh' });
  });

  test('that whoever sits at this machine administers it, and nobody else by any name of theirs', async () => {
    const { bot, asked } = sayingBot(message({}));
    const [open, closed] = [
      await openTestPage({ bot }),
      await openTestPage({ bot, env: { HOST: '0.0.0.0' } }),
    ];
    const call = { command: 'chip-admin pending', administrator: 'true', 'option.user': 'page' };
    await open.post('/', call);
    const refused = await closed.post('/', call);
    expect(asked.map(({ user, place }) => [user.id, user.administrator, place])).toEqual([
      ['page', true, { kind: 'direct', id: 'page', home: true }],
    ]);
    expect(refused.body).toContain('not open here');
    await closed.post('/', { command: 'chip-admin help' });
    await closed.post('/', { text: 'x' });
    expect(asked.slice(1).map(({ user }) => user)).toEqual(
      Array.from({ length: 2 }, () => ({ id: 'page-visitor', administrator: false })),
    );
  });

  test('only options with plain names and something in them', async () => {
    const { bot, asked } = sayingBot(message({}));
    const page = await openTestPage({ bot });
    await page.post('/', {
      command: 'chip ask',
      'option.question': 'a\r\nb',
      'option.empty': ' ',
      'option.__proto__': 'x',
      'option.A B': 'x',
      option: 'x',
    });
    expect(asked[0]?.options).toEqual({ question: 'a\nb' });
  });

  test('of files, which it reads itself and only up to their bound', async () => {
    const { bot, asked } = sayingBot(message({}));
    const page = await openTestPage({ bot });
    const form = new FormData();
    form.set('command', 'chip-admin fact import');
    form.set('option.file', new File(['id,zh\n1,你好'], 'facts.csv', { type: 'text/csv' }));
    form.set('option.other', new File([], ''));
    form.set('option.large', new File(['x'.repeat(5 * 1024 * 1024 + 1)], 'large.csv'));
    await fetch(page.url, { method: 'POST', body: form, headers: { origin: page.url } });
    const [{ options, files = [] } = { options: {} }] = asked;
    expect(options).toEqual({ file: 'facts.csv', large: 'large.csv' });
    expect(new TextDecoder().decode(await files[0]?.read())).toBe('id,zh\n1,你好');
    await expect(files[1]?.read()).rejects.toMatchObject({ code: 'file-too-large' });
  });
});

describe('a message is shown', () => {
  test('with its parts as what they are', async () => {
    const reply = await shown(
      message({
        blocks: [
          { kind: 'headline', text: 'MetaX revenue (2024): CNY 743 million' },
          { kind: 'note', text: 'see https://example.org/a?b=1&c=2. Or h20-ban-duration, not no-such-id' },
          { kind: 'rule' },
          { kind: 'list', items: ['one', 'two'] },
          {
            kind: 'table',
            head: ['Name', 'Value'],
            rows: [
              ['A', '1.5'],
              ['B', ''],
            ],
          },
        ],
        actions: [
          {
            kind: 'call',
            label: 'Go',
            call: { command: 'chip ask', options: { question: 'q' } },
            style: 'danger',
          },
          { kind: 'share', label: 'Share', call: { command: 'chip ask', options: {} } },
        ],
        links: [{ label: 'Evidence', url: '/facts/x' }],
      }),
    );
    expect(reply).toContain('<strong class="figure">CNY 743 million</strong>');
    expect(reply).toContain(
      '<a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">https://example.org/a?b=1&amp;c=2</a>.',
    );
    expect(reply).toContain('<a href="/facts/h20-ban-duration">h20-ban-duration</a>, not no-such-id');
    expect(reply).toContain('<li>two</li>');
    expect(reply).toContain('<th scope="col">Value</th>');
    expect(reply).toContain('<a class="button" href="/facts/x">Evidence</a>');
    expect(reply).toContain('<button class="danger">Go</button>');
    expect(reply).not.toContain('Share');
  });

  test('with pictures in place and other files to be kept', async () => {
    const reply = await shown(
      message({
        files: [
          { name: 'chart.png', type: 'image/png', content: new Uint8Array([1, 2, 3]), alt: 'Bars "rise"' },
          { name: 'facts.csv', type: 'text/csv', content: '你好', alt: 'All facts' },
          { name: 'page.html', type: 'text/html;x"', content: '<b>', alt: 'Page' },
        ],
      }),
    );
    expect(reply).toContain('<img src="data:image/png;base64,AQID" alt="Bars &quot;rise&quot;">');
    expect(reply).toContain('href="data:text/csv;base64,5L2g5aW9" download="facts.csv"');
    expect(reply).toContain('href="data:application/octet-stream;base64,PGI+" download="page.html"');
  });

  const form: Form = {
    kind: 'form',
    locale: 'zh',
    title: '更正事实',
    submit: '提交',
    problem: '数值没有读懂',
    call: { command: 'chip-admin fact set', options: { fact: 'f', value: 'old' } },
    fields: [
      { name: 'value', label: '数值', hint: '例如 7.43亿元', value: '"7"', required: true, lines: 1 },
      { name: 'note', label: '理由', value: '\n</textarea><b>', required: false, lines: 'many' },
      { name: 'file', kind: 'file', label: '文件', required: false, lines: 1 },
    ],
  };

  test('as a form, where it asks for more', async () => {
    const reply = await shown(form);
    expect(reply).toContain('enctype="multipart/form-data"');
    expect(reply).toContain('role="alert">数值没有读懂<');
    expect(reply).toContain('<input type="hidden" name="option.fact" value="f">');
    expect(reply.match(/name="option\.value"/gu)).toHaveLength(1);
    expect(reply).toMatch(
      /<label for="([\w-]+)">数值<\/label>\s*<input type="text" [^>]*value="&quot;7&quot;" [^>]*id="\1" name="option.value" aria-describedby="\1-hint" required>/u,
    );
    expect(reply).toContain('\n\n&lt;/textarea&gt;&lt;b&gt;</textarea>');
    expect(reply).toContain('<input type="file"');
    expect(reply).toContain('lang="zh-CN"');
  });

  const ATTACKS = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    'javascript:alert(1)',
    'https://x.example/"onmouseover="alert(1)',
    '</textarea><svg/onload=alert(1)>',
  ];

  test.each(ATTACKS)('with %s as the text that it is, wherever it stands', async (attack) => {
    const label = attack.slice(0, 75);
    const call = { command: attack, options: { question: attack } };
    const bodies = [
      await shown(
        message({
          blocks: [
            ...(['headline', 'text', 'note'] as const).map((kind) => ({ kind, text: attack })),
            { kind: 'list', items: [attack] },
            { kind: 'table', head: [attack], rows: [[attack]] },
          ],
          actions: [{ kind: 'call', label, call }],
          files: [{ name: attack, type: attack, content: attack, alt: attack }],
        }),
      ),
      await shown({
        ...form,
        title: attack,
        submit: attack,
        problem: attack,
        call,
        fields: [{ name: 'a', label, hint: attack, value: attack, required: true, lines: 1 }],
      }),
      (await (await openTestPage()).post('/', { text: attack })).body,
      (
        await (
          await openTestPage()
        ).get(`/?text=${encodeURIComponent(attack)}&lang=${encodeURIComponent(attack)}`)
      ).body,
    ];
    for (const body of bodies) {
      expect(readable(body)).toContain(attack.replace(/\s+/gu, ' '));
      expect(body).not.toMatch(/<(?:img|svg|script(?! src="\/assets))[^>]*(?:x|alert|onload)/u);
      expect(body.replaceAll(/="[^"]*"/gu, '=""')).not.toMatch(/<[^>]*\son\w+\s*=/u);
      expect(body).not.toMatch(/href="javascript/iu);
    }
  });
});
