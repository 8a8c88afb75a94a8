import { expect, test } from 'vitest';
import { tidySvg } from '../../src/chart/tidy-svg.ts';
import { specOf, yearly } from './charts.ts';

test.each(["$'", '$&', '$`', '$1', '$$'])('%s in a source stays the text that it is', (sign) => {
  const spec = { ...specOf(yearly(2023, [1e8, 2e8]), 'en'), notes: [`Source: ${sign} talk`] };
  const svg = tidySvg('<svg width="1"><g></g></svg>', spec);
  expect(svg).toMatch(/^<svg role="img" aria-label="[^"<]*" width="1"><g><\/g><\/svg>$/u);
  expect(svg.replaceAll('&amp;', '&')).toContain(`Source: ${sign} talk`);
});
