/** The page in a real Chromium, as a newcomer meets it. */
import { text } from 'node:stream/consumers';
import axe from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createPictures } from '../../src/chart/pictures.ts';
import { createBot } from '../../src/commands/bot.ts';
import type { Bot, Request } from '../../src/platforms/platform.ts';
import { BO, createBench } from '../commands/admin/bench.ts';
import { base } from '../commands/bot-under-test.ts';
import { startTestPage, type TestPage } from '../page/open-test-page.ts';
import { openTab, startChromium } from './chromium.ts';

const FACT = '/facts/moore-threads-net-profit-2024';

let browser: Browser;
let server: TestPage;

beforeAll(async () => {
  [browser, server] = await Promise.all([startChromium(), startTestPage()]);
}, 120_000);
afterAll(async () => {
  await Promise.all([browser.close(), server.close()]);
});

const open = (options = {}) => {
  server.wait(60_000);
  return openTab(browser, server.url, options);
};

async function ask(page: Page, text: string): Promise<void> {
  await page
    .getByRole('textbox', { name: /问题或命令|Question or command/u })
    .or(page.getByRole('combobox', { name: /问题或命令|Question or command/u }))
    .fill(text);
  await page.keyboard.press('Enter');
}

/** In the picture's own pixels: 0 until it is there, and where it is broken. */
const widthOf = (image: Locator): Promise<number> =>
  image.evaluate((it) => (it as unknown as { naturalWidth: number }).naturalWidth);

const lastReply = (page: Page) => page.locator('.turn:not(.waiting) .reply').last();

