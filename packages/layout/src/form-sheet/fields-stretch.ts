/** A stretch of a sheet, line after line, as one row of labels with their values. */
import { apartness, heightsOf, type StandingCell } from './apartness.ts'
import { areSame, clustersOf, linesOf, type Standing } from './blocks.ts'
import { brokenPair, raggedness } from './cell-lines.ts'
import type { Phrase } from './phrase.ts'
import {
  type Costs,
  costsOf,
  MOST_LABEL_LINES,
  partsIn,
  type Reading,
  type RowCell,
  type SheetGround,
} from './row.ts'
import { cost } from './row-costs.ts'
import type { LabelPart } from './vocabulary.ts'

/** A row whose label nobody knows is only believed where it has no more phrases. */
const MOST_UNKNOWN = 16

/** What is seen of a cell. */
interface Looks extends StandingCell {
  readonly parts: ReadonlySet<LabelPart>
  readonly brokenness: number
  readonly raggedness: number
}

export interface FieldsReading {
  readonly row: Reading['row']
  /** A label of fields stands before it, or one that nobody knows. */
  readonly isLabelled: boolean
  /** Below heads, pairs of labels and amounts that no label stands before are the section's own rows rather. */
  readonly costs: { readonly belowHeads: Costs; readonly aboveHeads: Costs }
}

/** Whether a phrase stands in the column of labels. */
export function standsAsLabel({ x1 }: Phrase, { sheet, frame }: SheetGround): boolean {
  return x1 < frame.labelEnd + sheet.em * 0.3
}

export class FieldsStretch {
  readonly #ground: SheetGround
  readonly #standings: readonly Standing[]
  readonly #label: Phrase[] = []
  /** From left to right. */
  readonly #rest: Phrase[] = []
  /** By their first phrases: a cell that has not grown looks as before. */
  readonly #looks = new Map<Phrase, Looks>()

  constructor(ground: SheetGround, standings: readonly Standing[]) {
    this.#ground = ground
    this.#standings = standings
  }

  add(phrases: readonly Phrase[]): void {
    for (const phrase of phrases) {
      if (standsAsLabel(phrase, this.#ground)) this.#label.push(phrase)
      else this.#rest.splice(this.#rest.findLastIndex(({ x0 }) => x0 <= phrase.x0) + 1, 0, phrase)
    }
  }

  /** Whether the stretch can be such a row, now or with further lines, of which some are labels or (`withLabels`) none is. */
  mayBeRow(withLabels: boolean): boolean {
    if (this.#label.length > MOST_LABEL_LINES) return false
    return withLabels || !this.#isCrowd()
  }

  /** So many phrases are only believed to be a row behind the label of a field. */
  #isCrowd(): boolean {
    return this.#label.length + this.#rest.length > MOST_UNKNOWN && !this.#hasField()
  }

  #hasField(): boolean {
    return this.#label.length > 0 && this.#looksOf(this.#label).parts.has('field')
  }

  /** The stretch as a row of labels with their values; null where it has none. */
  read(): FieldsReading | null {
    if (this.#label.length > MOST_LABEL_LINES || this.#isCrowd()) return null
    const label = this.#label.length === 0 ? null : this.#looksOf(this.#label)
    const values = clustersOf(this.#rest).map((own) => this.#looksOf(own))
    if (label === null && !values.some(({ parts }) => parts.has('pair'))) return null
    const cells = values.map(({ phrases, parts }): RowCell => {
      return { phrases, isLabel: parts.has('field') || parts.has('pair') }
    })
    const all = label === null ? values : [label, ...values]
    const broken = all.reduce((sum, { brokenness }) => sum + brokenness, 0)
    const apart = costsOf(this.#standings, (standing) => apartness(all, standing, this.#ground.sheet.em))
    const costs = (isBelowHeads: boolean): Costs => {
      const before = costOfLabels(label, cells, isBelowHeads)
      return costsOf(this.#standings, (standing) =>
        values.reduce((sum, { raggedness }) => sum + raggedness, before + (broken + (apart[standing] ?? 0))),
      )
    }
    return {
      row: () => ({ kind: 'fields', label: [...this.#label], cells }),
      isLabelled: label !== null,
      costs: { aboveHeads: costs(false), belowHeads: costs(true) },
    }
  }

  #looksOf(phrases: readonly Phrase[]): Looks {
    const [first] = phrases
    const known = first === undefined ? undefined : this.#looks.get(first)
    if (known !== undefined && areSame(known.phrases, phrases)) return known
    const looks = this.#looked([...phrases])
    if (first !== undefined) this.#looks.set(first, looks)
    return looks
  }

  #looked(phrases: readonly Phrase[]): Looks {
    const { sheet, book } = this.#ground
    const lines = linesOf(phrases)
    return {
      phrases,
      parts: partsIn(phrases, book),
      ...heightsOf(phrases),
      brokenness: lines.reduce(
        (sum, line, index) => sum + brokenPair(lines[index - 1] ?? [], line, sheet),
        0,
      ),
      raggedness: raggedness(lines),
    }
  }
}

/** What labels speak for the row, or their lack against it. */
function costOfLabels(label: Looks | null, cells: readonly RowCell[], isBelowHeads: boolean): number {
  const hasField = label?.parts.has('field') === true
  const known = (hasField ? 1 : 0) + cells.filter(({ isLabel }) => isLabel).length
  if (label === null) {
    const unpaired = cells.filter(({ isLabel }, index) => !isLabel && cells[index - 1]?.isLabel !== true)
    return (isBelowHeads ? cost.pairsBelowHeads : known * cost.knownLabel) + unpaired.length * cost.unpaired
  }
  if (hasField) return known * cost.knownLabel
  const empty = cells.length === 0 ? cost.unknownLabelAlone : 0
  return (isBelowHeads ? 0 : known * cost.knownLabel) + cost.unknownLabel + empty
}
