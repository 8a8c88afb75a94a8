/** A chart as a message: the picture as a file, or its figures in words where it could not be drawn. */
import { chartToAlt, figuresToWords, ownedTexts } from '../chart/chart-words.ts';
import type { Charted } from '../chart/facts-to-chart.ts';
import type { Drawn, Pictures } from '../chart/pictures.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Locale } from '../language/locale.ts';
import type { Block, Call, Log, Message, OutgoingFile } from '../platforms/platform.ts';
import { shareActions } from './actions.ts';
import { noteBlocks } from './comparison.ts';
import { sourceLine } from './fact-words.ts';

export type Drawing = { readonly pictures: Pictures; readonly log: Log };

type Given = Drawing & {
  readonly locale: Locale;
  readonly base: FactBase;
  /** What is to be said below the picture. */
  readonly said: readonly string[];
  /** What gives this chart again. */
  readonly again: Call;
};

/** Figures told in words where there is no picture. */
const MOST_LINES = 24;
const LONGEST_NAME = 60;

export async function drawnMessage(
  { spec, facts }: Extract<Charted, { kind: 'chart' }>,
  { locale, base, said, again, pictures, log }: Given,
): Promise<Message> {
  const drawn = await pictures.png(spec);
  if (drawn.kind === 'failed') log('warn', 'chart-failed', { code: drawn.code });
  const notes = [...ownedTexts({ facts, locale, base }, ({ note }) => note?.[locale]), ...said];
  const files: OutgoingFile[] =
    drawn.kind === 'drawn'
      ? [{ name: fileName(again), type: 'image/png', content: drawn.content, alt: chartToAlt(spec) }]
      : [];
  return {
    locale,
    blocks: [
      { kind: 'headline', text: spec.title },
      ...(files.length > 0 ? [] : inWords(figuresToWords(spec), drawn, locale)),
      { kind: 'note', text: sourceLine(facts, locale, base) },
      ...noteBlocks([...new Set(notes)]),
    ],
    actions: shareActions(again, locale),
    ...(files.length > 0 ? { files } : {}),
  };
}

function inWords(lines: readonly string[], { kind }: Drawn<unknown>, locale: Locale): Block[] {
  const zh = locale === 'zh';
  const busy = zh
    ? '正在画的图太多，请稍后再试。数字如下：'
    : 'Too many pictures are being drawn: please try again in a moment. The figures:';
  const failed = zh ? '图没有画出来，数字如下：' : 'The picture could not be drawn. The figures:';
  const left = lines.length - MOST_LINES;
  const more = left > 0 ? [zh ? `……另有${left}个` : `… and ${left} more`] : [];
  return [
    { kind: 'text', text: kind === 'busy' ? busy : failed },
    { kind: 'list', items: [...lines.slice(0, MOST_LINES), ...more] },
  ];
}

/** 'moore-threads-metax-revenue.png' */
function fileName({ options }: Call): string {
  const name = Object.values(options)
    .join('-')
    .replaceAll(/[^a-zA-Z0-9]+/g, '-');
  return `${name.slice(0, LONGEST_NAME).replaceAll(/^-+|-+$/g, '') || 'chart'}.png`;
}
