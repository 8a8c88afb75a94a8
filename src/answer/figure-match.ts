/** Whether a figure in the question is the fact's own. */
import type { Fact } from '../knowledge/fact.ts';
import type { FactBase } from '../knowledge/fact-base.ts';
import type { Figure } from '../language/figures.ts';
import { termsOf } from './terms.ts';
import { WORTH } from './worth.ts';

export function figureWorth(fact: Fact, figure: Figure, base: FactBase): number {
  if (figureAgrees(fact, figure)) return WORTH.figure;
  return termsOf(fact, base).figures.some((other) => sameFigure(other, figure)) ? WORTH.figureInText : 0;
}

/** Whether a figure in the question is the fact's own: amounts without their sign, within half a percent. */
export function figureAgrees(fact: Fact, figure: Figure): boolean {
  if (!unitsAgree(fact, figure)) return false;
  if (typeof fact.value === 'number') return close(Math.abs(fact.value), Math.abs(figure.value));
  if (!('zh' in fact.value)) {
    return figure.high === undefined
      ? fact.value.some((value) => close(value, figure.value))
      : close(fact.value[0], figure.value) && close(fact.value[1], figure.high);
  }
  return false;
}

export function unitsAgree(fact: Fact, figure: Figure): boolean {
  if (fact.unit === null) return false;
  if (figure.unit === null)
    return figure.value >= 1000 || fact.unit === 'count' || (fact.unit === '%' && figure.value >= 10);
  if (figure.unit === 'money') return fact.unit === 'CNY' || fact.unit === 'USD' || fact.unit === 'piece';
  if (figure.unit === 'card') return fact.unit === 'piece';
  if (figure.unit === 'points') return fact.unit === '%';
  // A wrong currency is a wrong figure of the right kind.
  if (figure.unit === 'CNY' || figure.unit === 'USD') return fact.unit === 'CNY' || fact.unit === 'USD';
  return figure.unit === fact.unit;
}

/** 13 % is how people say 13.11 %: no other figure, though it does not tell which fact is meant. */
export function isRounded({ value, unit }: Fact, said: number): boolean {
  return (
    unit === '%' &&
    typeof value === 'number' &&
    Number.isInteger(said) &&
    Math.round(Math.abs(value)) === Math.abs(said)
  );
}

function sameFigure(a: Figure, b: Figure): boolean {
  return close(a.value, b.value) && (a.unit === b.unit || a.unit === null || b.unit === null);
}

function close(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.abs(b) * 0.005;
}
