/** What a Word document says outside its body: headers, footers, footnotes. None of it is read, so it is named. */
import type { Doubt } from '@backfile/model'
import { sourceDoubt } from '../doubt.ts'
import { elements, type XmlElement } from '../xml.ts'
import { readBody } from './body.ts'
import type { Numbers } from './numbering.ts'

/** The relations of a document to what stands outside its body. */
export const marginTypes = ['header', 'footer', 'footnotes', 'endnotes'] as const

/** 第 3 页 共 5 页, - 3 -: it says nothing of the filing. */
const pageNumber = /^[第共页\d\s/.,，、—–-]*$/

/** One doubt that quotes the texts of these parts, or none where they hold but page numbers. */
export function marginDoubts(margins: readonly XmlElement[], numbers: Numbers): readonly Doubt[] {
  const texts = margins
    .flatMap(storiesOf)
    .flatMap((story) =>
      readBody(story, numbers).parts.flatMap((part) =>
        part.kind === 'grid' ? part.cells.map(({ text }) => text) : [part.text],
      ),
    )
  const said = [...new Set(texts.map((text) => text.trim()))].filter((text) => !pageNumber.test(text))
  if (said.length === 0) return []
  const quoted = said.join('；')
  return [
    sourceDoubt(
      'reader/margins-unread',
      'info',
      {
        zh: `页眉、页脚或脚注中的文字没有读入：${quoted}`,
        en: `What the headers, footers or footnotes say was not read: ${quoted}`,
      },
      [],
      { actual: quoted },
    ),
  ]
}

/** A header is one story; footnotes are one each. */
function storiesOf(margin: XmlElement): readonly XmlElement[] {
  const notes = elements(margin).filter(({ name }) => name === 'w:footnote' || name === 'w:endnote')
  return notes.length > 0 ? notes : [margin]
}
