/** Builds small Office files for the tests, part by part. */
import { strToU8, zipSync } from 'fflate'

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const officeRelation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A container with these parts. */
export function container(parts: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
}

/** A Word document with this in its body, in its definitions of lists and styles, and in its header and footnotes. */
export function word(body: string, numbering = '', styles = '', header = '', footnotes = ''): Uint8Array {
  const namespaces = [
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
    'xmlns:v="urn:schemas-microsoft-com:vml"',
  ]
  return container({
    '[Content_Types].xml': `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': relations([['officeDocument', 'word/document.xml']]),
    'word/document.xml': `${xmlHead}<w:document ${namespaces.join(' ')}><w:body>${body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': relations([
      ['numbering', 'numbering.xml'],
      ['styles', 'styles.xml'],
      ['header', 'header1.xml'],
      ['footnotes', 'footnotes.xml'],
    ]),
    'word/header1.xml': `${xmlHead}<w:hdr ${namespaces.join(' ')}>${header}</w:hdr>`,
    'word/footnotes.xml': `${xmlHead}<w:footnotes ${namespaces.join(' ')}>${footnotes}</w:footnotes>`,
    'word/numbering.xml': `${xmlHead}<w:numbering ${namespaces.join(' ')}>${numbering}</w:numbering>`,
    'word/styles.xml': `${xmlHead}<w:styles ${namespaces.join(' ')}>${styles}</w:styles>`,
  })
}

export interface SheetSource {
  readonly name: string
  /** Rows, as `<row>…</row>`. */
  readonly rows: string
  readonly state?: string
  /** What stands before and after the rows. */
  readonly columns?: string
  readonly merges?: readonly string[]
  /** Text of a shape over the cells. */
  readonly shape?: string
}

/** A workbook with these sheets, shared strings (as `<si>…</si>`) and format codes (style 1, 2, …); the style after those crosses out. */
export function workbook(
  sheets: readonly SheetSource[],
  strings = '',
  formats: readonly string[] = [],
  properties = '',
): Uint8Array {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const escaped = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
  const parts: Record<string, string> = {
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${xmlHead}<workbook ${main} xmlns:r="${officeRelation}">${properties}<sheets>${sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"${state === undefined ? '' : ` state="${state}"`}/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, i): [string, string] => ['worksheet', `worksheets/sheet${i + 1}.xml`]),
      ['sharedStrings', 'sharedStrings.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/sharedStrings.xml': `${xmlHead}<sst ${main}>${strings}</sst>`,
    'xl/styles.xml': `${xmlHead}<styleSheet ${main}><numFmts>${formats
      .map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${escaped(code)}"/>`)
      .join(
        '',
      )}</numFmts><fonts><font/><font><strike/></font></fonts><cellXfs><xf numFmtId="0"/>${formats.map((_, i) => `<xf numFmtId="${200 + i}"/>`).join('')}<xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>`,
  }
  for (const [i, { rows, columns = '', merges = [], shape }] of sheets.entries()) {
    parts[`xl/worksheets/sheet${i + 1}.xml`] =
      `${xmlHead}<worksheet ${main}>${columns}<sheetData>${rows}</sheetData><mergeCells>${merges
        .map((ref) => `<mergeCell ref="${ref}"/>`)
        .join('')}</mergeCells></worksheet>`
    if (shape === undefined) continue
    parts[`xl/worksheets/_rels/sheet${i + 1}.xml.rels`] = relations([
      ['drawing', `../drawings/drawing${i + 1}.xml`],
    ])
    parts[`xl/drawings/drawing${i + 1}.xml`] =
      `<d xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>${shape}</a:t></a:r></a:p></d>`
  }
  return container(parts)
}

function relations(list: readonly (readonly [type: string, target: string])[]): string {
  return `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(
      ([type, target], i) =>
        `<Relationship Id="rId${i + 1}" Type="${officeRelation}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`
}
