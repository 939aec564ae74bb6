/** Reads Excel workbooks (.xlsx): a section a visible sheet, each cell's text as it is shown. */
import type { Doubt } from '@backfile/model'
import { sourceDoubt } from '../doubt.ts'
import type { Reader } from '../reader.ts'
import { mainPart, relationsOf } from '../relations.ts'
import type { GridDocument, GridSection } from '../source-document.ts'
import { UnreadableError } from '../unreadable.ts'
import { child, elements, parseXml } from '../xml.ts'
import { isZip, partText, readXmlParts, zipMentions } from '../zip.ts'
import type { WorkbookContext } from './cell-text.ts'
import { shapeTextDoubts } from './drawing.ts'
import { sheetGrid } from './grid.ts'
import { sharedStrings } from './shared-strings.ts'
import { readSheet } from './sheet.ts'
import { cellStyles } from './styles.ts'

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const xlsxReader: Reader = {
  mediaType,
  extensions: ['xlsx', 'xlsm', 'xltx'],
  sniff: (bytes, name) => {
    if (!isZip(bytes)) return 0
    if (zipMentions(bytes, 'xl/workbook')) return 1
    if (zipMentions(bytes, 'xl/')) return 0.9
    return /\.xl[st][xm]$/i.test(name) ? 0.2 : 0
  },
  read: readWorkbook,
}

async function readWorkbook(bytes: Uint8Array): Promise<GridDocument> {
  const parts = await readXmlParts(bytes)
  const part = mainPart(parts, 'xl/workbook.xml')
  const xml = partText(parts, part)
  if (xml === null) throw missing('工作簿', 'workbook')
  const workbook = parseXml(xml)
  const sheets = child(workbook, 'sheets')
  if (sheets === undefined) throw missing('工作簿', 'workbook')
  const relations = relationsOf(parts, part)
  const partOf = (type: string): string | null => {
    const target = relations.find((relation) => relation.type === type)?.target
    return target === undefined ? null : partText(parts, target)
  }
  const context: WorkbookContext = {
    strings: sharedStrings(partOf('sharedStrings')),
    styles: cellStyles(partOf('styles')),
    from1904: /^(1|true)$/.test(child(workbook, 'workbookPr')?.attributes.date1904 ?? ''),
  }

  const sections: GridSection[] = []
  const doubts: Doubt[] = []
  for (const { attributes } of elements(sheets)) {
    const name = attributes.name ?? ''
    const relation = relations.find(({ id }) => id === attributes.id)
    // Chart and dialog sheets have no cells.
    if (relation !== undefined && relation.type !== 'worksheet') continue
    const sheetXml = relation === undefined ? null : partText(parts, relation.target)
    if (relation === undefined || sheetXml === null) throw missing(`工作表“${name}”`, `sheet “${name}”`)
    if (/hidden/i.test(attributes.state ?? '')) {
      if (hasValues.test(sheetXml)) doubts.push(hiddenSheet(name))
      continue
    }
    const { grid, doubts: ofSheet } = sheetGrid(readSheet(sheetXml), name, context)
    doubts.push(...ofSheet, ...shapeTextDoubts(parts, relation.target, name))
    if (grid !== null) sections.push({ name, parts: [grid] })
  }
  return { kind: 'grids', mediaType, sections, doubts }
}

/** A value or a string in a cell, whatever the prefix of its name. */
const hasValues = /<(?:\w+:)?(?:v|is)>/

function hiddenSheet(name: string): Doubt {
  return sourceDoubt(
    'reader/hidden-sheet',
    'info',
    { zh: `隐藏的工作表“${name}”未读取`, en: `The hidden sheet “${name}” was not read` },
    [{ sheet: name, cell: 'A1' }],
  )
}

function missing(zh: string, en: string): UnreadableError {
  return new UnreadableError('damaged', {
    zh: `文件已损坏：缺少${zh}的内容`,
    en: `the file is damaged: the content of the ${en} is missing`,
  })
}
