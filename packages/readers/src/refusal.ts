/** Files that are recognised, but cannot be read: pictures, old and encrypted Office files, other containers. */
import type { Message } from '@backfile/model'
import { UnreadableError } from './unreadable.ts'
import { isZip, zipMentions } from './zip.ts'

/** The reason why these bytes cannot be read, where they are of a known kind that no reader takes; else null. */
export function refusalOf(bytes: Uint8Array, name: string): UnreadableError | null {
  const picture = pictures.find(({ matches }) => matches(bytes))
  if (picture !== undefined) return notThePromised(picture.name, name)
  if (startsWith(bytes, compoundFile)) return compoundFileRefusal(bytes)
  if (isZip(bytes)) return zipRefusal(bytes)
  const start = Buffer.from(bytes.subarray(0, 512))
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
  const document = markedUp.find(({ pattern }) => pattern.test(start))
  if (document !== undefined) return unsupported(document.zh, document.en)
  return null
}

/** The reason for bytes that nobody recognises. */
export function unknownFormat(name: string): UnreadableError {
  const promised = promisedFormat(name)
  return promised === null
    ? unsupported('文件格式无法识别', 'the format of this file is not known')
    : unsupported(
        `文件名以 .${promised.extension} 结尾，但内容不是${promised.zh}，格式无法识别`,
        `it is named .${promised.extension} but is no ${promised.en}, nor any other known format`,
      )
}

interface Picture {
  readonly name: string
  readonly matches: (bytes: Uint8Array) => boolean
}

const pictures: readonly Picture[] = [
  { name: 'PNG', matches: (bytes) => startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]) },
  { name: 'JPEG', matches: (bytes) => startsWith(bytes, [0xff, 0xd8, 0xff]) },
  { name: 'GIF', matches: (bytes) => startsWithText(bytes, 'GIF87a') || startsWithText(bytes, 'GIF89a') },
  // A BMP's reserved bytes 6 to 9 are zero: a text that begins with "BM" has none.
  {
    name: 'BMP',
    matches: (bytes) => startsWithText(bytes, 'BM') && [6, 7, 8, 9].every((at) => bytes[at] === 0),
  },
  {
    name: 'TIFF',
    matches: (bytes) => startsWith(bytes, [0x49, 0x49, 0x2a, 0]) || startsWith(bytes, [0x4d, 0x4d, 0, 0x2a]),
  },
  {
    name: 'WebP',
    matches: (bytes) => startsWithText(bytes, 'RIFF') && startsWithText(bytes.subarray(8), 'WEBP'),
  },
]

/** Texts that are documents of another kind: reading their mark-up as a filing's text would give nonsense. */
const markedUp = [
  {
    pattern: /^\{\\rtf/,
    zh: 'RTF 文档暂不支持，请另存为 .docx',
    en: 'RTF is not supported; save it as .docx',
  },
  {
    // Systems that export ".xls" often write bare tables, without the elements around them.
    pattern: /^(?:<!--|<!doctype html|<(?:html|head|meta|title|style|script|body|div|table)[\s>])/i,
    zh: 'HTML 网页暂不支持，请另存为 .xlsx 或 .docx',
    en: 'HTML is not supported; save it as .xlsx or .docx',
  },
  {
    pattern: /^mime-version:/i,
    zh: '单个文件网页（MHTML）暂不支持，请另存为 .xlsx 或 .docx',
    en: 'MHTML is not supported; save it as .xlsx or .docx',
  },
  {
    pattern: /^<\?xml/i,
    zh: 'XML 文件暂不支持，请另存为 .xlsx 或 .docx',
    en: 'XML is not supported; save it as .xlsx or .docx',
  },
] as const

/** [MS-CFB] 2.2: the container of Office 97 to 2003, and of encrypted newer files. */
const compoundFile = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

function compoundFileRefusal(bytes: Uint8Array): UnreadableError {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // As bytes: Node 20's search for a UTF-16 string never ends in a buffer that begins at an odd address.
  const holds = (stream: string): boolean => view.includes(Buffer.from(`${stream}\0`, 'utf16le'))
  if (holds('EncryptedPackage') || holds('EncryptionInfo')) {
    return new UnreadableError('password-protected', {
      zh: '文件有密码保护，请解除密码后重新提交',
      en: 'the file is password-protected; remove the password and submit it again',
    })
  }
  if (holds('WordDocument')) {
    return unsupported(
      '旧版 Word 文件（.doc）暂不支持，请另存为 .docx',
      'the old Word format (.doc) is not supported yet; save it as .docx',
    )
  }
  if (holds('Workbook') || holds('Book')) {
    return unsupported(
      '旧版 Excel 文件（.xls、.et）暂不支持，请另存为 .xlsx',
      'the old Excel format (.xls, .et) is not supported yet; save it as .xlsx',
    )
  }
  return unsupported('旧版 Office 文件格式，暂不支持', 'an old Office format that is not supported')
}

function zipRefusal(bytes: Uint8Array): UnreadableError | null {
  if (zipMentions(bytes, 'OFD.xml')) {
    return unsupported('OFD 版式文件暂不支持，请转为 PDF', 'OFD is not supported yet; convert it to PDF')
  }
  if (zipMentions(bytes, 'xl/workbook.bin')) {
    return unsupported(
      'Excel 二进制工作簿（.xlsb）暂不支持，请另存为 .xlsx',
      'the binary workbook format (.xlsb) is not supported; save it as .xlsx',
    )
  }
  if (zipMentions(bytes, 'application/vnd.oasis.opendocument')) {
    return unsupported(
      'OpenDocument 文件暂不支持，请另存为 .xlsx 或 .docx',
      'OpenDocument is not supported; save it as .xlsx or .docx',
    )
  }
  if (zipMentions(bytes, 'ppt/')) return unsupported('演示文稿不支持', 'presentations are not supported')
  return null
}

const formats: Readonly<Record<string, { zh: string; en: string }>> = {
  pdf: { zh: ' PDF', en: 'PDF' },
  docx: { zh: ' Word 文件', en: 'Word file' },
  doc: { zh: ' Word 文件', en: 'Word file' },
  xlsx: { zh: ' Excel 工作簿', en: 'Excel workbook' },
  xls: { zh: ' Excel 工作簿', en: 'Excel workbook' },
  txt: { zh: '文本', en: 'text' },
  csv: { zh: '文本', en: 'text' },
}

/** What the file's name promises, where its ending is a known one. */
function promisedFormat(name: string): { extension: string; zh: string; en: string } | null {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const format = formats[extension]
  return format === undefined ? null : { extension, ...format }
}

function notThePromised(picture: string, name: string): UnreadableError {
  const promised = promisedFormat(name)
  return promised === null
    ? unsupported(
        `这是 ${picture} 图片，暂不支持识别图片中的文字，请提交 PDF 或 Office 原文件`,
        `this is a ${picture} picture; text in pictures is not read, submit the PDF or Office original`,
      )
    : unsupported(
        `这是 ${picture} 图片，不是${promised.zh}：请提交原文件`,
        `this is a ${picture} picture, not a ${promised.en}: submit the original file`,
      )
}

function unsupported(zh: string, en: string): UnreadableError {
  const reason: Message = { zh, en }
  return new UnreadableError('unsupported', reason)
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte)
}

function startsWithText(bytes: Uint8Array, start: string): boolean {
  return startsWith(bytes, [...Buffer.from(start, 'latin1')])
}
