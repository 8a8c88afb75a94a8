/** Documents that only exist to keep a parser busy are told before they are parsed. */

/** Twenty times the largest feeds that are read by people; parsed in about a second. */
const MOST_TAGS = 150_000;
/** Characters: no element of a feed has attributes without end. */
const LONGEST_TAG = 65_536;

/** Whether the text has more tags, or a longer one, than a feed has. Linear. */
export function isExcessive(xml: string): boolean {
  let tags = 0;
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at + 1)) {
    tags += 1;
    if (tags > MOST_TAGS) return true;
    if (/[a-z]/i.test(xml[at + 1] ?? '') && isLong(xml, at)) return true;
  }
  return false;
}

function isLong(xml: string, start: number): boolean {
  if (xml.length - start <= LONGEST_TAG) return false;
  const window = xml.slice(start, start + 256);
  return !window.includes('>') && !xml.slice(start, start + LONGEST_TAG).includes('>');
}
