/** Reads one sheet's XML: its cells as stored, its merged ranges, what it hides. */
import { UnreadableError } from '../unreadable.ts'
import { scanXml } from '../xml.ts'
import { type Place, parseAddress } from './address.ts'
import { RichText } from './rich-text.ts'

/** Cells with something in them: a ledger may have as many, a filing has some hundreds. */
const maxCells = 500_000
const maxMerges = 100_000

export type CellKind = 'number' | 'shared' | 'text' | 'boolean' | 'error' | 'date'

/** A cell as stored, 0-based. */
export interface StoredCell extends Place {
  readonly kind: CellKind
  /** The raw value; null where the cell has only a formula that nobody has computed. */
  readonly value: string | null
  /** Text of its own that somebody crossed out; it is no part of the value. */
  readonly struck: string
  readonly style: number
  readonly formula: string | null
}

/** A merged range, both corners included. */
export interface MergedRange {
  readonly from: Place
  readonly to: Place
}

export interface StoredSheet {
  readonly cells: readonly StoredCell[]
  readonly merges: readonly MergedRange[]
  /** 0-based. */
  readonly hiddenRows: readonly number[]
  readonly hiddenColumns: readonly { readonly from: number; readonly to: number }[]
}

/** Throws `UnreadableError`: damaged, too-large. Only what stands in the file is walked, never a declared range. */
export function readSheet(xml: string): StoredSheet {
  const cells: StoredCell[] = []
  const merges: MergedRange[] = []
  const hiddenRows: number[] = []
  const hiddenColumns: { from: number; to: number }[] = []
  let row = -1
  let column = -1
  let open: {
    type: string
    style: number
    value: string | null
    text: RichText
    formula: string | null
  } | null = null
  let into: 'value' | 'formula' | null = null

  scanXml(xml, {
    open: (name, attributes) => {
      if (name === 'row') {
        row = attributes.r === undefined ? row + 1 : Number(attributes.r) - 1
        column = -1
        if (isTrue(attributes.hidden)) hiddenRows.push(row)
      } else if (name === 'c') {
        const place = attributes.r === undefined ? null : parseAddress(attributes.r)
        column = place?.column ?? column + 1
        row = place?.row ?? row
        open = {
          type: attributes.t ?? 'n',
          style: Number(attributes.s ?? 0),
          value: null,
          text: new RichText(),
          formula: null,
        }
      } else if (name === 'v') into = 'value'
      else if (name === 'f') {
        into = 'formula'
        if (open !== null) open.formula = ''
      } else if (name === 'mergeCell') {
        const range = parseRange(attributes.ref ?? '')
        if (range !== null) merges.push(range)
        if (merges.length > maxMerges) throw tooMany('合并区域', 'merged ranges', maxMerges)
      } else if (name === 'col' && isTrue(attributes.hidden)) {
        hiddenColumns.push({ from: Number(attributes.min) - 1, to: Number(attributes.max) - 1 })
      } else open?.text.open(name, attributes)
    },
    text: (part) => {
      if (open === null) return
      if (into === 'value') open.value = (open.value ?? '') + part
      else if (into === 'formula') open.formula = (open.formula ?? '') + part
      else open.text.add(part)
    },
    close: (name) => {
      if (name === 'v' || name === 'f') into = null
      else if (name === 'c' && open !== null) {
        const { type, style, formula, text } = open
        const [value, struck] = type === 'inlineStr' ? [text.text, text.struck] : [open.value, '']
        open = null
        if ((value === null || value === '') && struck === '' && formula === null) return
        if (cells.length >= maxCells) throw tooMany('单元格', 'cells', maxCells)
        cells.push({ row, column, kind: kinds[type] ?? 'text', value, struck, style, formula })
      } else open?.text.close(name)
    },
  })
  return { cells, merges, hiddenRows, hiddenColumns }
}

const kinds: Readonly<Record<string, CellKind>> = {
  n: 'number',
  s: 'shared',
  str: 'text',
  inlineStr: 'text',
  b: 'boolean',
  e: 'error',
  d: 'date',
}

function parseRange(ref: string): MergedRange | null {
  const [first = '', last = first] = ref.split(':')
  const [one, other] = [parseAddress(first), parseAddress(last)]
  if (one === null || other === null) return null
  return {
    from: { row: Math.min(one.row, other.row), column: Math.min(one.column, other.column) },
    to: { row: Math.max(one.row, other.row), column: Math.max(one.column, other.column) },
  }
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}

function tooMany(zh: string, en: string, limit: number): UnreadableError {
  return new UnreadableError('too-large', {
    zh: `工作表过大，未读取：${zh}超过 ${limit} 个`,
    en: `a sheet is too large to read: more than ${limit} ${en}`,
  })
}