describe('a newcomer', () => {
  test('asks a first question and finds the figure, its source and its page', async () => {
    const { page, faults } = await open({ locale: 'zh-CN' });
    await page.goto('/');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('芯片市场问答');
    await ask(page, '摩尔线程2024年亏了多少');
    const reply = lastReply(page);
    await reply.waitFor();
    expect(await reply.locator('.figure').textContent()).toBe('14.92亿元');
    expect(await reply.textContent()).toMatch(/来源：IT时报.*p39/u);
    expect(page.url()).toBe(`${server.url}/`);
    await reply.getByRole('link', { name: '证据' }).click();
    await page.waitForURL(`${server.url}${FACT}`);
    expect(await page.locator('.figure.big').textContent()).toBe('14.92亿元');
    expect(await page.locator('.source').textContent()).toContain('p39');
    expect(faults).toEqual([]);
  });

  test('begins with an example, goes on in the same conversation, and finds earlier questions by the arrows', async () => {
    const { page, faults } = await open();
    await page.goto('/');
    await page.getByRole('link', { name: 'Nvidia market value' }).click();
    await lastReply(page).waitFor();
    await ask(page, 'MetaX revenue 2024');
    await page.locator('.turn:not(.waiting) .reply >> nth=1').waitFor();
    expect(await page.locator('.turn').count()).toBe(2);
    expect(await lastReply(page).textContent()).toContain('CNY 743 million');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await page.locator('#text').inputValue()).toBe('Nvidia market value');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('#text').inputValue()).toBe('MetaX revenue 2024');
    expect(faults).toEqual([]);
  });

  test('chooses among the readings of a question, by the keyboard alone', async () => {
    const { page, faults } = await open();
    await page.goto('/');
    // The page puts the cursor there by itself.
    await page.locator('#text:focus').waitFor();
    await page.keyboard.type('Cambricon');
    await page.keyboard.press('Enter');
    const choice = lastReply(page).getByRole('button').first();
    const label = await choice.textContent();
    await choice.focus();
    await page.keyboard.press('Enter');
    await page.locator('.turn:not(.waiting) .reply >> nth=1').waitFor();
    expect(await page.locator('.said').last().textContent()).toContain(label);
    expect(await lastReply(page).textContent()).toMatch(/Source: IT时报.*p\d+/u);
    expect(faults).toEqual([]);
  });

  test('comes back from a fact to the conversation as it was, and begins anew elsewhere', async () => {
    const { page, faults } = await open();
    await page.goto('/');
    await ask(page, 'MetaX revenue 2024');
    await lastReply(page).getByRole('link', { name: 'Evidence' }).click();
    await page.locator('.figure.big').waitFor();
    await page.goBack();
    expect(await lastReply(page).locator('.figure').textContent()).toBe('CNY 743 million');
    await ask(page, 'Nvidia market value');
    await page.locator('.turn:not(.waiting) .reply >> nth=1').waitFor();
    await page.reload();
    expect(await page.locator('.turn').count()).toBe(2);
    await page.getByRole('link', { name: 'Ask', exact: true }).click();
    await page.locator('#intro').waitFor();
    expect(await page.locator('.turn').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('reads a comparison as a table', async () => {
    const { page } = await open();
    await page.goto('/');
    await ask(page, '/chip company MetaX');
    const table = lastReply(page).getByRole('table');
    await table.waitFor();
    expect(await table.getByRole('columnheader').first().textContent()).toBe('Measure');
    expect(await table.textContent()).toContain('CNY 743 million');
  });

  test('is offered completions of what is being typed', async () => {
    const { page, faults } = await open();
    await page.goto('/');
    await page.locator('#text').pressSequentially('moore threads net');
    await page
      .locator('#completions option[value="Moore Threads net loss 2024"]')
      .waitFor({ state: 'attached' });
    expect(faults).toEqual([]);
  });

  test('is told when there is no answer from the server', async () => {
    const { page } = await open();
    await page.goto('/');
    await page.route('**/', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await ask(page, 'MetaX revenue 2024');
    await page.getByText('No answer came. Please try again.').waitFor();
    await page.unroute('**/');
    await ask(page, 'MetaX revenue 2024');
    await lastReply(page).waitFor();
    expect(await lastReply(page).textContent()).toContain('CNY 743 million');
  });
});

describe('without JavaScript', () => {
  test('questions are asked, choices made and facts read', async () => {
    const { page, faults } = await open({ javaScriptEnabled: false });
    await page.goto('/');
    await page.getByRole('link', { name: 'How much did Moore Threads lose in 2024?' }).click();
    expect(await page.locator('.headline .figure').textContent()).toBe('CNY 1.492 billion');
    await page.locator('#text').fill('Cambricon');
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.locator('.actions button').first().click();
    expect(await page.locator('.reply').textContent()).toMatch(/Source: IT时报.*p\d+/u);
    await page.goto('/facts');
    await page.getByLabel('Search').fill('moore threads net loss');
    await page.getByLabel('Period').selectOption('2024');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('link', { name: 'Moore Threads net loss (2024)' }).click();
    expect(await page.locator('.figure.big').textContent()).toBe('CNY 1.492 billion');
    expect(faults).toEqual([]);
  });
});

describe('a form', () => {
  const asked: Request[] = [];
  const bot: Bot = {
    commands: [],
    suggest: async () => [],
    handle: async (request) => {
      asked.push(request);
      return request.options['value'] === undefined
        ? {
            kind: 'form',
            locale: 'en',
            title: 'Correct a fact',
            submit: 'Send',
            call: { command: 'chip-admin fact set', options: { fact: 'f' } },
            fields: [
              { name: 'value', label: 'Value', hint: 'Such as CNY 743 million', required: true, lines: 1 },
              { name: 'note', label: 'Why', required: false, lines: 'many' },
              { name: 'file', kind: 'file', label: 'Proof', required: false, lines: 1 },
            ],
          }
        : { locale: 'en', blocks: [{ kind: 'headline', text: 'Recorded' }], actions: [] };
    },
  };

  test('is filled in where the conversation is, with a file, and starts where one types', async () => {
    const own = await startTestPage({ bot });
    const { page, faults } = await openTab(browser, own.url);
    await page.goto('/');
    await ask(page, 'x');
    await page.getByLabel('Value').waitFor();
    expect(
      await page.evaluate(
        () =>
          (globalThis as unknown as { document: { activeElement: { name: string } } }).document.activeElement
            .name,
      ),
    ).toBe('option.value');
    await page.keyboard.type('CNY 744 million');
    await page.getByLabel('Why').fill('two\nlines');
    await page
      .getByLabel('Proof')
      .setInputFiles({ name: 'proof.txt', mimeType: 'text/plain', buffer: Buffer.from('proof') });
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'Recorded' }).waitFor();
    const last = asked.at(-1);
    expect(last).toMatchObject({
      command: 'chip-admin fact set',
      options: { fact: 'f', value: 'CNY 744 million', note: 'two\nlines', file: 'proof.txt' },
      user: { id: 'page', administrator: true },
    });
    expect(new TextDecoder().decode(await last?.files?.[0]?.read())).toBe('proof');
    expect(faults).toEqual([]);
    await own.close();
  });
});

describe('a chart', () => {
  test('is drawn in the conversation and on the page of a fact, and said in words', async () => {
    const pictures = createPictures();
    onTestFinished(() => pictures.close());
    const bot = createBot({ base: () => base, log: () => undefined, newId: () => 'bug', pictures });
    const own = await startTestPage({ bot, pictures });
    onTestFinished(() => own.close());
    const { page, faults } = await openTab(browser, own.url);
    await page.goto('/');
    await ask(page, '/chip company Moore Threads');
    await lastReply(page)
      .getByRole('button', { name: /Chart.*net loss/u })
      .click();
    const chart = lastReply(page).getByRole('img');
    await chart.waitFor();
    expect(await chart.getAttribute('alt')).toContain('CNY 1.492 billion');
    expect(await widthOf(chart)).toBeGreaterThan(300);
    await page.goto(FACT);
    const picture = page.locator('.chart img');
    await expect.poll(() => widthOf(picture)).toBeGreaterThan(300);
    expect(await picture.getAttribute('alt')).toContain('CNY 1.492 billion');
    // On a phone it stays as large as can be read, scrolls by itself, and leads to its full size.
    await page.setViewportSize({ width: 360, height: 800 });
    expect((await picture.boundingBox())?.width).toBe(640);
    expect(await page.locator('.chart').getAttribute('tabindex')).toBe('0');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await page.locator('.chart a').getAttribute('href')).toBe(await picture.getAttribute('src'));
    expect(faults).toEqual([]);
  });
});

