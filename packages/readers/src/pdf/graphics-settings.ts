/** Graphics state dictionaries (ISO 32000-1, 8.4.5): several parameters set at once, as pdf.js lists them. */
import type { Font } from './font.ts'
import type { GraphicsState } from './graphics-state.ts'
import { elementAt, numberAt } from './operands.ts'
import { setFont } from './text-operators.ts'

/**
 * Changes the state by a list of name and value. Gives whether the next picture has a mask where the list says so:
 * pdf.js announces a masked picture by switching the soft mask off, alone.
 */
export function applySettings(
  state: GraphicsState,
  fonts: ReadonlyMap<string, Font>,
  settings: unknown,
): boolean | null {
  let masked: boolean | null = null
  const list = Array.isArray(settings) ? settings : []
  for (const setting of list) {
    const value = elementAt(setting, 1)
    switch (elementAt(setting, 0)) {
      case 'LW':
        state.lineWidth = numberAt(setting, 1, 1)
        break
      case 'ca':
        state.fillAlpha = numberAt(setting, 1, 1)
        break
      case 'CA':
        state.strokeAlpha = numberAt(setting, 1, 1)
        break
      case 'BM':
        state.blends = value !== 'source-over'
        break
      case 'SMask':
        state.softMasked = value !== false
        masked = value === false && list.length === 1
        break
      case 'Font':
        setFont(state, fonts, elementAt(value, 0), numberAt(value, 1))
        break
      default:
    }
  }
  return masked
}
