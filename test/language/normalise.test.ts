import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localeOf, normalise } from '../../src/language/normalise.ts';
import { anything, checked } from '../properties.ts';

describe('normalise', () => {
  test.each([
    ['full-width letters and digits', 'ＡＭＤ　２０２４', 'amd 2024'],
    ['capitals', 'MetaX', 'metax'],
    ['traditional characters', '摩爾線程虧損', '摩尔线程亏损'],
    ['words of Taiwan', '輝達晶片', '英伟达芯片'],
    ['words of Taiwan for machines', '資料中心 伺服器', '数据中心 服务器'],
    ['zero-width characters', '摩尔\u200b线程\ufeff', '摩尔线程'],
    ['control characters', '沐\u0000曦\u0007', '沐曦'],
    ['direction marks', '\u202e沐曦\u202c', '沐曦'],
    ['lone surrogates', '沐\ud83d曦', '沐曦'],
    ['emoji', '沐曦 😀🚀', '沐曦'],
    ['line feeds and tabs', 'H20\n\tprice', 'h20 price'],
    ['several spaces', 'nvidia   h20 ', 'nvidia h20'],
    ['curly quotation marks', 'Moore’s', "moore's"],
    ['dashes', '2022–2024', '2022-2024'],
    ['tildes', '2022～2024', '2022~2024'],
    ['mentions', '<@123> 沐曦 <#9> @everyone', '沐曦'],
    ['addresses', 'https://a.example/b?c=d H20', 'h20'],
    ['tags and character entities', '<b>沐曦</b>&nbsp;2024', '沐曦 2024'],
    ['nothing', '', ''],
  ])('makes %s plain', (_, text, plain) => {
    expect(normalise(text)).toBe(plain);
  });

  test('is the same when it is done twice', () => {
    checked(fc.property(anything, (text) => normalise(normalise(text)) === normalise(text)));
  });

  test('leaves no capitals, no control characters and no double spaces', () => {
    checked(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = normalise(text);
        return plain === plain.toLowerCase() && !/\p{Cc}|\p{Cs}| {2}|^ | $/u.test(plain);
      }),
    );
  });
});

test.each([
  ['摩尔线程2024年亏了多少', 'zh'],
  ['MTT 2024 亏', 'zh'],
  ['輝達', 'zh'],
  ['Moore Threads net loss', 'en'],
  ['muxi yingshou', 'en'],
  ['', 'en'],
  ['2024?', 'en'],
])('%s is asked in %s', (text, locale) => {
  expect(localeOf(text)).toBe(locale);
});
