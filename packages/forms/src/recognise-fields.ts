/** Fields: labels with the text beside them, below them, or after their colon. */
import type { Cell } from '@backfile/layout'
import { type Doubt, type Field, joinLines, type Locator } from '@backfile/model'
import type { FieldDefinition, FormDefinition } from './form-definition.ts'
import type { GridRow } from './grid.ts'
import { bestMatch } from './labels.ts'
import type { Heading } from './split.ts'

/** Longest field label, in characters; longer cells are values. */
const LONGEST_LABEL = 40

/** Confidence of a field whose text stands in several cells: they may not all be its. */
const SEVERAL_CELLS = 0.85

interface Labelled {
  readonly cell: Cell
  readonly field: FieldDefinition
  readonly likeness: number
  /** What stands after the label's colon in the same cell. */
  readonly inline: string
}

export interface FieldReader {
  /** Reads the row's fields; false where the row has none. */
  readonly readRow: (row: GridRow) => boolean
  /** Reads `填报单位：…　填报日期：…` from a line outside the table. */
  readonly readHeading: (heading: Heading) => boolean
  /** Whether a cell is a field's label. */
  readonly isLabel: (cell: Cell) => boolean
  readonly fields: () => readonly Field[]
  readonly doubts: () => readonly Doubt[]
}

/** Whether a label and its text that are no field's are read by another part: an amount among the fields. */
export type TakesPair = (label: Cell, value: Cell) => boolean

/** A reader of one filing's fields; rows are given to it in order. */
export function fieldReader(form: FormDefinition, takesPair: TakesPair): FieldReader {
  const fields: Field[] = []
  const doubts: Doubt[] = []
  /** The labels of a row that has nothing else: their texts are below them, in the next row. */
  let waiting: readonly Labelled[] = []

  const add = (labelled: Labelled, text: string, locators: readonly Locator[], confidence: number): void => {
    const field: Field = {
      key: labelled.field.key,
      label: labelText(labelled),
      text: text === '' ? null : text,
      confidence: Math.min(confidence, labelled.cell.confidence, labelled.likeness),
      locators: locators.length > 0 ? locators : labelled.cell.locators,
    }
    const at = fields.findIndex((known) => known.key === field.key)
    const known = fields[at]
    if (known === undefined) fields.push(field)
    else if (known.text === null) fields[at] = field
    else if (field.text !== null && field.text !== known.text) doubts.push(statedTwice(at, known, field))
  }

  /** A cell is asked more than once whether it is a label, and the same texts stand in many cells. */
  const matches = new Map<string, { readonly choice: FieldDefinition; readonly likeness: number } | null>()
  const fieldNamed = (
    text: string,
  ): { readonly choice: FieldDefinition; readonly likeness: number } | null => {
    const before = matches.get(text)
    if (before !== undefined) return before
    const found = bestMatch(text, form.fields)
    matches.set(text, found)
    return found
  }

  const labelOf = (cell: Cell): Labelled | null => {
    if (cell.text === '') return null
    const found = cell.text.length <= LONGEST_LABEL ? fieldNamed(cell.text) : null
    if (found !== null) return { cell, field: found.choice, likeness: found.likeness, inline: '' }
    const colon = cell.text.search(/[:：]/)
    if (colon < 2 || colon > LONGEST_LABEL) return null
    const named = bestMatch(cell.text.slice(0, colon), form.fields, 0.95)
    if (named === null) return null
    return { cell, field: named.choice, likeness: named.likeness, inline: cell.text.slice(colon + 1).trim() }
  }

  const notTaken = ({ label, value }: UnknownPair): boolean => !takesPair(label, value)

  const readRow = (row: GridRow): boolean => {
    const waited = waiting
    waiting = []
    const labels = row.cells.map(labelOf)
    if (waited.length > 0 && readBelow(waited, row, labels)) return true
    for (const label of waited) add(label, '', [], 1)
    const [only, ...others] = row.cells.filter((cell) => cell.text !== '')
    if (only !== undefined && others.length === 0 && severalInline(only.text)) return readHeading(only)
    const firstKnown = labels.findIndex((label) => label !== null)
    if (firstKnown < 0) return false
    const heads = labelsAlone(row, labels)
    if (heads.length > 0) {
      waiting = heads
      return true
    }
    doubts.push(...leadingPairs(row, firstKnown).filter(notTaken).map(labelUnknown))
    for (const [index, label] of labels.entries()) {
      if (label === null) continue
      const rest = labels.slice(index + 1).findIndex((other) => other !== null)
      const until = rest < 0 ? row.cells.length : index + 1 + rest
      const { own: between, pairs } = unknownPairsApart(row.cells.slice(index + 1, until))
      doubts.push(...pairs.filter(notTaken).map(labelUnknown))
      const values = between.filter((cell) => cell.text !== '')
      const begunAbove = label.cell.row < row.index
      if (begunAbove) continueField(label, values)
      else {
        const texts = [label.inline, ...values.map((cell) => cell.text)].filter((text) => text !== '')
        const confidence = Math.min(
          values.length > 1 ? SEVERAL_CELLS : 1,
          ...values.map((cell) => cell.confidence),
        )
        add(
          label,
          texts.join(' '),
          values.flatMap((cell) => cell.locators),
          confidence,
        )
      }
    }
    return true
  }

  /** Reads the texts below the labels of the row above; false where they do not stand below them. */
  const readBelow = (
    waited: readonly Labelled[],
    row: GridRow,
    labels: readonly (Labelled | null)[],
  ): boolean => {
    const begun = row.cells.filter((cell) => cell.row === row.index)
    const below = waited.map(({ cell }) =>
      begun.find(({ column, columnSpan }) => column === cell.column && columnSpan === cell.columnSpan),
    )
    const isText = (cell: Cell | undefined): boolean =>
      cell !== undefined && labels[row.cells.indexOf(cell)] === null
    const filled = begun.filter((cell) => cell.text !== '')
    if (filled.length === 0 || !below.every(isText) || !filled.every((cell) => below.includes(cell)))
      return false
    for (const [index, label] of waited.entries()) {
      const text = below[index]
      if (text !== undefined) add(label, text.text, text.locators, text.confidence)
    }
    return true
  }

  /** A merged label whose text runs over several rows. */
  const continueField = (label: Labelled, values: readonly Cell[]): void => {
    const begun = values.filter((cell) => cell.row > label.cell.row)
    const at = fields.findIndex((field) => field.key === label.field.key)
    const known = fields[at]
    if (known === undefined || begun.length === 0) return
    fields[at] = {
      ...known,
      text: [known.text, ...begun.map((cell) => cell.text)].filter((text) => text !== null).join('\n'),
      confidence: Math.min(known.confidence, ...begun.map((cell) => cell.confidence)),
      locators: [...known.locators, ...begun.flatMap((cell) => cell.locators)],
    }
  }

  const readHeading = (heading: Heading): boolean => {
    let found = false
    for (const text of inlineParts(heading.text)) {
      const place = { row: 0, column: 0, rowSpan: 1, columnSpan: 1, locators: heading.locators }
      const label = labelOf({ ...place, text, confidence: heading.confidence })
      if (label === null || label.inline === '') continue
      add(label, label.inline, heading.locators, heading.confidence)
      found = true
    }
    return found
  }

  return {
    readRow,
    readHeading,
    isLabel: (cell) => labelOf(cell) !== null,
    fields: () => fields,
    doubts: () => doubts,
  }
}

