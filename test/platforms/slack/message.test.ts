import { describe, expect, test } from 'vitest';
import type { Action, Block } from '../../../src/platforms/platform.ts';
import { messageToHome, messageToParts } from '../../../src/platforms/slack/message.ts';

function partsOf(blocks: readonly Block[], actions: readonly Action[] = []) {
  return messageToParts({ locale: 'zh', blocks, actions }, { share: true });
}

describe('messageToParts', () => {
  test('shows links below the text and above the buttons, and says them in plain text too', () => {
    const links = [{ label: '证据 <1>', url: 'https://chip.example.com/facts?ids=a,b' }];
    const call = { command: 'chip ask', options: {} };
    const actions = [{ kind: 'call' as const, label: '来源', call }];
    const blocks = [{ kind: 'text' as const, text: '14.92亿元' }];
    const [part] = messageToParts({ locale: 'zh', blocks, actions, links }, { share: true });
    expect(part?.blocks.map(({ type }) => type)).toEqual(['rich_text', 'rich_text', 'actions']);
    expect(part?.blocks[1]).toMatchObject({
      elements: [
        { elements: [{ type: 'link', text: '证据 <1>', url: 'https://chip.example.com/facts?ids=a,b' }] },
      ],
    });
    expect(part?.text).toBe('14.92亿元\n证据 &lt;1&gt;: https://chip.example.com/facts?ids=a,b');
  });

  test('gives each block its look', () => {
    const [part] = partsOf(
      [
        { kind: 'headline', text: '16.2 亿元 <净亏损>' },
        { kind: 'text', text: '摩尔线程 *2024* 年 & 之前' },
        { kind: 'rule' },
        { kind: 'list', items: ['甲', '乙'] },
        { kind: 'note', text: '来源 https://a.b/c?d=1&e=2 _年报_' },
      ],
      [{ kind: 'share', label: '分享', call: { command: 'chip ask', options: { question: '?' } } }],
    );
    expect(part).toMatchInlineSnapshot(`
      {
        "blocks": [
          {
            "text": {
              "emoji": false,
              "text": "16.2 亿元 &lt;净亏损&gt;",
              "type": "plain_text",
            },
            "type": "header",
          },
          {
            "elements": [
              {
                "elements": [
                  {
                    "text": "摩尔线程 *2024* 年 & 之前",
                    "type": "text",
                  },
                ],
                "type": "rich_text_section",
              },
            ],
            "type": "rich_text",
          },
          {
            "type": "divider",
          },
          {
            "elements": [
              {
                "elements": [
                  {
                    "elements": [
                      {
                        "text": "甲",
                        "type": "text",
                      },
                    ],
                    "type": "rich_text_section",
                  },
                  {
                    "elements": [
                      {
                        "text": "乙",
                        "type": "text",
                      },
                    ],
                    "type": "rich_text_section",
                  },
                ],
                "style": "bullet",
                "type": "rich_text_list",
              },
            ],
            "type": "rich_text",
          },
          {
            "elements": [
              {
                "emoji": false,
                "text": "来源",
                "type": "plain_text",
              },
              {
                "text": "<https://a.b/c?d=1&amp;e=2>",
                "type": "mrkdwn",
                "verbatim": true,
              },
              {
                "emoji": false,
                "text": "_年报_",
                "type": "plain_text",
              },
            ],
            "type": "context",
          },
          {
            "elements": [
              {
                "action_id": "share:0",
                "text": {
                  "emoji": false,
                  "text": "分享",
                  "type": "plain_text",
                },
                "type": "button",
                "value": "{"command":"chip ask","options":{"question":"?"}}",
              },
            ],
            "type": "actions",
          },
        ],
        "text": "16.2 亿元 &lt;净亏损&gt;
      摩尔线程 *2024* 年 &amp; 之前
      • 甲
      • 乙
      来源 https://a.b/c?d=1&amp;e=2 _年报_",
      }
    `);
  });

  test('shows a table as Slack’s table, figures to the right', () => {
    const [part] = partsOf([
      {
        kind: 'table',
        head: ['公司', '营收'],
        rows: [
          ['英伟达', '1,305'],
          ['AMD', ''],
        ],
      },
    ]);
    expect(part?.blocks).toEqual([
      {
        type: 'table',
        column_settings: [
          { align: 'left', is_wrapped: true },
          { align: 'right', is_wrapped: false },
        ],
        rows: [
          [
            { type: 'raw_text', text: '公司' },
            { type: 'raw_text', text: '营收' },
          ],
          [
            { type: 'raw_text', text: '英伟达' },
            { type: 'raw_text', text: '1,305' },
          ],
          [
            { type: 'raw_text', text: 'AMD' },
            { type: 'raw_text', text: '\u00a0' },
          ],
        ],
      },
    ]);
    expect(part?.text).toBe('公司 | 营收\n英伟达 | 1,305\nAMD | ');
  });

  test('repeats the head of a table that needs several messages', () => {
    const rows = Array.from({ length: 150 }, (_, index) => [`第 ${index} 行`]);
    const parts = partsOf([{ kind: 'table', head: ['名'], rows }]);
    expect(parts.map((part) => part.text.split('\n')[0])).toEqual(['名', '名']);
  });

  test('shows a table too wide for Slack as lines', () => {
    const head = Array.from({ length: 21 }, (_, index) => `c${index}`);
    const [part] = partsOf([{ kind: 'table', head, rows: [head.map((_, index) => `${index}`)] }]);
    expect(part?.blocks[0]?.type).toBe('rich_text');
    expect(part?.text).toContain('0 · c1: 1');
  });

  test('splits a long text at sentence marks', () => {
    const sentence = `${'营收为 1,234.5 亿元，'.repeat(20)}完。`;
    const parts = partsOf([{ kind: 'text', text: sentence.repeat(30) }]);
    const blocks = parts.flatMap((part) => part.blocks.map((block) => JSON.stringify(block)));
    expect(blocks.length).toBeGreaterThan(2);
    for (const block of blocks) expect(block).toContain('完。"');
  });

  test('has no rule first or last in a message', () => {
    const [part] = partsOf([{ kind: 'rule' }, { kind: 'text', text: 'a' }, { kind: 'rule' }]);
    expect(part?.blocks.map((block) => block.type)).toEqual(['rich_text']);
  });

  test('says something even when there is nothing to say', () => {
    expect(partsOf([])).toEqual([{ text: '…', blocks: [] }]);
  });

  test('leaves out a button whose value Slack would refuse', () => {
    const call = { command: 'chip ask', options: { question: '长'.repeat(2_000) } };
    expect(
      partsOf([{ kind: 'text', text: 'a' }], [{ kind: 'call', label: 'b', call }])[0]?.blocks,
    ).toHaveLength(1);
  });
});

describe('messageToHome', () => {
  test('keeps the buttons when there are too many blocks', () => {
    const blocks = Array.from({ length: 150 }, (): Block => ({ kind: 'text', text: 'a' }));
    const call = { command: 'chip help', options: {} };
    const home = messageToHome({ locale: 'en', blocks, actions: [{ kind: 'call', label: 'Help', call }] });
    expect(home.blocks.map((block) => block.type)).toHaveLength(100);
    expect(home.blocks.at(-1)?.type).toBe('actions');
  });
});
