/** What stands in a Word document, in reading order: paragraphs and tables, without the wrappers around them. */
import { child, elements, isOn, type XmlElement } from '../xml.ts'

/**
 * The paragraphs and tables of a body, a cell or a text box: content controls, insertions and custom mark-up are looked
 * through, deletions left out.
 */
export function blocksOf(parent: XmlElement): readonly XmlElement[] {
  return elements(parent).flatMap((element) => {
    if (element.name === 'w:p' || element.name === 'w:tbl') return [element]
    return wrappers.has(element.name) ? blocksOf(wrapped(element)) : []
  })
}

/** The rows of a table, or the cells of a row, through the same wrappers. */
export function childrenThrough(parent: XmlElement, name: string): readonly XmlElement[] {
  return elements(parent).flatMap((element) => {
    if (element.name === name) return [element]
    return wrappers.has(element.name) ? childrenThrough(wrapped(element), name) : []
  })
}

/** What an element wraps: of alternatives, the choice; the fallback is the same content for old programs. */
export function wrapped(element: XmlElement): XmlElement {
  if (element.name !== 'mc:AlternateContent') return element
  return child(element, 'mc:Choice') ?? child(element, 'mc:Fallback') ?? element
}

/** The text boxes that are anchored in a paragraph, each once, those inside others left to them. */
export function textBoxesIn(parent: XmlElement): readonly XmlElement[] {
  return elements(wrapped(parent)).flatMap((element) => {
    if (element.name === 'w:txbxContent') return [element]
    return removed.has(element.name) || element.name === 'w:p' || element.name === 'w:tbl'
      ? []
      : textBoxesIn(element)
  })
}

/** Content of tracked changes that is not there any more. */
export const removed: ReadonlySet<string> = new Set(['w:del', 'w:moveFrom', 'w:delText', 'w:delInstrText'])

/** A row that a tracked change deletes. */
export function isDeletedRow(row: XmlElement): boolean {
  return child(row, 'w:trPr', 'w:del') !== undefined
}

/** Text that Word does not show. */
export function isHiddenRun(run: XmlElement): boolean {
  return isOn(child(run, 'w:rPr', 'w:vanish'))
}

/** Text that somebody crossed out: it no longer holds. */
export function isStruckRun(run: XmlElement): boolean {
  return isOn(child(run, 'w:rPr', 'w:strike')) || isOn(child(run, 'w:rPr', 'w:dstrike'))
}

/** Text that Word sets small and raised: a footnote's mark, the power of a unit. */
export function isRaisedRun(run: XmlElement): boolean {
  return child(run, 'w:rPr', 'w:vertAlign')?.attributes.val === 'superscript'
}

const wrappers: ReadonlySet<string> = new Set([
  'w:sdt',
  'w:sdtContent',
  'w:ins',
  'w:moveTo',
  'w:customXml',
  'w:smartTag',
  'mc:AlternateContent',
  'mc:Choice',
  'mc:Fallback',
])
