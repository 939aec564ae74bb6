/** Text that a sheet holds in shapes over its cells: seen by a person, and no part of the grid. */
import type { Doubt } from '@backfile/model'
import { sourceDoubt } from '../doubt.ts'
import { relationsOf } from '../relations.ts'
import { scanXml } from '../xml.ts'
import { partText, type ZipParts } from '../zip.ts'

/** A doubt that gives the text of the sheet's shapes, or none where there is no such text. */
export function shapeTextDoubts(parts: ZipParts, sheetPart: string, sheet: string): readonly Doubt[] {
  const text = relationsOf(parts, sheetPart)
    .filter(({ type }) => type === 'drawing')
    .map(({ target }) => shapeText(partText(parts, target) ?? ''))
    .join('')
    .trim()
  if (text === '') return []
  return [
    sourceDoubt(
      'reader/shape-text',
      'warning',
      {
        zh: `工作表“${sheet}”的图形或文本框中有文字未读取：“${text}”`,
        en: `Sheet “${sheet}”: text in a shape or a text box was not read: “${text}”`,
      },
      [{ sheet, cell: 'A1' }],
      { actual: text },
    ),
  ]
}

function shapeText(xml: string): string {
  let text = ''
  let inText = false
  if (xml === '') return text
  scanXml(xml, {
    open: (name) => {
      inText = name === 'a:t'
    },
    close: (name) => {
      inText = false
      if (name === 'a:p') text += ' '
    },
    text: (part) => {
      if (inText) text += part
    },
  })
  return text
}
