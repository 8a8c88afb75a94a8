/** Sizes, colours and fonts of every picture. */

export const FONT = 'Noto Sans SC';
/** Where an SVG is shown by a browser that lacks it. */
export const FONTS = `${FONT}, sans-serif`;
export const INK = '#1f2328';
export const GREY = '#57606a';
export const RULE = '#d8dee4';
export const TITLE = { size: 20, line: 28 };
export const NOTE = { size: 12, line: 18 };
export const LABEL = { size: 13, line: 17 };

/** Told apart with any colour vision (Okabe and Ito, 2008). */
export const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'] as const;

/** White stripes over the colour. */
export const HATCH = {
  symbol: 'rect',
  dashArrayX: [1, 0],
  dashArrayY: [3, 4],
  rotation: -Math.PI / 4,
  color: 'rgba(255, 255, 255, 0.75)',
};
