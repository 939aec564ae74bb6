/** Reads the operands of pdf.js' operators, which carry no types, warily. */
import { type Colour, MANY_COLOURS } from './marks.ts'
import type { Matrix } from './matrix.ts'

/** Operand `index` as a finite number, or `fallback`. */
export function numberAt(operands: unknown, index: number, fallback = 0): number {
  const value = elementAt(operands, index)
  return typeof value === 'number' && Number.isFinite(value) ? value : fallback
}

/** Element `index` of an array or typed array; undefined where there is none. */
export function elementAt(operands: unknown, index: number): unknown {
  if (Array.isArray(operands)) return operands[index]
  return operands instanceof Float32Array ? operands[index] : undefined
}

/** Six numbers as a transform; the identity's where some are missing. */
export function matrixOf(operands: unknown): Matrix {
  return [
    numberAt(operands, 0, 1),
    numberAt(operands, 1),
    numberAt(operands, 2),
    numberAt(operands, 3, 1),
    numberAt(operands, 4),
    numberAt(operands, 5),
  ]
}

/** A colour that pdf.js writes as `#rrggbb`. */
export function colourOf(hex: unknown): Colour {
  if (typeof hex !== 'string' || hex.length !== 7) return MANY_COLOURS
  const value = Number.parseInt(hex.slice(1), 16)
  return Number.isNaN(value) ? MANY_COLOURS : value
}

/** A member of an object that may be none. */
export function memberOf(object: unknown, name: string): unknown {
  return typeof object === 'object' && object !== null ? Reflect.get(object, name) : undefined
}
