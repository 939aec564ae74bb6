/** Signs that a text was recognised from a picture: letters where digits belong, as in `1O0%` and `l,263.86`. */
import type { Doubt } from '@backfile/model'
import { sourceDoubt } from './doubt.ts'

/** Figures with such a letter from which on it is no slip of the pen, nor the name of something. */
const FEWEST = 2

/**
 * Digits, separators and at least one letter that looks like a digit, with no other letter beside them. Looked for only
 * where such a run begins: dots that lead over a page are walked once.
 */
const spoilt = /(?<![A-Za-z\d.,，])(?=[\dOolI.,，]*\d)(?=[\d.,，]*[OolI])[\dOolI.,，]+(?![A-Za-z\d])/g
/** Oxygen, and litres. */
const meant = /^(?:[Oo]\d|[\d.,]+l)$/

/**
 * A doubt about the whole source where letters stand among the digits of its figures: recognition that takes 0 for O
 * loses decimal points as well, and of the figures that look right nobody can tell which are.
 */
export function lettersForDigits(text: string): readonly Doubt[] {
  const found = [...text.matchAll(spoilt)].map(([figure]) => figure).filter((figure) => !meant.test(figure))
  if (found.length < FEWEST) return []
  const shown = [...new Set(found)].slice(0, SHOWN).join('、')
  return [
    sourceDoubt(
      'reader/letters-for-digits',
      'warning',
      {
        zh: `数字中夹有形似数字的字母（${shown}），文本可能由图片识别而来，其他数字也可能有误（如丢失小数点），请对照原件核对。`,
        en: `Letters stand among digits (${shown}): the text may have been recognised from a picture, and other figures may be wrong as well, as where a decimal point was lost. Compare it with the original.`,
      },
      [],
    ),
  ]
}

/** So many are shown in the message. */
const SHOWN = 5
