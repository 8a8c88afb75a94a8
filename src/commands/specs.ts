/** What can be typed, with its names in each language; platforms register and read this list. */
import type { Words } from '../language/locale.ts';
import type { CommandSpec, OptionSpec } from '../platforms/platform.ts';
import { ADMIN_COMMANDS } from './admin/specs.ts';
import { DIGEST_COMMANDS, FEED_COMMANDS } from './digest/specs.ts';

function said(zh: string, hant: string, en: string): Words {
  return { zh, hant, en };
}

function option(name: string, label: Words, description: Words, required: boolean): OptionSpec {
  return { name, label, description, required, complete: true };
}

const METRIC = option(
  'metric',
  said('指标', '指標', 'metric'),
  said(
    '比什么，例如营业收入；不填则列出可选的',
    '比什麼，例如營業收入；不填則列出可選的',
    'What to compare, such as revenue; leave empty to choose',
  ),
  false,
);
const PERIOD = option(
  'period',
  said('期间', '期間', 'period'),
  said('哪一期，例如2024或2025-Q1', '哪一期，例如2024或2025-Q1', 'Which period, such as 2024 or 2025-Q1'),
  false,
);

export const COMMANDS: readonly CommandSpec[] = [
  {
    path: ['chip', 'ask'],
    name: said('提问', '提問', 'ask'),
    description: said(
      '用自己的话提问，回答附出处',
      '用自己的話提問，回答附出處',
      'Ask in your own words; the answer comes with its source',
    ),
    options: [
      option(
        'question',
        said('问题', '問題', 'question'),
        said(
          '例如：摩尔线程2024年亏了多少',
          '例如：摩爾線程2024年虧了多少',
          'Such as: Moore Threads net loss 2024',
        ),
        true,
      ),
      {
        ...option(
          'as_of',
          said('截至', '截至', 'as_of'),
          said(
            '按这一天为止录入的内容回答，例如2025-08-01',
            '按這一天為止錄入的內容回答，例如2025-08-01',
            'Answer from what was recorded by this day, such as 2025-08-01',
          ),
          false,
        ),
        complete: false,
      },
    ],
  },
  {
    path: ['chip', 'company'],
    name: said('公司', '公司', 'company'),
    description: said(
      '一家公司、产品、人物或机构的概况',
      '一家公司、產品、人物或機構的概況',
      'What is known about a company, product, person or institution',
    ),
    options: [
      option(
        'name',
        said('名称', '名稱', 'name'),
        said('名称、简称或外号', '名稱、簡稱或外號', 'Its name, abbreviation or nickname'),
        true,
      ),
    ],
  },
  {
    path: ['chip', 'compare'],
    name: said('比较', '比較', 'compare'),
    description: said(
      '两者同一指标、同一期间的数字对比',
      '兩者同一指標、同一期間的數字對比',
      'Two side by side: same measure, same period',
    ),
    options: [
      option('first', said('甲', '甲', 'first'), said('第一个名称', '第一個名稱', 'The first name'), true),
      option('second', said('乙', '乙', 'second'), said('第二个名称', '第二個名稱', 'The second name'), true),
      METRIC,
      PERIOD,
    ],
  },
  {
    path: ['chip', 'rank'],
    name: said('排名', '排名', 'rank'),
    description: said(
      '库里各家某一指标的高低',
      '庫裡各家某一指標的高低',
      'Those in the base in order of one measure',
    ),
    options: [
      {
        ...METRIC,
        description: said(
          '按什么排，例如营业收入',
          '按什麼排，例如營業收入',
          'What to rank by, such as revenue',
        ),
        required: true,
      },
      PERIOD,
    ],
  },
  {
    path: ['chip', 'chart'],
    name: said('图表', '圖表', 'chart'),
    description: said(
      '把可比的数字画成图：一家历年，或几家并列',
      '把可比的數字畫成圖：一家歷年，或幾家並列',
      'Comparable figures as a picture: one over the years, or several side by side',
    ),
    options: [
      option(
        'subject',
        said('对象', '對象', 'subject'),
        said(
          '一个或几个名称，例如摩尔线程、沐曦',
          '一個或幾個名稱，例如摩爾線程、沐曦',
          'One name or several, such as Moore Threads, MetaX',
        ),
        false,
      ),
      {
        ...METRIC,
        description: said(
          '画什么，例如净亏损；不填则列出可选的',
          '畫什麼，例如淨虧損；不填則列出可選的',
          'What to draw, such as net loss; leave empty to choose',
        ),
      },
    ],
  },
  {
    path: ['chip', 'browse'],
    name: said('浏览', '瀏覽', 'browse'),
    description: said(
      '看看库里有哪些主题、能问什么',
      '看看庫裡有哪些主題、能問什麼',
      'What the base covers and what can be asked',
    ),
    options: [
      option(
        'topic',
        said('主题', '主題', 'topic'),
        said(
          '主题、名称或指标；不填则列出全部',
          '主題、名稱或指標；不填則列出全部',
          'A topic, name or measure; leave empty to see all',
        ),
        false,
      ),
    ],
  },
  {
    path: ['chip', 'source'],
    name: said('出处', '出處', 'source'),
    description: said(
      '一条事实的原文、口径和出处',
      '一條事實的原文、口徑和出處',
      'One fact: statement, definition and where it stands',
    ),
    options: [
      option(
        'fact',
        said('编号', '編號', 'fact'),
        said('回答末尾的事实编号', '回答末尾的事實編號', 'The id of a fact, as answers show it'),
        true,
      ),
    ],
  },
  ...DIGEST_COMMANDS,
  {
    path: ['chip', 'help'],
    name: said('帮助', '說明', 'help'),
    description: said(
      '能做什么、怎么问、有什么限制',
      '能做什麼、怎麼問、有什麼限制',
      'What it does, how to ask and where it stops',
    ),
    options: [],
  },
  ...FEED_COMMANDS,
  ...ADMIN_COMMANDS,
];
