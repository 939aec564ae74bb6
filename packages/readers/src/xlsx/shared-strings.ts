/** The strings that a workbook's cells share. */
import { scanXml } from '../xml.ts'
import { RichText, type SharedText, unescaped } from './rich-text.ts'

/** The shared strings, in order. */
export function sharedStrings(xml: string | null): readonly SharedText[] {
  const strings: SharedText[] = []
  if (xml === null) return strings
  let open = new RichText()
  scanXml(xml, {
    open: (name, attributes) => {
      if (name === 'si') open = new RichText()
      else open.open(name, attributes)
    },
    close: (name) => {
      if (name === 'si') strings.push({ text: unescaped(open.text), struck: unescaped(open.struck) })
      else open.close(name)
    },
    text: (part) => open.add(part),
  })
  return strings
}
