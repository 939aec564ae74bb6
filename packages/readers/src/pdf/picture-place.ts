/** Notices where pdf.js left out a picture: it then gives the operators around the picture, but not the one between. */
import { OP } from './pdfjs.ts'

export class PicturePlace {
  /** A transform was set right after `q`, and nothing has been painted since. */
  #state: 'none' | 'saved' | 'placed' = 'none'

  /** To be asked before each operator is run. True where this one ends a place in which nothing was painted. */
  isLeftEmptyBy(operator: number): boolean {
    if (operator === OP.save) this.#state = 'saved'
    else if (operator === OP.transform && this.#state !== 'none') this.#state = 'placed'
    else if (operator === OP.restore && this.#state === 'placed') {
      this.#state = 'none'
      return true
    } else if (!isHarmless(operator)) this.#state = 'none'
    return false
  }
}

/** Operators that may stand between a picture's place and the picture. */
function isHarmless(operator: number): boolean {
  return (
    operator === OP.transform ||
    operator === OP.setGState ||
    operator === OP.beginMarkedContent ||
    operator === OP.beginMarkedContentProps ||
    operator === OP.endMarkedContent ||
    // Dependencies and rendering intent, and so on, paint nothing either.
    operator <= 8
  )
}
