/** XML of Office parts: as a stream of tags, or as a tree of plain values. */
import { SaxesParser } from 'saxes'
import { UnreadableError } from './unreadable.ts'

/** How deep elements may nest; Word itself stays below a hundred. */
const maxDepth = 400

/** An element: its namespace's usual prefix and local name (`w:tbl`; bare in the main spreadsheet namespace). */
export interface XmlElement {
  readonly name: string
  /** By local name, whatever their prefix. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlElement | string)[]
}

/** What a scan is told of, in document order. Names are those of `XmlElement`. */
export interface XmlEvents {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly close: (name: string) => void
  readonly text: (text: string) => void
}

/** The namespaces that readers look at, transitional and strict, by the prefix under which the code knows them. */
const prefixes: Readonly<Record<string, string>> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w:',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w:',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc:',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm:',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm:',
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main': '',
  'http://purl.oclc.org/ooxml/spreadsheetml/main': '',
  'http://schemas.openxmlformats.org/drawingml/2006/main': 'a:',
  'http://purl.oclc.org/ooxml/drawingml/main': 'a:',
  'http://schemas.openxmlformats.org/package/2006/relationships': '',
}

/** Reads the XML once, from start to end. Throws `UnreadableError` (damaged) where it is not well-formed. */
export function scanXml(xml: string, events: XmlEvents): void {
  const parser = new SaxesParser({ xmlns: true })
  const names: string[] = []
  parser.on('opentag', (tag) => {
    if (names.length >= maxDepth) throw new Error(`elements nest deeper than ${maxDepth}`)
    const name = (prefixes[tag.uri] ?? '?:') + tag.local
    names.push(name)
    const attributes: Record<string, string> = {}
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.prefix === 'xmlns' || attribute.name === 'xmlns') continue
      attributes[attribute.local] = attribute.value
    }
    events.open(name, attributes)
  })
  parser.on('closetag', () => {
    const name = names.pop()
    if (name !== undefined) events.close(name)
  })
  parser.on('text', events.text)
  parser.on('cdata', events.text)
  try {
    parser.write(xml).close()
  } catch (error) {
    if (error instanceof UnreadableError) throw error
    throw new UnreadableError(
      'damaged',
      {
        zh: '文件内部的 XML 已损坏，无法完整读取',
        en: 'the XML inside the file is damaged and cannot be read whole',
      },
      { cause: error },
    )
  }
}

/** The whole XML as a tree: for parts that are small or that must be walked back and forth. */
export function parseXml(xml: string): XmlElement {
  interface Growing extends XmlElement {
    readonly children: (XmlElement | string)[]
  }
  const root: Growing = { name: '', attributes: {}, children: [] }
  const path: Growing[] = [root]
  scanXml(xml, {
    open: (name, attributes) => {
      const element: Growing = { name, attributes, children: [] }
      path.at(-1)?.children.push(element)
      path.push(element)
    },
    close: () => {
      path.pop()
    },
    text: (text) => {
      path.at(-1)?.children.push(text)
    },
  })
  return elements(root)[0] ?? root
}

/** The child elements, without the text between them. */
export function elements(parent: XmlElement): readonly XmlElement[] {
  return parent.children.filter((child) => typeof child !== 'string')
}

/** The first child of that name, or of each name in turn: `child(cell, 'w:tcPr', 'w:gridSpan')`. */
export function child(parent: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  let at = parent
  for (const name of names)
    at = at === undefined ? undefined : elements(at).find((element) => element.name === name)
  return at
}

/** OOXML's on/off: an element that is there means on unless its `val` says off. */
export function isOn(element: XmlElement | undefined): boolean {
  return element !== undefined && !/^(0|false|off|none)$/i.test(element.attributes.val ?? '')
}
