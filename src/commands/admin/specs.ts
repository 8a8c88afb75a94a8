/** The curators' commands, with their names in each language; those without a name of their own are behind buttons. */
import type { Words } from '../../language/locale.ts';
import type { CommandSpec, OptionSpec } from '../../platforms/platform.ts';

function said(zh: string, hant: string, en: string): Words {
  return { zh, hant, en };
}

type More = { readonly required?: boolean; readonly complete?: boolean; readonly kind?: 'file' };

function option(
  name: string,
  words: readonly [label: Words, description: Words],
  { required = false, complete = false, kind }: More = {},
): OptionSpec {
  const [label, description] = words;
  return { name, label, description, required, complete, ...(kind === undefined ? {} : { kind }) };
}

const SUBJECT = option(
  'subject',
  [
    said('对象', '對象', 'subject'),
    said(
      '公司、产品等；都不填则打开表单',
      '公司、產品等；都不填則打開表單',
      'A company or product; leave all empty for a form',
    ),
  ],
  { complete: true },
);
const METRIC = option(
  'metric',
  [said('指标', '指標', 'metric'), said('例如净利润', '例如淨利潤', 'Such as net profit')],
  { complete: true },
);
const PERIOD = option(
  'period',
  [
    said('期间', '期間', 'period'),
    said(
      '例如2024、2025-Q1；原文没写就填“无”',
      '例如2024、2025-Q1；原文沒寫就填“無”',
      'Such as 2024 or 2025-Q1; none where the source gives none',
    ),
  ],
  { complete: true },
);
const VALUE = option('value', [
  said('数值', '數值', 'value'),
  said(
    '例如14.92亿元、约39亿元、10%–20%',
    '例如14.92億元、約39億元、10%–20%',
    'Such as CNY 1.492bn, about 3.9 billion yuan, 10%–20%',
  ),
]);
const SOURCE = option('source', [
  said('来源', '來源', 'source'),
  said(
    '来源编号（可带段落）、网址，或：发布者《标题》',
    '來源編號（可帶段落）、網址，或：發布者《標題》',
    'Its id (with the paragraph), an address, or publisher “title”',
  ),
]);
const NOTE = option('note', [
  said('说明', '說明', 'note'),
  said('为什么改，写进历史', '為什麼改，寫進歷史', 'Why it is changed, for the history'),
]);
const REASON = option('reason', [
  said('理由', '理由', 'reason'),
  said(
    '为什么，写进历史；不填则打开表单',
    '為什麼，寫進歷史；不填則打開表單',
    'Why, for the history; leave empty for a form',
  ),
]);
const FACT = option(
  'fact',
  [
    said('编号', '編號', 'fact'),
    said('回答末尾的事实编号', '回答末尾的事實編號', 'The id of a fact, as answers show it'),
  ],
  { required: true, complete: true },
);
const ENTITY = option(
  'entity',
  [
    said('名称', '名稱', 'entity'),
    said('公司、产品、人物或机构', '公司、產品、人物或機構', 'A company, product, person or institution'),
  ],
  { required: true, complete: true },
);
const ALIAS = option(
  'alias',
  [
    said('别名', '別名', 'alias'),
    said('另一个名称，例如简称', '另一個名稱，例如簡稱', 'Another name, such as an abbreviation'),
  ],
  { required: true },
);
const USER = option(
  'user',
  [
    said('用户', '用戶', 'user'),
    said(
      '@此人，或 discord:编号、slack:工作区/用户',
      '@此人，或 discord:編號、slack:工作區/用戶',
      'Mention them, or discord:ID or slack:TEAM/USER',
    ),
  ],
  { required: true },
);
const FILE = option(
  'file',
  [said('文件', '檔案', 'file'), said('CSV、JSONL 或 YAML', 'CSV、JSONL 或 YAML', 'CSV, JSONL or YAML')],
  { required: true, kind: 'file' },
);
const FORMAT = option('format', [
  said('格式', '格式', 'format'),
  said(
    'csv、jsonl 或 yaml；不填为 csv',
    'csv、jsonl 或 yaml；不填為 csv',
    'csv, jsonl or yaml; csv when left empty',
  ),
]);
const PROPOSAL = option(
  'proposal',
  [said('提议', '提議', 'proposal'), said('提议的编号', '提議的編號', 'The number of a proposal')],
  { required: true },
);

