/** The operators that set the text state and move the current point (ISO 32000-1, 9.3 and 9.4). */
import type { Font } from './font.ts'
import type { GraphicsState } from './graphics-state.ts'
import { IDENTITY, type Matrix } from './matrix.ts'
import { elementAt, matrixOf, numberAt } from './operands.ts'
import { OP } from './pdfjs.ts'

/** Changes the state by one text operator; every other operator changes nothing. */
export function runTextOperator(
  state: GraphicsState,
  fonts: ReadonlyMap<string, Font>,
  operator: number,
  operands: unknown,
): void {
  switch (operator) {
    case OP.beginText:
      setTextMatrix(state, IDENTITY)
      break
    case OP.setTextMatrix:
      setTextMatrix(state, matrixOf(elementAt(operands, 0)))
      break
    case OP.moveText:
      moveText(state, numberAt(operands, 0), numberAt(operands, 1))
      break
    case OP.setLeadingMoveText:
      state.leading = -numberAt(operands, 1)
      moveText(state, numberAt(operands, 0), numberAt(operands, 1))
      break
    case OP.nextLine:
      moveText(state, 0, -state.leading)
      break
    case OP.setFont:
      setFont(state, fonts, elementAt(operands, 0), numberAt(operands, 1))
      break
    case OP.setCharSpacing:
      state.charSpacing = numberAt(operands, 0)
      break
    case OP.setWordSpacing:
      state.wordSpacing = numberAt(operands, 0)
      break
    case OP.setHScale:
      state.horizontalScale = numberAt(operands, 0, 100) / 100
      break
    case OP.setLeading:
      state.leading = numberAt(operands, 0)
      break
    case OP.setTextRise:
      state.rise = numberAt(operands, 0)
      break
    case OP.setTextRenderingMode:
      state.renderingMode = numberAt(operands, 0)
      break
    default:
  }
}

/** A font that is not known leaves the last one. A negative size writes backwards. */
export function setFont(
  state: GraphicsState,
  fonts: ReadonlyMap<string, Font>,
  name: unknown,
  size: number,
): void {
  const font = typeof name === 'string' ? fonts.get(name) : undefined
  if (font !== undefined) state.font = font
  state.fontSize = Math.abs(size)
  state.direction = size < 0 ? -1 : 1
}

function setTextMatrix(state: GraphicsState, matrix: Matrix): void {
  state.textMatrix = matrix
  state.x = 0
  state.y = 0
  state.lineX = 0
  state.lineY = 0
}

function moveText(state: GraphicsState, dx: number, dy: number): void {
  state.lineX += dx
  state.lineY += dy
  state.x = state.lineX
  state.y = state.lineY
}
