import { expect, test } from 'vitest';
import { notAskedOfFacts } from '../../src/answer/not-asked-of-facts.ts';
import { normalise } from '../../src/language/normalise.ts';

test.each([
  '帮助',
  '幫助！',
  '你是谁',
  '谁做的你',
  '数据从哪来？',
  'Who made you?',
  'What can you do',
  'help',
])('%s is said to the bot', (question) => {
  expect(notAskedOfFacts(normalise(question))).toBe('to-the-bot');
});

test.each(['买英伟达股票好吗', '该不该买寒武纪的股票', 'Should I buy Nvidia stock now?'])(
  '%s asks for advice',
  (question) => {
    expect(notAskedOfFacts(normalise(question))).toBe('advice');
  },
);

test.each(['中国企业能不能买H20', '谁做的昇腾', 'who made MetaX', '帮助小客户的是谁', '英伟达股价涨了多少'])(
  '%s is asked of the facts',
  (question) => {
    expect(notAskedOfFacts(normalise(question))).toBeNull();
  },
);