export const ADMIN_COMMANDS: readonly CommandSpec[] = [
  {
    path: ['chip-admin', 'fact', 'add'],
    name: said('新增', '新增', 'add'),
    description: said('新增一条事实', '新增一條事實', 'Add a fact'),
    options: [SUBJECT, METRIC, PERIOD, VALUE, SOURCE, NOTE],
  },
  {
    path: ['chip-admin', 'fact', 'set'],
    name: said('更正', '更正', 'set'),
    description: said('更正一条事实', '更正一條事實', 'Correct a fact'),
    options: [SUBJECT, METRIC, PERIOD, VALUE, SOURCE, { ...FACT, required: false, named: true }, NOTE],
  },
  {
    path: ['chip-admin', 'fact', 'retract'],
    name: said('撤下', '撤下', 'retract'),
    description: said('撤下一条事实，写明理由', '撤下一條事實，寫明理由', 'Retract a fact and say why'),
    options: [FACT, REASON],
  },
  {
    path: ['chip-admin', 'fact', 'history'],
    name: said('历史', '歷史', 'history'),
    description: said(
      '一条事实何时、由谁、怎样改过',
      '一條事實何時、由誰、怎樣改過',
      'When, by whom and how a fact was changed',
    ),
    options: [FACT],
  },
  {
    path: ['chip-admin', 'fact', 'undo'],
    name: said('撤销', '撤銷', 'undo'),
    description: said('撤销一次修订', '撤銷一次修訂', 'Undo a revision'),
    options: [
      option(
        'revision',
        [
          said('修订', '修訂', 'revision'),
          said('历史里的修订号', '歷史裡的修訂號', 'Its number, as the history shows it'),
        ],
        { required: true },
      ),
      REASON,
    ],
  },
  {
    path: ['chip-admin', 'fact', 'import'],
    name: said('导入', '匯入', 'import'),
    description: said(
      '从文件导入事实，全部成功或全不导入',
      '從檔案匯入事實，全部成功或全不匯入',
      'Import facts from a file, all or none',
    ),
    options: [FILE],
  },
  {
    path: ['chip-admin', 'fact', 'export'],
    name: said('导出', '匯出', 'export'),
    description: said('把全部事实导出为文件', '把全部事實匯出為檔案', 'Export all facts as a file'),
    options: [FORMAT],
  },
  {
    path: ['chip-admin', 'pending'],
    name: said('待批', '待批', 'pending'),
    description: said('等待批准的提议', '等待批准的提議', 'Proposals that wait for approval'),
    options: [],
  },
  {
    path: ['chip-admin', 'alias', 'add'],
    name: said('新增', '新增', 'add'),
    description: said(
      '给公司、产品等加一个别名',
      '給公司、產品等加一個別名',
      'Give a company or product another name',
    ),
    options: [ENTITY, ALIAS],
  },
  {
    path: ['chip-admin', 'alias', 'remove'],
    name: said('去掉', '去掉', 'remove'),
    description: said('去掉一个别名', '去掉一個別名', 'Take a name away'),
    options: [ENTITY, ALIAS],
  },
  {
    path: ['chip-admin', 'curator', 'add'],
    name: said('添加', '新增', 'add'),
    description: said('让某人能更正事实', '讓某人能更正事實', 'Let somebody correct facts'),
    options: [USER],
  },
  {
    path: ['chip-admin', 'curator', 'remove'],
    name: said('移除', '移除', 'remove'),
    description: said('不再让某人更正事实', '不再讓某人更正事實', 'Let somebody correct facts no more'),
    options: [USER],
  },
  {
    path: ['chip-admin', 'curator', 'list'],
    name: said('名单', '名單', 'list'),
    description: said('谁能更正事实', '誰能更正事實', 'Who may correct facts'),
    options: [],
  },
  {
    path: ['chip-admin', 'gaps'],
    name: said('缺口', '缺口', 'gaps'),
    description: said(
      '最多人问而库里没有的',
      '最多人問而庫裡沒有的',
      'What is asked most and not in the base',
    ),
    options: [],
  },
  {
    path: ['chip-admin', 'help'],
    name: said('帮助', '說明', 'help'),
    description: said('怎么更正库里的事实', '怎麼更正庫裡的事實', 'How facts of the base are corrected'),
    options: [],
  },
  ...(['proposal', 'approve', 'reject', 'confirm'] as const).map(
    (name): CommandSpec => ({
      path: ['chip-admin', name],
      name: said(name, name, name),
      description: said('由按钮使用', '由按鈕使用', 'Behind buttons'),
      options: [PROPOSAL],
      hidden: true,
    }),
  ),
];
