/** Chart → SVG → PNG. Loads the drawing libraries and the fonts: only the drawing thread imports this file. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type * as ECharts from 'echarts';
import type { ChartSpec } from './chart-spec.ts';
import { chartToOption } from './chart-to-option.ts';
import { FONT } from './look.ts';
import { tidySvg } from './tidy-svg.ts';

/** One file instead of 600 modules: loads in a fifth of the time and half of the memory. It has no types of its own. */
const BUILD: string = 'echarts/dist/echarts.esm.min';
const { init }: Pick<typeof ECharts, 'init'> = await import(BUILD);

/** Pixels of the PNG for one of the SVG: sharp on dense screens, small enough to upload. */
const ZOOM = 2;
/** Of a picture higher than this: many names below each other. */
const TALL = 900;
const TALL_ZOOM = 1.5;
const FONT_FILES = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf'].map(
  (file) => `@expo-google-fonts/noto-sans-sc/${file}`,
);

export function chartToSvg(spec: ChartSpec): string {
  const { option, width, height } = chartToOption(spec);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(option);
    return tidySvg(chart.renderToSVGString(), spec);
  } finally {
    // Undisposed, a chart keeps timers, and the process does not end.
    chart.dispose();
  }
}

/** The same shapes on every machine: no font of the system is used. */
export async function svgToPng(svg: string): Promise<Uint8Array> {
  await ready();
  const resvg = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: Number(/ height="(\d+)/.exec(svg)?.[1]) > TALL ? TALL_ZOOM : ZOOM },
    font: { fontBuffers: fonts(), loadSystemFonts: false, defaultFontFamily: FONT },
  });
  try {
    const image = resvg.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    resvg.free();
  }
}

/** Made on first use and kept: the library can be made ready but once. */
const ready = once(() => initWasm(readFileSync(pathOf('@resvg/resvg-wasm/index_bg.wasm'))));
const fonts = once(() => FONT_FILES.map((file) => new Uint8Array(readFileSync(pathOf(file)))));

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function pathOf(file: string): string {
  return fileURLToPath(import.meta.resolve(file));
}
