/** What went wrong with a feed, in one sentence that says what can be done about it. */
import type { Locale, Text } from '../../language/locale.ts';
import type { AddressFault } from './address.ts';
import type { Failure, FailureKind } from './outcome.ts';
import type { NotAFeed } from './parse-feed.ts';

const FAULTS: Readonly<Record<AddressFault, Text>> = {
  'not-an-address': { zh: '这不是网址', en: 'this is no web address' },
  'too-long': { zh: '网址太长，最多2000个字符', en: 'the address is too long: at most 2,000 characters' },
  scheme: { zh: '只读 http:// 和 https:// 开头的网址', en: 'only http:// and https:// are read' },
  credentials: {
    zh: '网址里不能带用户名和密码',
    en: 'an address must not hold a user name or password',
  },
  port: { zh: '只读 80、443、8080、8443 端口', en: 'only the ports 80, 443, 8080 and 8443 are read' },
  'private-name': {
    zh: '这是内部网络的名字；要读它，请管理员把它写进 FEED_ALLOW_HOSTS',
    en: 'this name belongs to an internal network; to read it, have it added to FEED_ALLOW_HOSTS',
  },
  'private-address': {
    zh: '它指向内部网络的地址；要读它，请管理员把它写进 FEED_ALLOW_HOSTS',
    en: 'it leads to an address of an internal network; to read it, have it added to FEED_ALLOW_HOSTS',
  },
};

const FAILED: Readonly<Record<Exclude<FailureKind, 'bad-address'>, Text>> = {
  unresolved: { zh: '找不到这个主机名，请核对网址', en: 'there is no host of that name: check the address' },
  unreachable: { zh: '连不上主机', en: 'the host cannot be reached' },
  tls: { zh: '证书或加密连接有问题', en: 'the certificate or the secure connection is at fault' },
  timeout: { zh: '太久没有回应', en: 'it took too long to answer' },
  'cut-off': { zh: '内容没有传完就断了', en: 'the answer broke off before its end' },
  'too-large': { zh: '内容超过5 MB', en: 'it is larger than 5 MB' },
  'bad-coding': { zh: '内容的压缩格式有误', en: 'its compression is broken or unknown' },
  'bad-http': { zh: '主机的回应不是有效的 HTTP', en: 'the host does not answer in proper HTTP' },
  'not-a-feed': { zh: '内容不是订阅源', en: 'what is there is no feed' },
  redirects: { zh: '跳转太多，或者没有终点', en: 'it redirects too often, or to nowhere' },
  gone: {
    zh: '发布者说它已永久删除，请换一个网址',
    en: 'its publisher says it is gone for good: use another address',
  },
  'not-found': { zh: '这个网址上没有内容，请核对', en: 'there is nothing at this address: check it' },
  forbidden: { zh: '主机不许读取', en: 'the host does not let it be read' },
  'rate-limited': { zh: '主机要求稍后再读', en: 'the host asks to be read later' },
  'server-error': { zh: '主机出错', en: 'the host has an error' },
  'client-error': { zh: '主机拒绝了请求', en: 'the host refused the request' },
};

const REASONS: Readonly<Record<NotAFeed['reason'], Text>> = {
  empty: { zh: '内容是空的', en: 'there is nothing in it' },
  page: {
    zh: '这是网页，不是订阅源；请找页面上的 RSS 或 Atom 链接',
    en: 'this is a web page, no feed: look for its RSS or Atom link',
  },
  excessive: { zh: '内容过于庞大，不像订阅源', en: 'it has far more parts than a feed has' },
  malformed: { zh: '内容不是 RSS、Atom 或 JSON Feed', en: 'it is neither RSS nor Atom nor JSON Feed' },
};

/** Without a full stop; the HTTP status in brackets where there was one. */
export function failureText(
  { kind, status, fault }: Pick<Failure, 'kind' | 'status' | 'fault'>,
  locale: Locale,
  reason?: NotAFeed['reason'],
): string {
  const said = reason
    ? REASONS[reason]
    : kind === 'bad-address'
      ? FAULTS[fault ?? 'not-an-address']
      : FAILED[kind];
  if (status === undefined) return said[locale];
  return locale === 'zh' ? `${said.zh}（HTTP ${status}）` : `${said.en} (HTTP ${status})`;
}
