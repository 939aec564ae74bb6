/** A cell of a row to which line after line is added from the top down, and what speaks against its being one cell. */
import { foldWidth } from '@backfile/model'
import { linesOf, type Pitches, SAME_HEIGHT_EM } from './blocks.ts'
import type { Phrase } from './phrase.ts'

type Line = readonly Phrase[]

const cost = { brokenCell: 4, figuresTogether: 3, closingFirst: 4 } as const

/** What a line of a cell costs that had room for more; `first` is the cell's first line. */
export type ShortLineCost = (line: Line, next: Line, first: Line) => number

export class GrowingCell {
  readonly phrases: Phrase[] = []
  readonly #pitches: Pitches
  readonly #shortLine: ShortLineCost
  #lines: Line[] = []
  /** Height of the phrase that began the last line. */
  #lineY = Number.NEGATIVE_INFINITY
  #top = Number.POSITIVE_INFINITY
  #bottom = Number.NEGATIVE_INFINITY
  #broken: PairSum
  #text: PairSum

  constructor(pitches: Pitches, shortLine: ShortLineCost) {
    this.#pitches = pitches
    this.#shortLine = shortLine
    this.#broken = this.#brokenSum()
    this.#text = this.#textSum()
  }

  add(phrase: Phrase): void {
    this.phrases.push(phrase)
    const last = this.#lines.at(-1)
    if (phrase.y < this.#bottom) this.#parted()
    else if (last !== undefined && phrase.y - this.#lineY < phrase.size * SAME_HEIGHT_EM)
      this.#lines[this.#lines.length - 1] = [...last, phrase].sort((a, b) => a.x0 - b.x0)
    else {
      this.#lines.push([phrase])
      this.#lineY = phrase.y
    }
    this.#top = Math.min(this.#top, phrase.y)
    this.#bottom = Math.max(this.#bottom, phrase.y)
  }

  /** A piece of a phrase may stand a little higher than what was added before it: all lines are parted anew. */
  #parted(): void {
    this.#lines = linesOf(this.phrases)
    this.#lineY = Math.min(...(this.#lines.at(-1) ?? []).map(({ y }) => y))
    this.#broken = this.#brokenSum()
    this.#text = this.#textSum()
  }

  #brokenSum(): PairSum {
    return new PairSum((line, next) => brokenPair(line, next, this.#pitches))
  }

  #textSum(): PairSum {
    return new PairSum(
      (line, next, first) => this.#shortLine(line, next, first) + figuresTogether(line, next),
    )
  }

  /** Heights of its highest and its lowest phrase. */
  get top(): number {
    return this.#top
  }

  get bottom(): number {
    return this.#bottom
  }

  get isEmpty(): boolean {
    return this.phrases.length === 0
  }

  /** Lines of one cell follow each other at one pitch. */
  get brokenness(): number {
    return this.#broken.over(this.#lines, this.phrases.length)
  }

  /** What speaks against its text: figures together, lines that had room for more, a closing bracket first. */
  get textCost(): number {
    return this.#text.over(this.#lines, this.phrases.length) + closingFirst(this.#lines[0])
  }
}

/** A sum over neighbouring lines: only those are looked at again that were the last. */
class PairSum {
  readonly #costOf: ShortLineCost
  #settled = 0
  /** So many pairs have their lines for good. */
  #count = 0
  #sum = 0
  #seen = 0

  constructor(costOf: ShortLineCost) {
    this.#costOf = costOf
  }

  /** `version` is another one whenever the lines are. */
  over(lines: readonly Line[], version: number): number {
    if (version === this.#seen) return this.#sum
    this.#seen = version
    for (; this.#count < lines.length - 2; this.#count += 1) this.#settled += this.#pair(lines, this.#count)
    this.#sum = this.#settled + this.#pair(lines, this.#count)
    return this.#sum
  }

  #pair(lines: readonly Line[], at: number): number {
    const [first, line, next] = [lines[0], lines[at], lines[at + 1]]
    return first === undefined || line === undefined || next === undefined
      ? 0
      : this.#costOf(line, next, first)
  }
}

/** What speaks against two lines as neighbours in one cell by how far apart they stand. */
export function brokenPair([above]: Line, [line]: Line, { leading, mostLeading, rowPitch }: Pitches): number {
  if (above === undefined || line === undefined) return 0
  const step = line.y - above.y
  const most = line.page === above.page ? mostLeading : rowPitch * 1.15
  return step > most || step < leading * 0.8 ? cost.brokenCell : 0
}

/** Two whole figures are never one cell's. */
function figuresTogether(line: Line, nextLine: Line): number {
  const [text, next] = [foldedText(line), foldedText(nextLine)]
  if (!/\d/.test(text)) return 0
  const areTwo = startsFigure.test(next) || (endsFigure.test(text) && !goesOn.test(next))
  return areTwo ? cost.figuresTogether : 0
}

function foldedText(line: Line): string {
  return foldWidth(line.map(({ text }) => text).join(''))
}

/** A relation, a bare amount or a range begins a figure; a percentage is complete but for 及以上 and the like. */
const startsFigure =
  /^(?:[=≥≤<>≈±]|大于|小于|等于|超过|不[超少低高大小]于?过?|[-+]?[\d,.]+%?(?:[-~–—至][\d,.]+%?)?$)/u
const endsFigure = /(?:%\)?|^[\d,.]+|\d.*(?:以[上下内]|左右))$/u
const goesOn = /^(?:及|以|的|左右|\)|%|\()/u

/** No cell begins with a closing bracket or a comma. */
function closingFirst(line: Line | undefined): number {
  return /^[)）\]】》”，。、；,;]/u.test(line?.[0]?.text ?? '') ? cost.closingFirst : 0
}
