/** The text of a whole file for the readers of texts, or the reason why there is none. */
import { type DecodedText, decodeText } from './charset.ts'
import { lettersForDigits } from './recognised-digits.ts'
import { UnreadableError } from './unreadable.ts'

/** A filing's text has some ten thousand characters; a file this large is something else. */
const maxTextBytes = 32 * 1024 * 1024

/** Throws `UnreadableError`: too-large, unsupported (no text), empty (nothing but white space). */
export function readText(bytes: Uint8Array): DecodedText {
  if (bytes.length > maxTextBytes) {
    throw new UnreadableError('too-large', {
      zh: `文本文件过大，未读取（上限 ${maxTextBytes / 1024 / 1024} MB）`,
      en: `the text is too large to read (limit ${maxTextBytes / 1024 / 1024} MB)`,
    })
  }
  const decoded = decodeText(bytes)
  if (decoded === null) {
    throw new UnreadableError('unsupported', {
      zh: '文件不是文本，或其字符编码无法识别',
      en: 'the file is not text, or its character set is not known',
    })
  }
  if (decoded.text.trim() === '') {
    throw new UnreadableError('empty', { zh: '文件中没有文字', en: 'the file holds no text' })
  }
  return { ...decoded, doubts: [...decoded.doubts, ...lettersForDigits(decoded.text)] }
}
