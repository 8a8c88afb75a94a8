/** Time zones: between the clock on a wall and instants, correct over every change of the clock. Instants are epoch ms. */

/** A wall clock's reading as the epoch milliseconds that it would be in UTC: counted on, compared, never an instant. */
export type Wall = number;

export type Zone = {
  /** IANA name, as the platform spells it. */
  readonly name: string;
  wallAt(instant: number): Wall;
  /**
   * The first instant at which the clock has reached `wall`. Of a time that is told twice that is the first one; of a
   * time that is skipped it is the instant of the change, at which the clock jumps past it.
   */
  reaches(wall: Wall): number;
};

const DAY = 24 * 3_600_000;

/** @param name an IANA name, in any case. @returns null for what is none: offsets ('+08:00') know no summer. */
export function findZone(name: string): Zone | null {
  const given = name.trim();
  if (!/^[a-z][\w+-]*(?:\/[\w+-]+)*$/i.test(given)) return null;
  try {
    const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone: given,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    return createZone(format);
  } catch {
    return null;
  }
}

function createZone(format: Intl.DateTimeFormat): Zone {
  const wallAt = (instant: number): Wall => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const whole = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    // Offsets are whole seconds: what is below a second is the instant's own.
    return whole + (((instant % 1000) + 1000) % 1000);
  };
  return { name: format.resolvedOptions().timeZone, wallAt, reaches: (wall) => firstInstant(wall, wallAt) };
}

function firstInstant(wall: Wall, wallAt: (instant: number) => Wall): number {
  // The offsets a day before and a day after: no zone changes twice in two days.
  const offsets = [wall - DAY, wall + DAY].map((instant) => wallAt(instant) - instant);
  const exact = offsets.map((offset) => wall - offset).filter((instant) => wallAt(instant) === wall);
  if (exact.length > 0) return Math.min(...exact);
  const early = Math.min(...offsets.map((offset) => wall - offset)) - 1;
  return changeBetween(early, early + DAY + 3_600_000, (instant) => wallAt(instant) >= wall);
}

/** The first instant in (from, to] at which `reached` holds; it does not at `from`, and does at `to`. */
function changeBetween(from: number, to: number, reached: (instant: number) => boolean): number {
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}
