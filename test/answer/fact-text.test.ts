import { expect, test } from 'vitest';
import { withoutSubject } from '../../src/answer/fact-text.ts';

test.each([
  ['Moore Threads', "Moore Threads' new graphics chip", 'new graphics chip'],
  ['Moore Threads', 'Moore Threads’ new graphics chip', 'new graphics chip'],
  ['MetaX', "MetaX's next chip", 'next chip'],
  ['MetaX', 'MetaX next chip', 'next chip'],
  ['摩尔线程', '摩尔线程新一代芯片项目', '新一代芯片项目'],
  ['MetaX', 'MetaX', 'MetaX'],
  ['MetaX', 'Ascend', 'Ascend'],
])('of %s, %s is %s', (subject, name, own) => {
  expect(withoutSubject(subject, name)).toBe(own);
});
