/** Pages in runs: those of forms without upright rulings that follow each other, and others. */
import { bandPage, isCutSideways } from './bands/band-page.ts'
import {
  beginsFiling,
  isFormPage,
  isSetAs,
  mayBeFormPage,
  mayHaveLabels,
  type SheetPage,
  tellsSetting,
} from './form-page.ts'
import type { LabelBook } from './vocabulary.ts'

/** Pages that follow each other, with what the caller keeps of each; `isForm`: of forms without upright rulings. */
export interface PageRun<Kept> {
  readonly isForm: boolean
  readonly kept: Kept[]
  /** Empty but for forms, as other pages need not stay in memory. */
  readonly pages: SheetPage[]
}

interface Waiting<Kept> {
  readonly own: SheetPage
  readonly kept: Kept
}

/** A page of little but prose waits for a page that tells what it belongs to, after no more of its kind than this. */
const MOST_WAITING = 24

/** Takes page after page; `runs` ends the last one. */
export class PageRuns<Kept> {
  readonly #book: LabelBook
  readonly #settled: (kept: Kept) => unknown
  readonly #runs: PageRun<Kept>[] = []
  #waiting: Waiting<Kept>[] = []

  /** `settled` is told of each page that is of no form: it need not stay in memory. */
  constructor(book: LabelBook, settled: (kept: Kept) => unknown) {
    this.#book = book
    this.#settled = settled
  }

  add(own: SheetPage, kept: Kept): void {
    const last = this.#runs.at(-1)
    const open = last?.isForm === true ? last.pages : []
    // A corner of a sheet does not tell how the sheet is set.
    const before =
      [...open.slice(-1), ...this.#waiting.map((each) => each.own)].findLast(tellsSetting) ??
      open.at(-1) ??
      null
    if (before === null && !mayHaveLabels(own, this.#book)) this.addOther(own, kept)
    else if (isFormPage(own, this.#book, before)) {
      // Prose before a title is no part of the filing before it.
      this.#settle(before !== null && isSetAs(before, own.page) && !beginsFiling(own.page, this.#book))
      this.#push(true, own, kept)
    } else if (mayBeFormPage(own, this.#book, before) && this.#waiting.length < MOST_WAITING) {
      this.#waiting.push({ own, kept })
    } else this.addOther(own, kept)
  }

  /** A page that is of no such form, whatever stands on it. */
  addOther(own: SheetPage, kept: Kept): void {
    this.#settle(false)
    this.#push(false, own, kept)
  }

  runs(): readonly PageRun<Kept>[] {
    this.#settle(false)
    return this.#runs
  }

  /** Pages that wait go with the form, or else those alone that follow it and can hardly be anything else. */
  #settle(isForm: boolean): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const { own, kept } of waiting) {
      const goesOn =
        this.#runs.at(-1)?.isForm === true && (!tellsSetting(own) || isCutSideways(bandPage(own.page)))
      this.#push(isForm || goesOn, own, kept)
    }
  }

  #push(isForm: boolean, own: SheetPage, kept: Kept): void {
    const last = this.#runs.at(-1)
    const run = last?.isForm === isForm ? last : { isForm, kept: [], pages: [] }
    if (run !== last) this.#runs.push(run)
    run.kept.push(kept)
    if (isForm) run.pages.push(own)
    else this.#settled(kept)
  }
}