test('a second press before the answer is there does nothing, and one after it does', async () => {
  const asked: Request[] = [];
  const { promise: answering, resolve: answer } = Promise.withResolvers<void>();
  const call = { command: 'chip ask', options: { question: 'again' } };
  const own = await startTestPage({
    bot: {
      commands: [],
      suggest: async () => [],
      handle: async (request) => {
        asked.push(request);
        if (asked.length === 2) await answering;
        return {
          locale: 'en',
          blocks: [{ kind: 'text', text: `Answer ${asked.length}` }],
          actions: [{ kind: 'call', label: `Again ${asked.length}`, call }],
        };
      },
    },
  });
  onTestFinished(() => own.close());
  const { page, faults } = await openTab(browser, own.url);
  await page.goto('/');
  await ask(page, 'x');
  const button = page.getByRole('button', { name: 'Again 1' });
  await button.dblclick();
  await page.locator('.turn.waiting').waitFor();
  answer();
  await page.getByText('Answer 2').waitFor();
  expect(asked.length).toBe(2);
  await button.click();
  await page.getByText('Answer 3').waitFor();
  expect(faults).toEqual([]);
});

/** Noise: as large as a PNG as a picture of its size can be. */
function largePicture(): Uint8Array {
  const content = new Uint8Array(150_000);
  for (let at = 0; at < content.length; at += 1) content[at] = (at * 7919) % 251;
  return content;
}

describe('a conversation with many pictures', () => {
  const open = async (content: string | Uint8Array) => {
    let count = 0;
    const own = await startTestPage({
      bot: {
        commands: [],
        suggest: async () => [],
        handle: async () => {
          count += 1;
          const file = { name: `${count}.png`, type: 'image/png', content, alt: `Chart ${count} in words` };
          return {
            locale: 'en',
            blocks: [{ kind: 'text', text: `Answer ${count}` }],
            actions: [],
            files: [file],
            links: [{ label: 'Evidence', url: FACT }],
          };
        },
      },
    });
    onTestFinished(() => own.close());
    const { page, faults } = await openTab(browser, own.url);
    await page.goto('/');
    for (let at = 1; at <= 4; at += 1) {
      await ask(page, `question ${at}`);
      await page.getByText(`Answer ${at}`).waitFor();
    }
    await lastReply(page).getByRole('link', { name: 'Evidence' }).click();
    await page.locator('.figure.big').waitFor();
    await page.goBack();
    await page.getByText('Answer 4').waitFor();
    return { page, faults };
  };

  test('is whole on the way back: the oldest pictures are told in words', async () => {
    const { page, faults } = await open(largePicture());
    expect(await page.locator('.turn').count()).toBe(4);
    expect(await page.getByText('Chart 1 in words').count()).toBe(1);
    expect(await page.getByRole('img').count()).toBe(1);
    expect(await page.getByRole('img', { name: 'Chart 4 in words' }).count()).toBe(1);
    expect(await page.getByRole('link', { name: 'Download 4.png' }).getAttribute('href')).toMatch(
      /^data:image\/png;base64,/u,
    );
    expect(faults).toEqual([]);
  });

  test('keeps every picture while there is room', async () => {
    const { page } = await open(largePicture().slice(0, 50_000));
    expect(await page.getByRole('img').count()).toBe(4);
  });
});

