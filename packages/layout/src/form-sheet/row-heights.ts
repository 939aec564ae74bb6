/** How high rows are that no rule ends: by how far rows of so many lines are apart. */
import { firstAtLeast } from '../geometry.ts'
import { anchorOf, linesOf, type Standing } from './blocks.ts'
import type { Phrase } from './phrase.ts'
import type { Sheet } from './sheet.ts'

/** Height of a row, points, whose highest cell has so many lines. */
export type RowHeight = (lines: number) => number

/** As high as rows of one line are, and higher by each further line. */
export function usualRowHeight({ rowPitch, leading }: Sheet): RowHeight {
  return (lines) => rowPitch + (lines - 1) * leading
}

/** A row's height on the sheet that its cells have in common, and the lines of its highest cell. */
export interface RowText {
  readonly anchor: number
  readonly lines: number
}

/** What the cells of a row, each with its lines, tell of where it stands. */
export function rowTextOf(cells: readonly (readonly Phrase[])[], standing: Standing): RowText {
  const lines = Math.max(1, ...cells.map((cell) => linesOf(cell).length))
  // Lower cells may stand at the top of their row.
  const highest = cells.filter((cell) => linesOf(cell).length === lines)
  const heights = highest.map((cell) => anchorOf(cell, standing))
  const anchor = heights.length === 0 ? 0 : heights.reduce((sum, height) => sum + height, 0) / heights.length
  return { anchor, lines }
}

/** Rows whose distance tells: how far apart, and how many lines make it up. */
interface Observation {
  readonly distance: number
  readonly lines: number
}

/**
 * The height of rows as their distances have it: so much for each line and so much besides, as spreadsheets make rows
 * higher than their text needs. The usual height where few distances agree with any other.
 */
export function rowHeightFrom(rows: readonly RowText[], sheet: Sheet, standing: Standing): RowHeight {
  const observed = rows.slice(1).flatMap((below, index): Observation[] => {
    const above = rows[index]
    if (above === undefined || sheet.breaks.some((at) => at > above.anchor && at < below.anchor)) return []
    const lines = { middle: (above.lines + below.lines) / 2, top: above.lines, bottom: below.lines }[standing]
    return [{ distance: below.anchor - above.anchor, lines }]
  })
  const tolerance = sheet.em * SAME_HEIGHT_EM
  const sorted = distancesByLines(observed)
  const agreeing = (height: RowHeight): number =>
    sorted.reduce((sum, { lines, distances }) => {
      const expected = height(lines)
      return (
        sum + firstAtLeast(distances, expected + tolerance) - firstAtLeast(distances, expected - tolerance)
      )
    }, 0)
  const usual = usualRowHeight(sheet)
  let best = { height: usual, count: agreeing(usual) + 1 }
  for (const height of candidates(observed, sheet)) {
    const count = agreeing(height)
    if (count > best.count) best = { height, count }
  }
  const isTold = best.count >= LEAST_AGREEING && best.count > observed.length * AGREEING_SHARE
  return isTold ? best.height : usual
}

interface SortedDistances {
  readonly lines: number
  readonly distances: Float64Array
}

function distancesByLines(observed: readonly Observation[]): readonly SortedDistances[] {
  return [...new Set(observed.map(({ lines }) => lines))].map((lines) => ({
    lines,
    distances: Float64Array.from(
      observed.filter((each) => each.lines === lines),
      ({ distance }) => distance,
    ).sort(),
  }))
}

/** Heights that some distance has, each further line as high as the text's or as another distance has it. */
function candidates(observed: readonly Observation[], { leading }: Sheet): RowHeight[] {
  return observed.flatMap((one) => {
    const slopes = observed.flatMap((other) =>
      other.lines > one.lines ? [(other.distance - one.distance) / (other.lines - one.lines)] : [],
    )
    return [leading, ...slopes]
      .filter(
        (perLine) => perLine > leading * LEAST_PER_LINE && one.distance > one.lines * perLine * LEAST_ROOM,
      )
      .map(
        (perLine): RowHeight =>
          (lines) =>
            one.distance + (lines - one.lines) * perLine,
      )
  })
}

/** Heights that differ by less are the same, in em. */
const SAME_HEIGHT_EM = 0.15
/** So many distances, and this share of them, agree with the height that is believed. */
const LEAST_AGREEING = 6
const AGREEING_SHARE = 0.5
/** A further line makes a row higher by no less than this share of a line … */
const LEAST_PER_LINE = 0.95
/** … and no row is lower than this share of its lines. */
const LEAST_ROOM = 0.95
