/** Rich text of a workbook as it is scanned: a string that cells share, or one that stands in the cell. */
import { raisedText } from '@backfile/model'

/** What a string says, and what of it somebody crossed out, which no longer holds. */
export interface SharedText {
  readonly text: string
  readonly struck: string
}

/** Takes the tags and the characters of one string. Readings above the characters (`rPh`) are no part of the text. */
export class RichText implements SharedText {
  text = ''
  struck = ''
  #isInText = false
  #readings = 0
  #isRaised = false
  #isStruck = false

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'r') this.#endRun()
    else if (name === 'vertAlign') this.#isRaised = attributes.val === 'superscript'
    else if (name === 'strike') this.#isStruck = isOn(attributes.val)
    else if (name === 'rPh') this.#readings++
    else if (name === 't') this.#isInText = this.#readings === 0
  }

  close(name: string): void {
    if (name === 'r') this.#endRun()
    else if (name === 'rPh') this.#readings--
    else if (name === 't') this.#isInText = false
  }

  add(part: string): void {
    if (!this.#isInText) return
    if (this.#isStruck) this.struck += part
    else this.text += this.#isRaised ? raisedText(part) : part
  }

  #endRun(): void {
    this.#isRaised = false
    this.#isStruck = false
  }
}

/** A property that is named is on, unless it says that it is not. */
export function isOn(value: string | undefined): boolean {
  return value !== '0' && value !== 'false'
}

/** `_x000D_` stands for a character that XML cannot hold (ECMA-376 22.9.2.19); line ends become `\n`. */
export function unescaped(text: string): string {
  return text
    .replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\r\n?/g, '\n')
}