describe('a curator', () => {
  test('corrects a fact on the page, another approves, and the evidence shows what became of it', async () => {
    const bench = await createBench({ approvals: 1 });
    const own = await startTestPage({ bot: bench.bot, snapshot: bench.live.snapshot });
    const { page, faults } = await openTab(browser, own.url, { locale: 'zh-CN' });
    await page.goto('/admin');
    await page.getByRole('button', { name: '/chip-admin fact set' }).click();
    const fill = async (fields: Readonly<Record<string, string>>) => {
      const form = page.locator('.fields').last();
      for (const [name, value] of Object.entries(fields)) await form.getByLabel(name).fill(value);
      await form.getByRole('button').click();
    };
    await fill({ 对象: '摩尔线程', 指标: '净利润', 期间: '2024' });
    await page.locator('.turn:not(.waiting) .reply >> nth=1').waitFor();
    await fill({ 数值与单位: '-15.92亿元', 为什么改: '年报更正' });
    await page.getByText('等待批准').first().waitFor();
    expect(await lastReply(page).getByRole('table').textContent()).toMatch(/14\.92亿元.*15\.92亿元/u);
    await lastReply(page).getByRole('button', { name: '批准' }).click();
    await page.getByText('自己的提议不能自己批准').waitFor();
    expect((await bench.store.revisions()).length).toBe(0);

    const [proposal] = await bench.store.pending();
    await bench.say(BO, 'approve', { proposal: String(proposal?.id) });
    await ask(page, '摩尔线程2024年亏了多少');
    await page.locator('.turn .figure', { hasText: '15.92亿元' }).waitFor();
    await lastReply(page).getByRole('link', { name: '证据' }).click();
    await page.locator('#history').waitFor();
    expect(await page.locator('.figure.big').textContent()).toBe('15.92亿元');
    const history = await page.locator('#history').textContent();
    expect(history).toMatch(
      /修订 1 · page\s+15\.92亿元\s*年报更正\s*数值：净亏损 14\.92亿元 → 净亏损 15\.92亿元.*原始条目\s+14\.92亿元/su,
    );
    expect(faults).toEqual([]);
    await own.close();
  });
});

test('a file of an answer is kept by a press', async () => {
  const own = await startTestPage({
    bot: {
      commands: [],
      suggest: async () => [],
      handle: async () => ({
        locale: 'en',
        blocks: [],
        actions: [],
        files: [{ name: 'facts.csv', type: 'text/csv', content: 'id,zh\n1,你好', alt: 'All facts' }],
      }),
    },
  });
  const { page, faults } = await openTab(browser, own.url);
  await page.goto('/');
  await ask(page, 'x');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download facts.csv' }).click();
  const kept = await download;
  expect(kept.suggestedFilename()).toBe('facts.csv');
  expect(await text(await kept.createReadStream())).toBe('id,zh\n1,你好');
  expect(faults).toEqual([]);
  await own.close();
});

describe('every kind of page', () => {
  const PAGES = [
    '/',
    `/?text=${encodeURIComponent('/chip company MetaX')}`,
    '/?text=Cambricon',
    '/?text=/chip%20help',
    '/facts?q=moore',
    FACT,
    '/facts/four-dragons-members',
    '/companies/moore-threads',
    '/admin',
  ];
  const looks = (['zh-CN', 'en-GB'] as const).flatMap((locale) =>
    (['light', 'dark'] as const).flatMap((colorScheme) =>
      ([1200, 360] as const).map((width) => [locale, colorScheme, width] as const),
    ),
  );

  test.each(looks)(
    'in %s, %s and %i wide is fit to be read by everybody',
    async (locale, colorScheme, width) => {
      const { page, faults } = await open({
        locale,
        colorScheme,
        viewport: { width, height: 800 },
      });
      const found: string[] = [];
      for (const path of PAGES) {
        server.wait(60_000);
        await page.goto(path);
        await page.evaluate(axe.source);
        const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
        const bad = violations.map(({ id, impact, nodes }) => `${path} ${impact} ${id}: ${nodes[0]?.html}`);
        const wide = await page.evaluate(
          'document.documentElement.scrollWidth > document.documentElement.clientWidth',
        );
        found.push(...bad, ...(wide ? [`${path} scrolls sideways`] : []));
      }
      expect(found).toEqual([]);
      expect(faults).toEqual([]);
    },
    60_000,
  );
});

test('what an attacker writes runs nowhere', async () => {
  const { page, faults } = await open();
  const attack = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
  await page.goto(`/?text=${encodeURIComponent(attack)}`);
  expect(await page.locator('.said').textContent()).toContain(attack);
  await page.goto('/');
  await ask(page, attack);
  await lastReply(page).waitFor();
  expect(await page.locator('#turns img, #turns script').count()).toBe(0);
  expect(await page.title()).toBe('Chip market facts');
  expect(faults).toEqual([]);
});

test('another site can neither ask in the name of a reader nor show the page in a frame', async () => {
  const { page } = await open();
  const host = `http://localhost:${server.port}`;
  await page.route('http://evil.example/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method="post" action="${host}/"><input name="text" value="x"><button>Win</button></form><iframe src="${host}/"></iframe>`,
    }),
  );
  await page.goto('http://evil.example/');
  const frame = page.frames()[1];
  expect(await frame?.locator('#composer').count()).toBe(0);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Win' }).click();
  expect((await answered).status()).toBe(403);
});

test('the switch of language stays on the page and is kept', async () => {
  const { page } = await open();
  await page.goto(FACT);
  await page.getByRole('link', { name: '中文' }).click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('摩尔线程 2024年 净亏损');
  await page.goto('/facts');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('事实');
});
