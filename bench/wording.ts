/** How figures and periods are written in statements and questions. */
import type { Locale } from '../src/language/locale.ts';

const QUARTERS = ['一', '二', '三', '四'];

/** '2024' → '2024年', '2025-Q1' → '2025年第一季度' or 'the first quarter of 2025' shortened to 'Q1 2025'. */
export function periodWords(period: string, locale: Locale): string {
  const [year, quarter] = period.split('-Q');
  if (quarter === undefined) return locale === 'zh' ? `${year}年` : `${year}`;
  return locale === 'zh' ? `${year}年第${QUARTERS[Number(quarter) - 1]}季度` : `Q${quarter} ${year}`;
}

/** An amount without its sign: 1230000000 CNY → '12.3亿元', 'CNY 1.23 billion'. */
export function amountWords(value: number, unit: string, locale: Locale): string {
  const size = Math.abs(value);
  if (unit === '%') return `${size}%`;
  return locale === 'zh' ? zhAmount(size, unit) : enAmount(size, unit);
}

function zhAmount(size: number, unit: string): string {
  const number = size >= 1e8 ? `${short(size / 1e8)}亿` : size >= 1e4 ? `${short(size / 1e4)}万` : `${size}`;
  return `${number}${unit === 'CNY' ? '元' : unit === 'USD' ? '美元' : '张'}`;
}

function enAmount(size: number, unit: string): string {
  const number =
    size >= 1e9
      ? `${short(size / 1e9)} billion`
      : size >= 1e6
        ? `${short(size / 1e6)} million`
        : size.toLocaleString('en-US');
  return unit === 'piece' ? `${number} units` : `${unit} ${number}`;
}

function short(value: number): string {
  return String(Number(value.toFixed(4)));
}
