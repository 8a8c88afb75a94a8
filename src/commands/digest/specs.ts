/** `/chip digest …` and `/chip-admin feed …`, with their names in each language. */
import type { Words } from '../../language/locale.ts';
import type { CommandSpec, OptionSpec } from '../../platforms/platform.ts';

function said(zh: string, hant: string, en: string): Words {
  return { zh, hant, en };
}

function option(name: string, label: Words, description: Words, required = false): OptionSpec {
  return { name, label, description, required, complete: false };
}

const CHANNEL = option(
  'channel',
  said('频道', '頻道', 'channel'),
  said(
    '发到哪个频道，例如#频道；“这里”或不填就是当前频道',
    '發到哪個頻道，例如#頻道；“這裡”或不填就是目前頻道',
    'Where to post: a #channel; “here”, or nothing, for this one',
  ),
);
const SCHEDULE = option(
  'schedule',
  said('时间', '時間', 'schedule'),
  said(
    '例如“每天 09:00”“工作日 18:30”“每周一 09:00”或 cron；不填则打开表单',
    '例如“每天 09:00”“工作日 18:30”“每周一 09:00”或 cron；不填則打開表單',
    'Such as daily 09:00, weekly mon 09:00, or cron; leave empty for a form',
  ),
);
const TIMEZONE = option(
  'timezone',
  said('时区', '時區', 'timezone'),
  said(
    'IANA 名称，例如 Asia/Shanghai',
    'IANA 名稱，例如 Asia/Taipei',
    'Its IANA name, such as Europe/London',
  ),
);
const TOPICS = option(
  'topics',
  said('主题', '主題', 'topics'),
  said(
    '公司、产品、指标，用逗号隔开；不填是库里有的一切，all 是全部新闻',
    '公司、產品、指標，用逗號隔開；不填是庫裡有的一切，all 是全部新聞',
    'Companies, products, measures; empty: all that the base knows; all: every story',
  ),
);
const LANGUAGE = option(
  'language',
  said('语言', '語言', 'language'),
  said('zh 或 en', 'zh 或 en', 'zh or en'),
);
const ID = option(
  'id',
  said('编号', '編號', 'id'),
  said(
    '订阅的编号；这里只有一个时可以不填',
    '訂閱的編號；這裡只有一個時可以不填',
    'The number of a subscription; not needed where there is one',
  ),
);

/** Who may manage the channel is asked of the platform for these. */
export const DIGEST_COMMANDS: readonly CommandSpec[] = [
  {
    path: ['chip', 'digest', 'subscribe'],
    name: said('订阅', '訂閱', 'subscribe'),
    description: said(
      '按时把新闻和事实更新发到频道',
      '按時把新聞和事實更新發到頻道',
      'Post news and changed facts to a channel on a schedule',
    ),
    options: [CHANNEL, SCHEDULE, TIMEZONE, TOPICS, LANGUAGE],
    rights: true,
  },
  {
    path: ['chip', 'digest', 'list'],
    name: said('列表', '列表', 'list'),
    description: said('这里有哪些订阅', '這裡有哪些訂閱', 'Which subscriptions there are here'),
    options: [],
    rights: true,
  },
  ...(
    [
      [
        'preview',
        said('预览', '預覽', 'preview'),
        said('现在会推送什么', '現在會推送什麼', 'What would be posted now'),
      ],
      ['pause', said('暂停', '暫停', 'pause'), said('暂停一个订阅', '暫停一個訂閱', 'Pause a subscription')],
      [
        'resume',
        said('恢复', '恢復', 'resume'),
        said('恢复一个订阅', '恢復一個訂閱', 'Resume a subscription'),
      ],
      [
        'unsubscribe',
        said('退订', '退訂', 'unsubscribe'),
        said('删除一个订阅', '刪除一個訂閱', 'Delete a subscription'),
      ],
    ] as const
  ).map(
    ([word, name, description]): CommandSpec => ({
      path: ['chip', 'digest', word],
      name,
      description,
      options: [ID],
      rights: true,
    }),
  ),
];

const URL = option(
  'url',
  said('网址', '網址', 'url'),
  said(
    'RSS、Atom 或 JSON Feed 的网址',
    'RSS、Atom 或 JSON Feed 的網址',
    'The address of an RSS, Atom or JSON feed',
  ),
  true,
);

export const FEED_COMMANDS: readonly CommandSpec[] = [
  {
    path: ['chip-admin', 'feed', 'add'],
    name: said('添加', '新增', 'add'),
    description: said('添加一个新闻源', '新增一個新聞源', 'Add a news feed'),
    options: [
      URL,
      option(
        'topics',
        said('主题', '主題', 'topics'),
        said(
          '只取这些主题的新闻；不填则全取，由各订阅挑选',
          '只取這些主題的新聞；不填則全取，由各訂閱挑選',
          'Keep only news about these; empty: all, and each subscription chooses',
        ),
      ),
    ],
  },
  {
    path: ['chip-admin', 'feed', 'list'],
    name: said('列表', '列表', 'list'),
    description: said(
      '有哪些新闻源，读得到吗',
      '有哪些新聞源，讀得到嗎',
      'Which feeds there are and how they are',
    ),
    options: [],
  },
  {
    path: ['chip-admin', 'feed', 'remove'],
    name: said('移除', '移除', 'remove'),
    description: said('移除一个新闻源', '移除一個新聞源', 'Remove a news feed'),
    options: [URL],
  },
  {
    path: ['chip-admin', 'feed', 'test'],
    name: said('试读', '試讀', 'test'),
    description: said(
      '读一次，看看会有哪些新闻，不添加',
      '讀一次，看看會有哪些新聞，不新增',
      'Read it once and show what it would bring, without adding it',
    ),
    options: [URL],
  },
];
