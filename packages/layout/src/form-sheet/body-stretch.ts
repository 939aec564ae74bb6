/** A stretch of a sheet, line after line, as one row under the heads of a section. */
import { apartness, type StandingCell } from './apartness.ts'
import { areTwoLevels, clustersAcross, linesOf, type Standing } from './blocks.ts'
import { columnAt, firstToken, goOnBelow, type Line } from './cell-lines.ts'
import { GrowingCell } from './growing-cell.ts'
import type { Head } from './head.ts'
import type { Section } from './heads.ts'
import { centreOf, cutAt, type Phrase } from './phrase.ts'
import { type BodyRow, costsOf, partsIn, type Reading, type SheetGround } from './row.ts'
import { cost } from './row-costs.ts'

/** The last line of each cell of a row but of those that name its groups, which may stand anywhere beside it. */
export interface RowEnds {
  readonly section: Section
  readonly lines: readonly (Line | undefined)[]
}

export function endsOf({ section, columns }: BodyRow): RowEnds {
  const own = columns.filter((_, index) => !isGroup(section.heads[index]))
  return { section, lines: own.map((cell) => linesOf(cell).at(-1)) }
}

export interface BodyReading extends Reading {
  /** Whether the row may be the rest of the one above it, whose cells end so. To be asked before the stretch grows. */
  readonly goesOnFrom: (above: RowEnds) => boolean
}

/** A cell of a column of groups; what the column has between its edges, points. */
interface GroupCell {
  readonly own: GrowingCell
  readonly width: number
}

export class BodyStretch {
  readonly #section: Section
  readonly #ground: SheetGround
  readonly #standings: readonly Standing[]
  readonly #columns: readonly GrowingCell[]
  readonly #body: readonly GrowingCell[]
  readonly #groups: readonly GroupCell[]
  readonly #before: Phrase[] = []
  /** What the labels of groups cost, and how many they were. */
  #levelled = { count: 0, cost: 0 }

