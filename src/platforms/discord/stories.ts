/** A piece of news as one item of a list: the title is the link, the time is one that each reader's client shows. */
import type { StoryLine } from '../platform.ts';
import { escapeMarkdown } from './escape.ts';

/** A bound story is well below what an embed takes: it is never split. */
export function storyToMarkdown({ title, link, from, at, notes }: StoryLine): string {
  const head = [linked(oneLine(title), link), escapeMarkdown(oneLine(from)), at === null ? '' : time(at)];
  const lines = notes.map((note) => `  - ${escapeMarkdown(oneLine(note))}`);
  return [`- ${head.filter((part) => part !== '').join(' · ')}`, ...lines].join('\n');
}

/** Discord shows the marks themselves where a link's own text looks like an address: there the two stand side by side. */
function linked(title: string, link: string | null): string {
  const text = escapeMarkdown(title);
  if (link === null) return text;
  // What would end the link early, or begin a title of it.
  const address = link.replace(
    /[()<>\\\s"']/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  );
  return /:\/\/|www\./i.test(title) ? `${text} <${address}>` : `[${text}](${address})`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Discord documentation, Message Formatting, Timestamps: `f` is the short date and time. */
function time(at: number): string {
  return `<t:${Math.floor(at / 1000)}:f>`;
}
