/** Rich text of a workbook: strings that cells share, or that stand in the cell. */
import { raisedText } from '@backfile/model'
import { scanXml } from '../xml.ts'

/** The shared strings, in order. Readings above the characters (`rPh`) are no part of the text. */
export function sharedStrings(xml: string | null): readonly string[] {
  const strings: string[] = []
  if (xml === null) return strings
  let text = ''
  let inText = false
  let inReading = 0
  let raised = false
  scanXml(xml, {
    open: (name, attributes) => {
      if (name === 'si') text = ''
      else if (name === 'r') raised = false
      else if (name === 'vertAlign') raised = attributes.val === 'superscript'
      else if (name === 'rPh') inReading++
      else if (name === 't') inText = inReading === 0
    },
    close: (name) => {
      if (name === 'si') strings.push(unescaped(text))
      else if (name === 'r') raised = false
      else if (name === 'rPh') inReading--
      else if (name === 't') inText = false
    },
    text: (part) => {
      if (inText) text += raised ? raisedText(part) : part
    },
  })
  return strings
}

/** `_x000D_` stands for a character that XML cannot hold (ECMA-376 22.9.2.19); line ends become `\n`. */
export function unescaped(text: string): string {
  return text
    .replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\r\n?/g, '\n')
}