/** 单位负责人：… 填报人：… 2025年9月30日 taken apart where a label or a date begins. */
const inlineParts = (text: string): readonly string[] =>
  text.split(/\s+(?=[^\s:：]{2,16}[:：]|(?:19|20)\d{2}\s*年)/)

/** Whether a line has several labels with their texts. */
const severalInline = (text: string): boolean =>
  inlineParts(text).filter((part) => /^[^\s:：]{2,16}[:：]/.test(part)).length > 1

/** The labels of a row of labels only, beside at most a merged label of them all (总体目标 · 实施期目标 · 年度目标). */
function labelsAlone(row: GridRow, labels: readonly (Labelled | null)[]): readonly Labelled[] {
  const [first] = row.cells
  const merged = first !== undefined && first.rowSpan > 1 && row.cells.length > 2
  const last = row.cells.findLastIndex((cell) => cell.text !== '')
  const heads = labels.slice(merged ? 1 : 0, last + 1)
  const bare = heads.filter((label) => label !== null)
  const plain = bare.every(
    ({ cell, inline }) => inline === '' && cell.row === row.index && cell.rowSpan === 1,
  )
  return bare.length === heads.length && plain ? bare : []
}

function labelText({ cell, inline }: Labelled): string {
  const label = inline === '' ? cell.text : cell.text.slice(0, cell.text.search(/[:：]/))
  return joinLines(label).replace(/[:：]\s*$/, '')
}

/** A label and its value, of which the form knows nothing. */
interface UnknownPair {
  readonly label: Cell
  readonly value: Cell
}

/**
 * Cells between a known label and the next: its own value, and after it label and value of what this form does not
 * know (项目属性 · 延续项目 · 项目起止时间 · 2022年1月至2024年12月).
 */
function unknownPairsApart(between: readonly Cell[]): {
  own: readonly Cell[]
  pairs: readonly UnknownPair[]
} {
  const whole = { own: between, pairs: [] }
  if (between.length < 3 || between.length % 2 === 0) return whole
  const pairs: UnknownPair[] = []
  for (let at = 1; at + 1 < between.length; at += 2) {
    const label = between[at]
    const value = between[at + 1]
    if (label === undefined || value === undefined || !looksLikeLabel(label)) return whole
    pairs.push({ label, value })
  }
  return { own: between.slice(0, 1), pairs }
}

/** Label and value before the first label that this form knows. */
function leadingPairs(row: GridRow, firstKnown: number): UnknownPair[] {
  const [label, value, ...more] = row.cells.slice(0, firstKnown).filter((cell) => cell.row === row.index)
  if (label === undefined || value === undefined || more.length > 0 || !looksLikeLabel(label)) return []
  return value.text === '' ? [] : [{ label, value }]
}

const looksLikeLabel = (cell: Cell): boolean =>
  /^\p{Script=Han}{3,12}(?:[（(].{1,10}[）)])?[:：]?$/u.test(joinLines(cell.text))

function labelUnknown({ label, value }: UnknownPair): Doubt {
  const text = `${joinLines(label.text)} | ${value.text}`
  return {
    check: 'form/label-unknown',
    severity: value.text === '' ? 'info' : 'warning',
    message: {
      zh: `这种表格没有“${joinLines(label.text)}”一栏，未读入：${value.text}`,
      en: `This form has no “${joinLines(label.text)}”; its content was not taken: ${value.text}`,
    },
    subjects: ['form'],
    expected: null,
    actual: text,
    locators: [...label.locators, ...value.locators],
  }
}

function statedTwice(at: number, known: Field, again: Field): Doubt {
  return {
    check: 'fields/stated-twice',
    severity: 'warning',
    message: {
      zh: `“${known.label}”填了两次且不同：“${known.text}”与“${again.text}”，取前者。`,
      en: `“${known.label}” is given twice and differs: “${known.text}” and “${again.text}”; the first is taken.`,
    },
    subjects: [`fields/${at}`],
    expected: known.text,
    actual: again.text,
    locators: [...known.locators, ...again.locators],
  }
}
