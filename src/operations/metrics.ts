/**
 * Counters, histograms and gauges in Prometheus's text format, https://prometheus.io/docs/instrumenting/exposition_formats/
 * (0.0.4). Written by hand: the usual client takes 125 ms and 20 MB to load, more than the rest of the bot's own code.
 */

/** Label values come from the program's own words: never a text, a user or an id, and few of each. */
export type Labels = Readonly<Record<string, string>>;

export type Counter = { add(labels?: Labels, by?: number): void };
export type Histogram = { observe(value: number, labels?: Labels): void };

export type Metrics = {
  counter(name: string, help: string): Counter;
  /** `bounds` ascending, in the unit that the name ends in. */
  histogram(name: string, help: string, bounds: readonly number[]): Histogram;
  /** `read` is called when somebody looks; NaN where it cannot be told. */
  gauge(name: string, help: string, read: () => number): void;
  /** Of several series; while they cannot be told there are none. */
  gauges(name: string, help: string, read: () => Promise<readonly (readonly [Labels, number])[]>): void;
  text(): Promise<string>;
};

type Lines = readonly string[];
type Family = { readonly head: string; readonly lines: () => Lines | Promise<Lines> };

/** Whoever scrapes does not wait long. */
const READ_WITHIN_MS = 2_000;

/** A family never holds more series: a label that grows without end would take the memory that it is to watch. */
const MOST_SERIES = 500;

export function createMetrics(): Metrics {
  const families: Family[] = [];
  const open = (name: string, type: string, help: string): string =>
    `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}`;
  return {
    counter(name, help) {
      const series = createSeries(() => ({ value: 0 }));
      const lines = () => series.all().map(([labels, { value }]) => line(name, labels, value));
      families.push({ head: open(name, 'counter', help), lines });
      return {
        add(labels = {}, by = 1) {
          series.of(labels).value += by;
        },
      };
    },
    histogram(name, help, bounds) {
      const series = createSeries(() => ({ counts: bounds.map(() => 0), count: 0, sum: 0 }));
      const lines = () =>
        series.all().flatMap(([labels, held]) => histogramLines(name, bounds, labels, held));
      families.push({ head: open(name, 'histogram', help), lines });
      return {
        observe(value, labels = {}) {
          const held = series.of(labels);
          const at = bounds.findIndex((bound) => value <= bound);
          if (at >= 0) held.counts[at] = (held.counts[at] ?? 0) + 1;
          held.count += 1;
          held.sum += value;
        },
      };
    },
    gauge(name, help, read) {
      families.push({ head: open(name, 'gauge', help), lines: () => [line(name, {}, read())] });
    },
    gauges(name, help, read) {
      const lines = async (): Promise<Lines> =>
        (await within(READ_WITHIN_MS, read()).catch(() => [])).map(([labels, value]) =>
          line(name, labels, value),
        );
      families.push({ head: open(name, 'gauge', help), lines });
    },
    async text() {
      const written = await Promise.all(families.map(async ({ head, lines }) => [head, ...(await lines())]));
      return `${written.flat().join('\n')}\n`;
    },
  };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(late.reject, ms, new Error('late'));
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

type Held = { readonly counts: number[]; count: number; sum: number };

function histogramLines(name: string, bounds: readonly number[], labels: Labels, held: Held): string[] {
  let below = 0;
  const buckets = bounds.map((bound, at) => {
    below += held.counts[at] ?? 0;
    return line(`${name}_bucket`, { ...labels, le: String(bound) }, below);
  });
  return [
    ...buckets,
    line(`${name}_bucket`, { ...labels, le: '+Inf' }, held.count),
    line(`${name}_sum`, labels, held.sum),
    line(`${name}_count`, labels, held.count),
  ];
}

/** One value for each set of labels; those beyond the bound share the last one. */
function createSeries<T>(create: () => T) {
  const held = new Map<string, readonly [Labels, T]>();
  const rest: readonly [Labels, T] = [{ other: 'true' }, create()];
  return {
    of(labels: Labels): T {
      const key = JSON.stringify(labels);
      const known = held.get(key);
      if (known) return known[1];
      if (held.size >= MOST_SERIES) {
        held.set('', rest);
        return rest[1];
      }
      const fresh = create();
      held.set(key, [labels, fresh]);
      return fresh;
    },
    all: () => [...held.values()],
  };
}

function line(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeValue(text)}"`);
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`;
}

function escapeValue(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
