/** Text of which something painted later hides a part, or that a picture hides: a reader of the page must be told. */
import type { Box } from '@backfile/model'
import { areaAround, type TextMark } from './marks.ts'
import { goesOn, LEGIBLE_SHARE } from './text-cuts.ts'

/** A glyph, and how much of it areas that were painted later hide. */
export interface CoveredGlyph {
  readonly mark: TextMark
  readonly byPicture: boolean
}

export interface CoveredText {
  /** Empty where nothing of it is seen. */
  readonly shown: string
  readonly whole: string
  readonly box: Box
}

/** Whether so much of a glyph is hidden that it cannot be read. */
export function isCovered(share: number): boolean {
  return share > 1 - LEGIBLE_SHARE
}

/**
 * The texts that are hidden in part, and those that a picture hides altogether. Text that a plain box hides altogether is
 * no text of the page. `marks` are all that no clip hides, in painting order.
 */
export function coveredTexts(
  marks: readonly TextMark[],
  covered: readonly CoveredGlyph[],
): readonly CoveredText[] {
  if (covered.length === 0) return []
  const byPicture = new Map(covered.map(({ mark, byPicture: is }) => [mark.paint, is]))
  return runsOf(marks).flatMap((run) => {
    const hidden = run.filter(({ paint }) => byPicture.has(paint))
    if (hidden.length === 0) return []
    const seen = run.filter(({ paint }) => !byPicture.has(paint))
    if (seen.length === 0 && !hidden.some(({ paint }) => byPicture.get(paint) === true)) return []
    return [{ shown: textOf(seen), whole: textOf(run), box: areaAround(seen.length > 0 ? seen : run) }]
  })
}

/** Level glyphs that adjoin, one painted after the other. */
function runsOf(marks: readonly TextMark[]): readonly (readonly TextMark[])[] {
  const runs: TextMark[][] = []
  for (const mark of marks) {
    if (mark.angle !== 0 || mark.vertical || mark.hidden !== 'no') continue
    const previous = runs.at(-1)?.at(-1)
    if (previous !== undefined && goesOn(boxOf(previous), boxOf(mark), mark.size)) runs.at(-1)?.push(mark)
    else runs.push([mark])
  }
  return runs
}

function boxOf({ x0, y0, x1, y1 }: TextMark): Box {
  return [x0, y0, x1, y1]
}

function textOf(marks: readonly TextMark[]): string {
  return marks.map(({ text }) => text).join('')
}
