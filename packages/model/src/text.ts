/** Text as it is kept, and text as it is compared. */

const blockTags = /<\s*\/?\s*(?:p|br|div|li|tr|h[1-6])\b[^>]*>/gi
const anyTag = /<\/?[a-z][^<>]*>/gi
const entities: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&ldquo;': '“',
  '&rdquo;': '”',
}

/**
 * Text of the source as the model keeps it: HTML tags become paragraphs (`\n`), layout white space collapses.
 * Characters are otherwise untouched: full-width stays full-width.
 */
export function cleanText(raw: string): string {
  return raw
    .replace(blockTags, '\n')
    .replace(anyTag, '')
    .replace(/&(?:nbsp|amp|lt|gt|quot|#39|ldquo|rdquo);/g, (entity) => entities[entity] ?? entity)
    .split(/\r\n|[\n\r\u2028\u2029\v\f]/)
    .map((line) => line.replace(/[\s\u00a0\u3000]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

const hanGap = /(?<=[\p{Script=Han}，。、；：“”（）《》])\s+(?=[\p{Script=Han}，。、；：“”（）《》])/gu

/**
 * A label or name as one line: what the layout broke is joined, between Latin words with a space, else without.
 * White space between two Chinese characters is the layout's as well: Chinese is written without.
 */
export function joinLines(text: string): string {
  return text
    .replace(/(?<=[A-Za-z0-9])\s*\n\s*(?=[A-Za-z0-9])/g, ' ')
    .replace(/\s*\n\s*/g, '')
    .replace(hanGap, '')
    .trim()
}

/** A text without its white space, as texts are compared that differ by nothing else: cells break them anywhere. */
export function withoutSpace(text: string): string {
  return text.replace(/\s+/gu, '')
}

/** Full-width digits, letters, operators and brackets to half-width; one spelling of each relation sign. */
export function foldWidth(text: string): string {
  return text.replace(
    /[\uff01-\uff5e\u3000\u00a0≧⩾≦⩽﹪]/g,
    (c) => oneSpelling[c] ?? String.fromCharCode(c.charCodeAt(0) - FULL_WIDTH),
  )
}

/** How far Unicode has a full-width character behind its ASCII one. */
const FULL_WIDTH = 0xfee0

const oneSpelling: Readonly<Record<string, string>> = {
  '\u3000': ' ',
  '\u00a0': ' ',
  '≧': '≥',
  '⩾': '≥',
  '≦': '≤',
  '⩽': '≤',
  '﹪': '%',
}

const quotesAndDashes: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '「': '"',
  '」': '"',
  '‘': "'",
  '’': "'",
  '—': '-',
  '–': '-',
  '－': '-',
  '【': '[',
  '】': ']',
  '〔': '[',
  '〕': ']',
  '、': ',',
  '。': '.',
}

/**
 * The key by which labels and names are compared: folded width, lower case, no white space, one spelling of
 * quotes, dashes and brackets. Never shown, never stored as text.
 */
export function foldKey(text: string): string {
  return withoutSpace(foldWidth(text))
    .toLowerCase()
    .replace(/[“”„「」‘’—–－【】〔〕、。]/g, (c) => quotesAndDashes[c] ?? c)
}

const superscripts: Readonly<Record<string, string>> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  '+': '⁺',
  '-': '⁻',
  '(': '⁽',
  ')': '⁾',
}

/**
 * Text that stands raised beside other text: its digits become superscript digits, so that the footnote mark of `5.2¹`
 * does not make it 5.21, nor a power of `10³` 103. Other characters stay as they are.
 */
export function raisedText(text: string): string {
  return text.replace(/[\d+\-()]/g, (character) => superscripts[character] ?? character)
}

/**
 * Whether a text is what spreadsheets show in place of a value: number signs where the column is too narrow, or the name
 * of an error.
 */
export function isSpreadsheetSign(text: string): boolean {
  return spreadsheetSign.test(foldWidth(text).trim())
}

const spreadsheetSign = /^(?:#{2,}|#(?:DIV\/0!|REF!|VALUE!|N\/A|NAME\?|NUM!|NULL!)|Err:\d{3})$/
