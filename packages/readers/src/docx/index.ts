/** Reads Word documents (.docx): the paragraphs and tables of the body, in order. */
import type { Reader } from '../reader.ts'
import { mainPart, relationsOf } from '../relations.ts'
import type { GridDocument } from '../source-document.ts'
import { UnreadableError } from '../unreadable.ts'
import { child, parseXml, type XmlElement } from '../xml.ts'
import { isZip, partText, readXmlParts, zipMentions } from '../zip.ts'
import { readBody } from './body.ts'
import { marginDoubts, marginTypes } from './margins.ts'
import { numbersOf } from './numbering.ts'

const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export const docxReader: Reader = {
  mediaType,
  extensions: ['docx', 'docm', 'dotx'],
  sniff: (bytes, name) => {
    if (!isZip(bytes)) return 0
    if (zipMentions(bytes, 'word/document')) return 1
    if (zipMentions(bytes, 'word/')) return 0.9
    return /\.do[ct][xm]$/i.test(name) ? 0.2 : 0
  },
  read: readWord,
}

async function readWord(bytes: Uint8Array): Promise<GridDocument> {
  const parts = await readXmlParts(bytes)
  const main = mainPart(parts, 'word/document.xml')
  const xml = partText(parts, main)
  const body = xml === null ? undefined : child(parseXml(xml), 'w:body')
  if (body === undefined) {
    throw new UnreadableError('damaged', {
      zh: '文件已损坏：缺少正文内容',
      en: 'the file is damaged: its body is missing',
    })
  }
  const relations = relationsOf(parts, main)
  const related = (type: string): readonly XmlElement[] =>
    relations
      .filter((relation) => relation.type === type)
      .flatMap(({ target }) => partText(parts, target) ?? [])
      .map(parseXml)
  const numbers = numbersOf(body, related('numbering')[0] ?? null, related('styles')[0] ?? null)
  const { parts: content, doubts } = readBody(body, numbers)
  const unread = marginDoubts(marginTypes.flatMap(related), numbers)
  return {
    kind: 'grids',
    mediaType,
    sections: [{ name: null, parts: content }],
    doubts: [...doubts, ...unread],
  }
}
