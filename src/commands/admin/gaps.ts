/** `/chip-admin gaps`: what was asked and not answered, the most wanted first. */
import type { Reply } from '../../platforms/platform.ts';
import { gapText } from '../gap-form.ts';
import { type Admin, sentence } from './admin.ts';

const MOST = 20;

export async function gaps({ store, snapshot, locale, curation }: Admin): Promise<Reply> {
  const zh = locale === 'zh';
  const wanted = await store.gaps(MOST);
  if (wanted.length === 0) {
    return sentence(locale, { zh: '还没有答不上来的问题。', en: 'No question has gone unanswered yet.' });
  }
  const raw = curation.gapsRaw;
  const head = zh
    ? ['问的是什么', '次数', '最近', ...(raw ? ['原话'] : [])]
    : ['Asked about', 'Times', 'Last', ...(raw ? ['As asked'] : [])];
  const rows = wanted.map((gap) => [
    gapText(gap.form, locale, snapshot.base),
    String(gap.count),
    gap.last,
    ...(raw ? [gap.raw ?? '–'] : []),
  ]);
  return {
    locale,
    blocks: [
      { kind: 'headline', text: zh ? '最想知道而库里没有的' : 'Most wanted, and not in the base' },
      { kind: 'table', head, rows },
      {
        kind: 'note',
        text: zh
          ? '同一内容的不同问法、不同语言算在一起；不记录是谁问的。'
          : 'Wordings and languages of one matter count together; who asked is not kept.',
      },
    ],
    actions: [],
  };
}
