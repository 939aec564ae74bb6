/** Joins the line marks of a page into its rulings. */
import type { Ruling } from '../source-document.ts'
import type { LineMark } from './marks.ts'
import type { PaintRaster } from './paint-raster.ts'

/** Points across: pieces of one ruling that producers rounded differently. */
const SAME_TRACK = 0.5
const TRACK_HEIGHT = 1.5
/** Points along: a gap this small is the thickness of a crossing ruling or a rounding. */
const SMALL_GAP = 2
/** Points: the two strokes of a double ruling are no further apart than this. */
const DOUBLED = 2.5
/** A double ruling's strokes run beside each other for this share of the longer. */
const DOUBLED_SHARE = 0.8
/** Points: dashes of a dashed line, and their gaps; and how many there must be. */
const MAX_DASH = 9
const MAX_DASH_GAP = 5
const MIN_DASHES = 4
/** Longer dashes, up to this many points, must be alike, as must their gaps, which are shorter; and so many of them. */
const MAX_EVEN_DASH = 30
const MAX_EVEN_GAP_SHARE = 0.75
const MIN_EVEN_DASHES = 10
/** A line with so many gaps in it goes on over one that is at most this many times as wide as its widest. */
const MIN_EVEN_GAPS = 3
const WIDER_GAP = 1.5
/** Points: what is narrower is where two pieces meet, no gap. */
const NO_GAP = 0.2
/** Shares by which lengths that are meant to be alike differ. */
const EVEN_SLACK = 0.1
/** Points: what is shorter after joining is a dot or a tick. */
const MIN_RULING = 3
/** Points between the spots at which is looked for a cover over a line, and how far beside it. */
const COVER_STEP = 3
const COVER_BESIDE = 1.2

/** Horizontal rulings first, each kind sorted across, then along. Lines under areas painted later are cut. */
export function rulingsOf(
  horizontal: readonly LineMark[],
  vertical: readonly LineMark[],
  raster: PaintRaster,
): readonly Ruling[] {
  const across = joined(uncovered(horizontal, raster, (along, at) => [along, at]))
  const down = joined(uncovered(vertical, raster, (along, at) => [at, along]))
  return [
    ...across.map(({ at, from, to, width }) => ({ x0: from, y0: at, x1: to, y1: at, width })),
    ...down.map(({ at, from, to, width }) => ({ x0: at, y0: from, x1: at, y1: to, width })),
  ]
}

/** A ruling in the making: `low`…`high` is its extent across. */
interface Piece {
  at: number
  from: number
  to: number
  low: number
  high: number
  /** The gaps that were joined within it, and the widest of them. */
  gaps: number
  widest: number
}

interface JoinedLine {
  readonly at: number
  readonly from: number
  readonly to: number
  readonly width: number
}

function joined(marks: readonly LineMark[]): readonly JoinedLine[] {
  const pieces = tracksOf(marks).flatMap((track) => joinDashes(joinInterrupted(joinTouching(track))))
  return joinDoubled(pieces)
    .filter((piece) => piece.to - piece.from >= MIN_RULING)
    .map(({ at, from, to, low, high }) => ({ at, from, to, width: high - low }))
}

/** Marks at one place across, give or take rounding. */
function tracksOf(marks: readonly LineMark[]): readonly (readonly LineMark[])[] {
  const tracks: LineMark[][] = []
  let track: LineMark[] = []
  for (const mark of marks.toSorted((a, b) => a.at - b.at)) {
    const first = track[0]
    const last = track[track.length - 1]
    if (
      first === undefined ||
      last === undefined ||
      mark.at - last.at > SAME_TRACK ||
      mark.at - first.at > TRACK_HEIGHT
    ) {
      track = []
      tracks.push(track)
    }
    track.push(mark)
  }
  return tracks
}

function joinTouching(track: readonly LineMark[]): readonly Piece[] {
  const pieces: Piece[] = []
  let weight = 0
  for (const mark of track.toSorted((a, b) => a.from - b.from)) {
    const last = pieces[pieces.length - 1]
    const length = Math.max(mark.to - mark.from, 1e-3)
    const [low, high] = [mark.at - mark.width / 2, mark.at + mark.width / 2]
    if (last === undefined || mark.from - last.to > SMALL_GAP) {
      pieces.push({ at: mark.at, from: mark.from, to: mark.to, low, high, gaps: 0, widest: 0 })
      weight = length
    } else {
      last.at = (last.at * weight + mark.at * length) / (weight + length)
      weight += length
      if (mark.from - last.to > NO_GAP) {
        last.gaps += 1
        last.widest = Math.max(last.widest, mark.from - last.to)
      }
      last.to = Math.max(last.to, mark.to)
      last.low = Math.min(last.low, low)
      last.high = Math.max(last.high, high)
    }
  }
  return pieces
}

/** Pieces of a dashed line whose gaps are about as wide as what counts as none: some were joined, and some a hair too wide. */
function joinInterrupted(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    const gap = last === undefined ? 0 : piece.from - last.to
    const goesOn = last !== undefined && gap <= MAX_DASH_GAP && [last, piece].some((side) => bears(side, gap))
    if (goesOn) result.splice(-1, 1, { ...spanning([last, piece]), gaps: last.gaps + 1 + piece.gaps })
    else result.push(piece)
  }
  return result
}

const bears = ({ gaps, widest }: Piece, gap: number): boolean =>
  gaps >= MIN_EVEN_GAPS && gap <= WIDER_GAP * widest

