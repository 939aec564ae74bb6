/** A cell of a row to which line after line is added from the top down, and what speaks against its being one cell. */
import { linesOf, type Pitches, SAME_HEIGHT_EM } from './blocks.ts'
import {
  brokenPair,
  closingFirst,
  endsOpen,
  figuresTogether,
  type Line,
  namesTogether,
  shortLine,
} from './cell-lines.ts'
import type { Section } from './heads.ts'
import type { Phrase } from './phrase.ts'
import type { LabelBook } from './vocabulary.ts'

export class GrowingCell {
  readonly phrases: Phrase[] = []
  readonly #section: Section
  readonly #pitches: Pitches
  readonly #book: LabelBook
  #lines: Line[] = []
  /** Height of the phrase that began the last line. */
  #lineY = Number.NEGATIVE_INFINITY
  #top = Number.POSITIVE_INFINITY
  #bottom = Number.NEGATIVE_INFINITY
  #broken: PairSum
  #names: PairSum
  #figures: PairSum

  constructor(section: Section, pitches: Pitches, book: LabelBook) {
    this.#section = section
    this.#pitches = pitches
    this.#book = book
    this.#broken = this.#brokenSum()
    this.#names = this.#nameSum()
    this.#figures = this.#figureSum()
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
    this.#names = this.#nameSum()
    this.#figures = this.#figureSum()
  }

  #brokenSum(): PairSum {
    return new PairSum((line, next) => brokenPair(line, next, this.#pitches))
  }

  #nameSum(): PairSum {
    return new PairSum((line, next) => namesTogether(line, next, this.#book), endsOpen)
  }

  #figureSum(): PairSum {
    return new PairSum((line, next) => shortLine(line, next, this.#section) + figuresTogether(line, next))
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

  get firstLine(): Line | undefined {
    return this.#lines[0]
  }

  /** Lines of one cell follow each other at one pitch. */
  get brokenness(): number {
    return this.#broken.over(this.#lines, this.phrases.length)
  }

  /** What speaks against its text as one name or one figure: names together, an open end. */
  get nameCost(): number {
    return this.#names.over(this.#lines, this.phrases.length)
  }

  /** What speaks against its text but where it is a number: figures together, lines that had room for more, a closing bracket first. */
  get figureCost(): number {
    return this.#figures.over(this.#lines, this.phrases.length) + closingFirst(this.#lines[0] ?? [])
  }
}

/** A sum over neighbouring lines, and of the last one: only those are looked at again that were the last. */
class PairSum {
  readonly #costOf: (line: Line, next: Line) => number
  readonly #costOfLast: (line: Line) => number
  #settled = 0
  /** So many pairs have their lines for good. */
  #count = 0
  #sum = 0
  #seen = 0

  constructor(costOf: (line: Line, next: Line) => number, costOfLast: (line: Line) => number = () => 0) {
    this.#costOf = costOf
    this.#costOfLast = costOfLast
  }

  /** `version` is another one whenever the lines are. */
  over(lines: readonly Line[], version: number): number {
    if (version === this.#seen) return this.#sum
    this.#seen = version
    for (; this.#count < lines.length - 2; this.#count += 1) this.#settled += this.#pair(lines, this.#count)
    const last = lines.at(-1)
    this.#sum =
      this.#settled + this.#pair(lines, this.#count) + (last === undefined ? 0 : this.#costOfLast(last))
    return this.#sum
  }

  #pair(lines: readonly Line[], at: number): number {
    const [line, next] = [lines[at], lines[at + 1]]
    return line === undefined || next === undefined ? 0 : this.#costOf(line, next)
  }
}
