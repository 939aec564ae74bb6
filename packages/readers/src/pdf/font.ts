/** What the interpreter needs to know of a font, read warily from pdf.js' font object. */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { elementAt } from './operands.ts'
import { OP, type OperatorList } from './pdfjs.ts'

export interface Font {
  readonly type3: boolean
  readonly vertical: boolean
  /** Glyph units to ems (Type 3: to text space). */
  readonly matrix: readonly number[]
  /** Top and bottom of the advance box above the base line, in ems. */
  readonly ascent: number
  readonly descent: number
  /** Em of a Type 3 font in text space; 1 for others. */
  readonly em: number
  /** `[-advance, x, y]` of a glyph without its own vertical metrics, in glyph units. */
  readonly verticalMetrics: readonly number[]
  /** Whether the font says which character this code is. */
  readonly maps: (code: number) => boolean
  /** The font does not say what its glyphs mean: their numbers are taken for those of a standard collection, or for ASCII. */
  readonly guessed: boolean
}

/**
 * The box of a Han glyph in its em, for fonts that do not say, and the bounds within which a font is believed:
 * many state the line height with its gap, and boxes that tall would overlap the rows above and below.
 */
const HAN_ASCENT = 0.88
const HAN_DESCENT = -0.12
const MAX_ASCENT = 0.95
const MIN_ASCENT = 0.5
const MIN_DESCENT = -0.25

/** A font that pdf.js could not load: glyphs still carry their widths. */
export const UNKNOWN_FONT: Font = {
  type3: false,
  vertical: false,
  matrix: [0.001, 0, 0, 0.001, 0, 0],
  ascent: HAN_ASCENT,
  descent: HAN_DESCENT,
  em: 1,
  verticalMetrics: [-1000, 500, 880],
  maps: () => true,
  guessed: false,
}

/** The fonts that a page's operators name. */
export async function fontsOf(
  page: PDFPageProxy,
  operators: OperatorList,
): Promise<ReadonlyMap<string, Font>> {
  const fonts = new Map<string, Font>()
  for (const name of fontNames(operators)) {
    const loaded = await new Promise<unknown>((resolve) => page.commonObjs.get(name, resolve))
    fonts.set(name, fontFrom(loaded))
  }
  return fonts
}

function fontNames(operators: OperatorList): ReadonlySet<string> {
  const names = new Set<string>()
  for (let i = 0; i < operators.fnArray.length; i += 1) {
    const code = operators.fnArray[i]
    if (code === OP.setFont) {
      const name = elementAt(operators.argsArray[i], 0)
      if (typeof name === 'string') names.add(name)
    } else if (code === OP.setGState) {
      const settings = elementAt(operators.argsArray[i], 0)
      for (const setting of Array.isArray(settings) ? settings : []) {
        const name = elementAt(elementAt(setting, 1), 0)
        if (elementAt(setting, 0) === 'Font' && typeof name === 'string') names.add(name)
      }
    }
  }
  return names
}

/** Fonts stay with their document, so each is looked at once. */
const known = new WeakMap<object, Font>()

function fontFrom(loaded: unknown): Font {
  if (typeof loaded !== 'object' || loaded === null) return UNKNOWN_FONT
  const font = known.get(loaded) ?? readFont(loaded)
  known.set(loaded, font)
  return font
}

function readFont(loaded: object): Font {
  const type3 = property(loaded, 'isType3Font') === true
  const matrix = numbersOf(property(loaded, 'fontMatrix'), 6) ?? UNKNOWN_FONT.matrix
  const box = type3 ? type3Extent(matrix, numbersOf(property(loaded, 'bbox'), 4)) : statedExtent(loaded)
  const maps = mappingOf(property(loaded, 'toUnicode'), property(loaded, 'composite') === true)
  const numbered = type3 && isNumbered(property(loaded, 'differences'))
  return {
    type3,
    matrix,
    ...box,
    vertical: property(loaded, 'vertical') === true,
    verticalMetrics: numbersOf(property(loaded, 'defaultVMetrics'), 3) ?? UNKNOWN_FONT.verticalMetrics,
    maps: numbered ? (code) => maps(code) || isPrintableAscii(code) : maps,
    guessed: numbered || isGuessed(loaded),
  }
}