/** Runs of short pieces with short gaps are one dashed ruling, and so are long even ones; a few may be anything. */
function joinDashes(pieces: readonly Piece[]): readonly Piece[] {
  const short = joinRuns(
    pieces,
    MIN_DASHES,
    (piece) => lengthOf(piece) <= MAX_DASH,
    (last, piece) => piece.from - last.to <= MAX_DASH_GAP,
  )
  return joinRuns(
    short,
    MIN_EVEN_DASHES,
    (piece) => lengthOf(piece) <= MAX_EVEN_DASH,
    (last, piece, before) =>
      alike(lengthOf(last), before === undefined ? lengthOf(piece) : lengthOf(before)) &&
      lengthOf(piece) <= lengthOf(last) * (1 + EVEN_SLACK) &&
      piece.from - last.to <= MAX_EVEN_GAP_SHARE * lengthOf(last) &&
      (before === undefined || alike(piece.from - last.to, last.from - before.to)),
  )
}

function joinRuns(
  pieces: readonly Piece[],
  least: number,
  isDash: (piece: Piece) => boolean,
  goesOn: (last: Piece, piece: Piece, before: Piece | undefined) => boolean,
): readonly Piece[] {
  const result: Piece[] = []
  let run: Piece[] = []
  const endRun = (): void => {
    if (run.length >= least) result.push(spanning(run))
    else result.push(...run)
    run = []
  }
  for (const piece of pieces) {
    const last = run[run.length - 1]
    if (!isDash(piece) || (last !== undefined && !goesOn(last, piece, run[run.length - 2]))) endRun()
    if (isDash(piece)) run.push(piece)
    else result.push(piece)
  }
  endRun()
  return result
}

function lengthOf(piece: Piece): number {
  return piece.to - piece.from
}

function alike(a: number, b: number): boolean {
  return Math.abs(a - b) <= EVEN_SLACK * Math.max(a, b)
}

/** Two strokes side by side are one ruling along their middle. */
function joinDoubled(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = []
  // The latest pieces within reach, by place across; pieces of one track never overlap, so this stays short.
  let start = 0
  for (const piece of pieces.toSorted((a, b) => a.at - b.at || a.from - b.from)) {
    while (
      start < result.length &&
      piece.at - (result[start]?.high ?? 0) > DOUBLED &&
      piece.at - (result[start]?.at ?? 0) > DOUBLED
    )
      start += 1
    const twin = findTwin(result, start, piece)
    if (twin === undefined) {
      result.push({ ...piece })
    } else {
      twin.low = Math.min(twin.low, piece.low)
      twin.high = Math.max(twin.high, piece.high)
      twin.at = (twin.low + twin.high) / 2
      twin.from = Math.min(twin.from, piece.from)
      twin.to = Math.max(twin.to, piece.to)
    }
  }
  return result
}

/** How many neighbours are looked at: more lines than this within a double ruling's gap are a hatching. */
const MAX_NEIGHBOURS = 64

function findTwin(pieces: readonly Piece[], start: number, piece: Piece): Piece | undefined {
  for (let i = pieces.length - 1; i >= Math.max(start, pieces.length - MAX_NEIGHBOURS); i -= 1) {
    const other = pieces[i]
    if (other === undefined || piece.low - other.high > DOUBLED) continue
    const overlap = Math.min(piece.to, other.to) - Math.max(piece.from, other.from)
    const longer = Math.max(piece.to - piece.from, other.to - other.from)
    if (overlap >= DOUBLED_SHARE * longer && piece.high - other.low <= 2 * DOUBLED) return other
  }
  return undefined
}

function spanning(run: readonly Piece[]): Piece {
  const at = run.reduce((sum, piece) => sum + piece.at, 0) / run.length
  return {
    at,
    from: Math.min(...run.map((piece) => piece.from)),
    to: Math.max(...run.map((piece) => piece.to)),
    low: Math.min(...run.map((piece) => piece.low)),
    high: Math.max(...run.map((piece) => piece.high)),
    gaps: run.length - 1,
    widest: Math.max(...run.map((piece) => piece.widest)),
  }
}

/** The parts of lines that no later area hides. An area hides a line only if it lies over both its sides. */
function uncovered(
  marks: readonly LineMark[],
  raster: PaintRaster,
  spot: (along: number, at: number) => readonly [number, number],
): readonly LineMark[] {
  const latest = raster.areas.findLast((area) => area.opaque)?.paint ?? 0
  const isCovered = (mark: LineMark, along: number): boolean => {
    const [x, y] = spot(along, mark.at)
    const cover = raster.coverAt(x, y, mark.paint)
    if (cover === undefined) return false
    const [beforeX, beforeY] = spot(along, mark.at - COVER_BESIDE)
    const [afterX, afterY] = spot(along, mark.at + COVER_BESIDE)
    return raster.topAt(beforeX, beforeY) === cover && raster.topAt(afterX, afterY) === cover
  }
  return marks.flatMap((mark) => {
    if (mark.paint >= latest) return [mark]
    const steps = Math.max(1, Math.ceil((mark.to - mark.from) / COVER_STEP))
    const step = (mark.to - mark.from) / steps
    const parts: LineMark[] = []
    let from: number | null = null
    for (let i = 0; i <= steps; i += 1) {
      const open = i < steps && !isCovered(mark, mark.from + (i + 0.5) * step)
      if (open && from === null) from = mark.from + i * step
      if (!open && from !== null) {
        parts.push({ ...mark, from, to: mark.from + i * step })
        from = null
      }
    }
    return parts
  })
}
