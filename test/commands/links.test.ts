import { describe, expect, test } from 'vitest';
import { evidenceLinks, withWholeLinks } from '../../src/commands/links.ts';
import { type Bot, type Form, isForm } from '../../src/platforms/platform.ts';
import { ask, base, bot, request } from './bot-under-test.ts';

describe('an answer', () => {
  test.each([
    [
      'ask',
      { question: '摩尔线程2024年亏了多少' },
      [{ label: '证据', url: '/facts/moore-threads-net-profit-2024' }],
    ],
    ['source', { fact: 'h20-ban-duration' }, [{ label: 'Evidence', url: '/facts/h20-ban-duration' }]],
    ['company', { name: 'Nvidia' }, [{ label: 'All evidence', url: '/companies/nvidia' }]],
    ['company', { name: 'H20' }, [{ label: 'All evidence', url: '/entities/h20' }]],
    ['ask', { question: 'Who will win the world cup?' }, []],
    ['help', {}, undefined],
  ])('to %s %o leads to the pages of its evidence', async (command, options, links) => {
    expect((await ask(command, options)).links).toEqual(links);
  });

  test('of several facts leads to the list of them', async () => {
    const { links = [] } = await ask('ask', { question: 'Compare Moore Threads and MetaX revenue in 2024' });
    const ids = new URL(links[0]?.url ?? '', 'http://page').searchParams.get('ids')?.split(',') ?? [];
    expect(ids.toSorted()).toEqual(['metax-revenue-2024', 'moore-threads-revenue-2024']);
  });

  test('of more facts than an address has room for leads nowhere', () => {
    expect(evidenceLinks(base.facts, 'en')).toEqual([]);
  });
});

describe('for readers who are elsewhere', () => {
  const question = request('chip ask', { question: '摩尔线程2024年亏了多少' });
  const linksVia = async (publicUrl?: string) => {
    const reply = await withWholeLinks(bot, publicUrl).handle(question);
    return isForm(reply) ? [] : reply.links;
  };

  test('links are whole addresses', async () => {
    expect(await linksVia('https://chip.example.com')).toEqual([
      { label: '证据', url: 'https://chip.example.com/facts/moore-threads-net-profit-2024' },
    ]);
  });

  test('there are none without a public address', async () => {
    expect(await linksVia()).toBeUndefined();
  });

  test('a form stays as it is', async () => {
    const form: Form = {
      kind: 'form',
      locale: 'en',
      title: 'T',
      submit: 'S',
      call: { command: 'chip ask', options: {} },
      fields: [],
    };
    const asking: Bot = { ...bot, handle: async () => form };
    expect(await withWholeLinks(asking, 'https://chip.example.com').handle(question)).toBe(form);
  });
});
