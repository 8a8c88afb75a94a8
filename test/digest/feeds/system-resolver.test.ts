import { expect, test } from 'vitest';
import { isPublicIp } from '../../../src/digest/feeds/address.ts';
import { systemResolver } from '../../../src/digest/feeds/system-resolver.ts';

test('this machine’s own name resolves to addresses that may not be read', async () => {
  const addresses = await systemResolver('localhost');
  expect(addresses.length).toBeGreaterThan(0);
  expect(addresses.filter(isPublicIp)).toEqual([]);
});

test('an address resolves to itself', async () => {
  expect(await systemResolver('192.0.2.7')).toEqual(['192.0.2.7']);
});