  constructor(section: Section, ground: SheetGround, standings: readonly Standing[]) {
    this.#section = section
    this.#ground = ground
    this.#standings = standings
    this.#columns = section.heads.map(() => this.#newCell())
    this.#body = this.#columns.filter((_, index) => !isGroup(section.heads[index]))
    this.#groups = this.#columns.flatMap((own, index) =>
      isGroup(section.heads[index])
        ? [{ own, width: (section.edges[index + 1] ?? 0) - (section.edges[index] ?? 0) }]
        : [],
    )
  }

  #newCell(): GrowingCell {
    return new GrowingCell(this.#section, this.#ground.sheet, this.#ground.book)
  }

  add(phrases: readonly Phrase[]): void {
    for (const phrase of phrases) {
      for (const { piece, column } of piecesIn(this.#section, phrase)) {
        const cell = this.#columns[column]
        if (cell === undefined) this.#before.push(piece)
        else cell.add(piece)
      }
    }
  }

  /** The stretch as a row; null where it has no text in any column. */
  read(): BodyReading | null {
    const { isHeadless } = this.#section
    const filled = this.#body.filter((cell) => !cell.isEmpty)
    if (filled.length === 0 && (!isHeadless || this.#before.length === 0)) return this.#labelAlone()
    const labels = isHeadless ? clustersAcross(this.#before) : []
    const label = labels.at(-1)
    const aligned = label === undefined ? filled : [...filled, this.#labelCell(label)]
    let before = this.#labelsOutside() * cost.labelOutside + this.#twoLevels()
    if (isHeadless) {
      if (label === undefined) before += cost.noName
      if (filled.length === 0) before += cost.noValue
    } else {
      before += this.#before.length * cost.stray
      before += this.#emptiness()
    }
    let broken = 0
    const texts: number[] = []
    for (const cell of aligned) {
      broken += cell.brokenness
      texts.push(cell.nameCost)
      if (!isCount(cell.phrases, this.#section)) texts.push(cell.figureCost)
    }
    return {
      row: this.#rowWith(labels),
      costs: costsOf(this.#standings, (standing) => {
        let sum = before + (broken + apartness(aligned, standing, this.#ground.sheet.em))
        for (const text of texts) sum += text
        return sum
      }),
      goesOnFrom: (above) => this.#goesOnFrom(above),
    }
  }

  #goesOnFrom(above: RowEnds): boolean {
    const section = this.#section
    const starts = this.#body.map(({ firstLine }) => firstLine)
    return above.section === section && goOnBelow(above.lines, starts, section)
  }

  #rowWith(labels: readonly (readonly Phrase[])[]): Reading['row'] {
    return () => ({
      kind: 'body',
      section: this.#section,
      columns: this.#columns.map(({ phrases }) => [...phrases]),
      labels,
    })
  }

  /** A label before the columns of a headless section as a cell. */
  #labelCell(label: readonly Phrase[]): GrowingCell {
    const cell = this.#newCell()
    for (const phrase of [...label].sort((a, b) => a.y - b.y)) cell.add(phrase)
    return cell
  }

  /** The row's own label is the innermost: those of wider groups may stand at any height beside it. */
  #labelAlone(): BodyReading | null {
    const own = this.#groups.findLast((group) => !group.own.isEmpty)?.own
    if (own === undefined || this.#before.length > 0) return null
    const alone = cost.labelAlone + own.brokenness + this.#twoLevels()
    return {
      row: this.#rowWith([]),
      costs: costsOf(this.#standings, () => alone),
      goesOnFrom: () => false,
    }
  }

  /**
   * How many labels of groups stand a row's height above or below all text of the row, and are no broken line's other
   * part: they are another row's.
   */
  #labelsOutside(): number {
    const {
      sheet: { rowPitch, mostLeading, em },
      book,
    } = this.#ground
    const [top, bottom] = [least(this.#body), most(this.#body)]
    return this.#groups.reduce((sum, { own: { phrases }, width }) => {
      if (phrases.length === 0) return sum
      const room = width - 2 * MOST_PADDING_EM * em
      const isBroken = (above: Phrase, below: Phrase): boolean =>
        below.y > above.y &&
        below.y - above.y < mostLeading &&
        room - (above.x1 - above.x0) < firstToken(below) &&
        !areTwoLevels(above, below, book)
      const outside = phrases.filter(
        (label) =>
          (label.y < top - rowPitch * 0.85 || label.y > bottom + rowPitch * 0.85) &&
          !phrases.some((other) => isBroken(other, label) || isBroken(label, other)),
      )
      return sum + outside.length
    }, 0)
  }

  /** A row stands beside one label of each column of groups. */
  #twoLevels(): number {
    const count = this.#groups.reduce((sum, { own }) => sum + own.phrases.length, 0)
    if (count !== this.#levelled.count) this.#levelled = { count, cost: this.#levelPairs() * cost.twoLevels }
    return this.#levelled.cost
  }

  #levelPairs(): number {
    const { book } = this.#ground
    return this.#groups.reduce(
      (sum, { own: { phrases } }) =>
        sum +
        phrases.reduce(
          (pairs, above) =>
            pairs + phrases.filter((below) => below.y > above.y && areTwoLevels(above, below, book)).length,
          0,
        ),
      0,
    )
  }

  /** A row has a name, and a value but where it is a known line; other columns may be empty. */
  #emptiness(): number {
    const { names, values, needed } = columnsOf(this.#section)
    const noValue = this.#areEmpty(values)
    return (
      (this.#areEmpty(names) ? cost.noName : 0) +
      (noValue ? (this.#isKnownLine() ? cost.lineAlone : cost.noValue) : 0) +
      this.#countEmpty(needed) * cost.oneMissing
    )
  }

  /** Whether there are such columns, and no text in any. */
  #areEmpty(columns: readonly number[]): boolean {
    return columns.length > 0 && this.#countEmpty(columns) === columns.length
  }

  #countEmpty(columns: readonly number[]): number {
    let count = 0
    for (const column of columns) if (this.#columns[column]?.isEmpty !== false) count += 1
    return count
  }

  #isKnownLine(): boolean {
    const named = this.#columns.find((cell) => !cell.isEmpty)
    return partsIn(named?.phrases ?? [], this.#ground.book).has('line')
  }
}

/** The places of a section's columns, by what their heads say that a row has there. */
interface SectionColumns {
  readonly names: readonly number[]
  readonly values: readonly number[]
  readonly needed: readonly number[]
}

/** Every stretch below the heads asks for them. */
const columnsKept = new WeakMap<Section, SectionColumns>()

function columnsOf(section: Section): SectionColumns {
  const kept = columnsKept.get(section)
  if (kept !== undefined) return kept
  const placesOf = (isWanted: (head: Head) => boolean): number[] =>
    section.heads.flatMap((head, column) => (isWanted(head) ? [column] : []))
  const columns = {
    names: placesOf(({ parts }) => parts.has('name-head')),
    values: placesOf(({ parts }) => parts.has('value-head') || parts.has('measure')),
    needed: placesOf(isNeeded),
  }
  columnsKept.set(section, columns)
  return columns
}

function least(cells: readonly StandingCell[]): number {
  return cells.reduce((height, { top }) => Math.min(height, top), Number.POSITIVE_INFINITY)
}

function most(cells: readonly StandingCell[]): number {
  return cells.reduce((height, { bottom }) => Math.max(height, bottom), Number.NEGATIVE_INFINITY)
}

function isGroup(head: Head | undefined): boolean {
  return head?.parts.has('group-head') === true
}

/** Columns of unknown heads, such as remarks, may well be empty. */
function isNeeded(head: Head): boolean {
  return head.parts.size > 0 && !isGroup(head)
}

/** A phrase's part in one column of its section: −1 before the first. */
interface ColumnPiece {
  readonly piece: Phrase
  readonly column: number
}

/** A phrase is looked at in many stretches: its pieces are kept. */
const piecesOf = new WeakMap<Section, Map<Phrase, readonly ColumnPiece[]>>()

function piecesIn(section: Section, phrase: Phrase): readonly ColumnPiece[] {
  const known = piecesOf.get(section) ?? new Map<Phrase, readonly ColumnPiece[]>()
  piecesOf.set(section, known)
  const kept = known.get(phrase)
  if (kept !== undefined) return kept
  const last = section.heads.length - 1
  const pieces = cutAt(phrase, section.edges).map((piece) => {
    return { piece, column: Math.min(last, columnAt(section, centreOf(piece))) }
  })
  known.set(phrase, pieces)
  return pieces
}

/** Whether the cell's text is the number of the row: a narrow column breaks it between its digits. */
function isCount(cell: readonly Phrase[], section: Section): boolean {
  const [first] = cell
  const column = first === undefined ? -1 : columnAt(section, centreOf(first))
  return section.heads[column]?.isCount === true
}

/** No cell keeps more free than this at each side, in em. */
const MOST_PADDING_EM = 0.9