/** In the collections Adobe-GB1, -CNS1, -Japan1 and -Korea1 these characters have these numbers, and there are many. */
const COLLECTION_STARTS: readonly (readonly [cid: number, character: string])[] = [
  [1, ' '],
  [17, '0'],
  [34, 'A'],
]
const COLLECTION_SIZE = 8000

/**
 * An embedded TrueType font with the encoding Identity-H and no ToUnicode: its codes are numbers of its own glyphs, yet
 * where it names a collection, pdf.js reads them as the collection's (ISO 32000-1, 9.10.2). In most TrueType fonts “1” has
 * the number that the collection gives to “3”.
 */
function isGuessed(loaded: object): boolean {
  if (property(loaded, 'type') !== 'CIDFontType2' || property(loaded, 'missingFile') !== false) return false
  const [codes, characters] = [property(loaded, 'cMap'), property(loaded, 'toUnicode')].map((map) =>
    typeof map === 'object' && map !== null ? property(map, '_map') : undefined,
  )
  if (!Array.isArray(codes) || codes.length > 0 || !Array.isArray(characters)) return false
  return (
    characters.length > COLLECTION_SIZE &&
    COLLECTION_STARTS.every(([cid, character]) => characters[cid] === character)
  )
}

/**
 * Whether the font names each glyph by its own code (`a97` for 97). TeX's drivers do so with the bitmaps of its text fonts,
 * which have letters, figures and most punctuation where ASCII has them (D. E. Knuth, The TeXbook, appendix F).
 */
function isNumbered(differences: unknown): boolean {
  if (!Array.isArray(differences)) return false
  const named = Object.entries(differences).filter(([, name]) => name !== '.notdef')
  return (
    named.length > 0 && named.every(([code, name]) => /^[A-Za-z](\d+)$/u.exec(String(name))?.[1] === code)
  )
}

function isPrintableAscii(code: number): boolean {
  return code > 0x20 && code < 0x7f
}

function statedExtent(loaded: object): Pick<Font, 'ascent' | 'descent' | 'em'> {
  const ascent = property(loaded, 'ascent')
  const descent = property(loaded, 'descent')
  const believed = typeof ascent === 'number' && ascent >= MIN_ASCENT
  return {
    ascent: believed ? Math.min(ascent, MAX_ASCENT) : HAN_ASCENT,
    descent: typeof descent === 'number' && descent < 0 ? Math.max(descent, MIN_DESCENT) : HAN_DESCENT,
    em: 1,
  }
}

/** Type 3 glyphs are drawings: their extent is the font's box, in whatever units the font matrix makes of it. */
function type3Extent(
  matrix: readonly number[],
  box: readonly number[] | null,
): Pick<Font, 'ascent' | 'descent' | 'em'> {
  const up = matrix[3] ?? 0
  const edges = [(box?.[1] ?? 0) * up, (box?.[3] ?? 0) * up]
  const top = Math.max(...edges)
  const bottom = Math.min(...edges)
  if (top - bottom > 0) return { ascent: top, descent: bottom, em: top - bottom }
  const em = Math.abs(up) < 0.1 ? Math.abs(up) * 1000 : Math.abs(up)
  return { ascent: HAN_ASCENT * em, descent: HAN_DESCENT * em, em }
}

/**
 * pdf.js falls back to the character code where a font maps a code to nothing, and to codes throughout where a
 * composite font has no mapping at all: such text looks like text and is not.
 */
function mappingOf(toUnicode: unknown, composite: boolean): (code: number) => boolean {
  if (typeof toUnicode !== 'object' || toUnicode === null) return () => true
  const table = property(toUnicode, '_map')
  if (Array.isArray(table)) return (code) => table[code] !== undefined
  return () => !composite
}

function property(of: object, name: string): unknown {
  return name in of ? Reflect.get(of, name) : undefined
}

function numbersOf(value: unknown, count: number): readonly number[] | null {
  if (typeof value !== 'object' || value === null) return null
  const list: number[] = []
  for (let i = 0; i < count; i += 1) {
    // Plain or typed array, depending on how pdf.js packed the font.
    const item: unknown = Reflect.get(value, i)
    if (typeof item !== 'number' || !Number.isFinite(item)) return null
    list.push(item)
  }
  return list
}
