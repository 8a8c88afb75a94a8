import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html, htmlToString, joined } from '../../src/page/html.ts';
import { anything, checked } from '../properties.ts';
import { readable } from './open-test-page.ts';

test.each([
  [html`<p>${'<script>alert(1)</script>'}</p>`, '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
  [html`<a title="${`"><b>'`}">x</a>`, '<a title="&quot;&gt;&lt;b&gt;&#39;">x</a>'],
  [html`${html`<b>${'&'}</b>`}`, '<b>&amp;</b>'],
  [html`${['a', html`<i>b</i>`, [1, null, false, undefined]]}`, 'a<i>b</i>1'],
  [html`${joined(['a', 'b'], html`<br>`)}`, 'a<br>b'],
  [html`${'a\u0000\u001b[31mb\u202ec\ud800\n'}`, 'a[31mbc\n'],
  [html`${'&lt;'}`, '&amp;lt;'],
])('markup %# is what is expected', (made, expected) => {
  expect(htmlToString(made)).toBe(expected);
});

test('no text becomes markup, between tags or in an attribute', () => {
  checked(
    fc.property(anything, (text) => {
      const made = htmlToString(html`<p title="${text}">${text}</p>`);
      expect(made.match(/[<>]/gu)).toHaveLength(4);
      expect(made.match(/"/gu)).toHaveLength(2);
      expect(made.replace(/^<p title="[^"<>]*">|<\/p>$/gu, '')).not.toMatch(/[<>"']/u);
    }),
  );
});

test('an object that looks like markup is none', () => {
  const forged = JSON.parse('{"markup":"<b>"}') as string;
  expect(() => html`${forged}`).toThrow();
  expect(readable(htmlToString(html`${'<b>'}`))).toBe('<b>');
});
