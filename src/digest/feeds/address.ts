/**
 * Which addresses may be read. Feed addresses come from chat: none may reach into the network that the bot runs in.
 * Checked on the address as written, on what its name resolves to, and again on every redirect.
 */
import ipaddr from 'ipaddr.js';

export type AddressFault =
  | 'not-an-address'
  | 'too-long'
  | 'scheme'
  | 'credentials'
  | 'port'
  | 'private-name'
  | 'private-address';

export type AddressVerdict =
  | { readonly kind: 'ok'; readonly url: URL }
  | { readonly kind: 'refused'; readonly fault: AddressFault };

/** Hosts as `host:port`, in lower case, that are read in spite of the rules: an intranet, a test. */
export type AllowedHosts = ReadonlySet<string>;

const SCHEMES: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };
const PORTS: readonly string[] = ['80', '443', '8080', '8443'];
const LONGEST = 2000;

/** RFC 6761, 6762, 8375 and what clouds and routers use: names that never mean a public host. */
const PRIVATE_NAME = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|lan|home\.arpa)$/;

/** Public by their number, and yet a door of the cloud that one is in: Azure's host agent. */
const METADATA: readonly string[] = ['168.63.129.16'];

/** All of public IPv6 lies here (RFC 4291, IANA): embedded, local and mapped addresses do not. */
const PUBLIC_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');
/** Inside of it and not public: protocol assignments, documentation, 6to4. */
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '2620:4f:8000::/48'].map(
  (range) => ipaddr.IPv6.parseCIDR(range),
);
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
].map((range) => ipaddr.IPv4.parseCIDR(range));

/** Whether an IP address, as a resolver or a URL writes it, is one of the public internet. */
export function isPublicIp(text: string): boolean {
  // A scope ('fe80::1%eth0') belongs to this machine's own links.
  if (text.includes('%') || !ipaddr.isValid(text)) return false;
  const ip = ipaddr.parse(text);
  if (METADATA.includes(ip.toString()) || ip.range() !== 'unicast') return false;
  if (ip instanceof ipaddr.IPv4) return !SPECIAL_IPV4.some((range) => ip.match(range));
  return ip.match(PUBLIC_IPV6) && !SPECIAL_IPV6.some((range) => ip.match(range));
}

/** Host without brackets, and the port in words: what a connection is opened to. */
export function hostAndPort(url: URL): { readonly host: string; readonly port: string } {
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, ''),
    port: url.port || (SCHEMES[url.protocol] ?? ''),
  };
}

function isAllowed(url: URL, allowed: AllowedHosts): boolean {
  const { host, port } = hostAndPort(url);
  return allowed.has(`${host}:${port}`) || allowed.has(`[${host}]:${port}`);
}

/**
 * Decides an address as it is written, before any name is looked up.
 * @param base what a relative address is relative to: a redirect's.
 */
export function checkAddress(text: string, allowed: AllowedHosts, base?: URL): AddressVerdict {
  if (text.length > LONGEST) return refused('too-long');
  const url = URL.parse(text, base?.href);
  if (!url) return refused('not-an-address');
  if (!(url.protocol in SCHEMES)) return refused('scheme');
  if (url.hostname === '') return refused('not-an-address');
  if (url.username !== '' || url.password !== '') return refused('credentials');
  url.hash = '';
  if (isAllowed(url, allowed)) return { kind: 'ok', url };
  const { host, port } = hostAndPort(url);
  if (!PORTS.includes(port)) return refused('port');
  if (ipaddr.isValid(host)) return isPublicIp(host) ? { kind: 'ok', url } : refused('private-address');
  // A name without a dot is only known to this network's own resolver.
  if (!host.includes('.') || PRIVATE_NAME.test(host)) return refused('private-name');
  return { kind: 'ok', url };
}

/** Decides what a name resolved to: one private address among public ones is enough to refuse them all. */
export function checkResolved(
  url: URL,
  addresses: readonly string[],
  allowed: AllowedHosts,
): AddressFault | null {
  if (isAllowed(url, allowed)) return null;
  return addresses.every((address) => isPublicIp(address)) ? null : 'private-address';
}

function refused(fault: AddressFault): AddressVerdict {
  return { kind: 'refused', fault };
}
