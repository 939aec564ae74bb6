/** Which characters belong to scripts that are written without spaces, and which are figures. */

/** Whether a text is written without spaces between its words: ideographs, kana, their punctuation. */
export function isIdeographic(character: string | undefined): boolean {
  if (character === undefined || character.charCodeAt(0) < FIRST_NOT_ASCII) return false
  return IDEOGRAPHIC.test(character)
}

/** Punctuation that Chinese type sets in a square of its own, mostly blank, and Latin fonts in a narrow one. */
export function isIdeographicPunctuation(character: string | undefined): boolean {
  return character !== undefined && IDEOGRAPHIC_PUNCTUATION.test(character)
}

export function isDigit(character: string | undefined): boolean {
  if (character === undefined) return false
  const code = character.charCodeAt(0)
  return code < FIRST_NOT_ASCII ? code >= 0x30 && code <= 0x39 : /\p{Nd}/u.test(character)
}

/** Most characters are ASCII: they need no look at Unicode's tables. */
const FIRST_NOT_ASCII = 0x80

const IDEOGRAPHIC = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef“”‘’—…·]/u
const IDEOGRAPHIC_PUNCTUATION = /[“”‘’、。，．：；！？（）〔〕《》〈〉「」『』【】]/u
