/** What the process and its drawing thread tell each other. */
import type { ChartSpec } from './chart-spec.ts';

export type Format = 'svg' | 'png';
export type Job = { readonly id: number; readonly spec: ChartSpec; readonly format: Format };
export type Done =
  | { readonly id: number; readonly content: string | Uint8Array }
  /** The name of the error: its message may hold what is drawn. */
  | { readonly id: number; readonly error: string };
