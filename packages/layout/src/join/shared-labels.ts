/** Whether two pages have their words in common, as two filings of one form do, and two bands of one sheet do not. */
import type { Leaf, PieceCell } from './piece.ts'
import { ROW_TOLERANCE } from './tolerance.ts'

/** Of so many labels, another page's of the same form has at least this share; a page beside it repeats few. */
const FEWEST_LABELS = 5
const SHARED_LABELS = 0.4

/** At least two letters on end. */
const word = /\p{L}{2}/u

/** Points: what stands further right or left on another page has another place in its row there. */
const OTHER_PLACE = 10

/**
 * Whether pages have labels in common. A first column that is printed on each band has none of its own, nor have
 * columns beside each other whose rows mostly say the same (半年指标值 and 全年指标值): two filings of one form have it
 * in one place.
 */
export function sharesLabels(left: Leaf, right: Leaf): boolean {
  const [known, found] = [left, right].map(labelsOf)
  if (known === undefined || found === undefined) return false
  const own = found.filter(
    ({ cell, text }) =>
      !known.some(
        (other) => other.text === text && (isRepeated(other.cell, cell) || isBeside(other.cell, cell)),
      ),
  )
  const texts = new Set(own.map(({ text }) => text))
  const others = new Set(known.map(({ text }) => text))
  const shared = [...texts].filter((text) => others.has(text)).length
  // Both have them: of the words of a column of figures, the page with the names of its rows has few others' part.
  return texts.size >= FEWEST_LABELS && shared >= SHARED_LABELS * Math.max(texts.size, others.size)
}

/** Each page is compared with hundreds of others: its labels are told once. */
const labelsKnown = new WeakMap<Leaf, readonly Label[]>()

interface Label {
  readonly cell: PieceCell
  readonly text: string
}

/** The texts of cells that are words, not figures; what a page's side cuts is not all of a label. */
function labelsOf(leaf: Leaf): readonly Label[] {
  const known = labelsKnown.get(leaf)
  if (known !== undefined) return known
  const labels = leaf.pieces
    .flatMap(({ cells }) => [...cells])
    .filter(({ open }) => !open.left && !open.right)
    .map((cell) => ({ cell, text: cell.lines.map((line) => line.text).join('') }))
    .filter(({ text }) => word.test(text))
  labelsKnown.set(leaf, labels)
  return labels
}

function isRepeated(cell: PieceCell, other: PieceCell): boolean {
  return cell.column === 0 && other.column === 0 && Math.abs(cell.box[1] - other.box[1]) <= ROW_TOLERANCE
}

function isBeside(cell: PieceCell, other: PieceCell): boolean {
  return (
    Math.abs(middleOf(cell) - middleOf(other)) > OTHER_PLACE &&
    Math.abs(cell.box[1] - other.box[1]) <= ROW_TOLERANCE &&
    Math.abs(cell.box[3] - other.box[3]) <= ROW_TOLERANCE
  )
}

const middleOf = ({ box }: PieceCell): number => (box[0] + box[2]) / 2
