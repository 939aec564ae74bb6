/** What a reader doubts of a PDF as a whole: that it is broken, or that its content is not on its pages. */
import type { Doubt, Message, Severity } from '@backfile/model'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { sourceDoubt } from '../doubt.ts'
import { memberOf } from './operands.ts'
import { pagesInTree } from './page-tree.ts'
import { hasBrokenIndex } from './signature.ts'

/** The doubts about a file, before any of its pages is read. */
export async function fileDoubts(document: PDFDocumentProxy, bytes: Uint8Array): Promise<readonly Doubt[]> {
  const doubts: Doubt[] = []
  if (hasBrokenIndex(bytes)) doubts.push(fileRepaired())
  const held = pagesInTree(bytes)
  if (held !== null && held > document.numPages) doubts.push(pagesHidden(document.numPages, held))
  // What cannot be told of a damaged file is no reason not to read its pages.
  const unknown = (): null => null
  const info = memberOf(await document.getMetadata().catch(unknown), 'info')
  if (memberOf(info, 'IsXFAPresent') === true && memberOf(info, 'IsAcroFormPresent') !== true) {
    doubts.push(dynamicForm())
  }
  const attached = namesOf(await document.getAttachments().catch(unknown))
  if (memberOf(info, 'IsCollectionPresent') === true) doubts.push(portfolio(attached))
  else if (attached.length > 0) doubts.push(attachments(attached))
  return doubts
}

function namesOf(attachments: unknown): readonly string[] {
  const list: readonly unknown[] =
    typeof attachments === 'object' && attachments !== null ? Object.values(attachments) : []
  return list.flatMap((attachment) => {
    const name = memberOf(attachment, 'filename')
    return typeof name === 'string' ? [name] : []
  })
}

function fileRepaired(): Doubt {
  return about('reader/file-repaired', 'warning', {
    zh: 'PDF文件的目录（交叉引用表）已损坏，内容经修复后读取，可能有遗漏',
    en: 'the PDF’s table of contents (cross-reference) is broken; it was repaired, and something may be missing',
  })
}

function pagesHidden(stated: number, held: number): Doubt {
  return about('reader/pages-hidden', 'error', {
    zh: `PDF文件称有${stated}页，实际含有${held}页，其余各页未读取；请重新打印为PDF后提交`,
    en: `the PDF says that it has ${stated} pages and holds ${held}; the others were not read. Print it to PDF again and submit that`,
  })
}

/** XFA without the fields of an ordinary form: the pages are made by the program that shows it. */
function dynamicForm(): Doubt {
  return about('reader/dynamic-form', 'error', {
    zh: '这是动态表单（XFA），内容不在页面上，未读取；请用 Adobe Acrobat 打开并打印为PDF后重新提交',
    en: 'this is a dynamic form (XFA): its content is not on its pages and was not read. Open it in Adobe Acrobat, print it to PDF and submit that',
  })
}

function portfolio(names: readonly string[]): Doubt {
  return about('reader/portfolio', 'error', {
    zh: `这是PDF文件包，其中的文件未读取，请单独提交：${names.join('、')}`,
    en: `this is a PDF portfolio; the files in it were not read, submit each of them: ${names.join(', ')}`,
  })
}

function attachments(names: readonly string[]): Doubt {
  return about('reader/attachments', 'info', {
    zh: `PDF带有附件，附件未读取：${names.join('、')}`,
    en: `files are attached to the PDF; they were not read: ${names.join(', ')}`,
  })
}

function about(check: `reader/${string}`, severity: Severity, message: Message): Doubt {
  return sourceDoubt(check, severity, message, [])
}
