/** The number formats of a workbook's cells and what is crossed out, by the style that a cell names. */
import { child, elements, parseXml, type XmlElement } from '../xml.ts'
import { isOn } from './rich-text.ts'

/** How cells of one style show what they hold. */
export interface CellStyle {
  readonly formatCode: string
  /** Its font crosses the text out. */
  readonly isStruck: boolean
}

/** The cell styles, by their index. */
export function cellStyles(stylesXml: string | null): readonly CellStyle[] {
  if (stylesXml === null) return []
  const sheet = parseXml(stylesXml)
  const own = new Map<number, string>()
  for (const { attributes } of listed(sheet, 'numFmts'))
    own.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
  const struck = listed(sheet, 'fonts').map((font) => {
    const strike = child(font, 'strike')
    return strike !== undefined && isOn(strike.attributes.val)
  })
  return listed(sheet, 'cellXfs').map(({ attributes }) => {
    const id = Number(attributes.numFmtId ?? 0)
    return {
      formatCode: own.get(id) ?? builtIn[id] ?? 'General',
      isStruck: struck[Number(attributes.fontId ?? 0)] ?? false,
    }
  })
}

function listed(sheet: XmlElement, name: string): readonly XmlElement[] {
  const list = child(sheet, name)
  return list === undefined ? [] : elements(list)
}

const accounting = (currency: string, decimals: string): string =>
  `_ ${currency}* #,##0${decimals}_ ;_ ${currency}* \\-#,##0${decimals}_ ;_ ${currency}* "-"${decimals === '' ? '' : '??'}_ ;_ @_ `

/** Formats that a workbook names by number only (ECMA-376 18.8.30), as a Chinese Excel shows them. */
const builtIn: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '"¥"#,##0;"¥"\\-#,##0',
  6: '"¥"#,##0;"¥"\\-#,##0',
  7: '"¥"#,##0.00;"¥"\\-#,##0.00',
  8: '"¥"#,##0.00;"¥"\\-#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm/d/yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: '上午/下午h"时"mm"分"',
  35: '上午/下午h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0;\\-#,##0',
  38: '#,##0;\\-#,##0',
  39: '#,##0.00;\\-#,##0.00',
  40: '#,##0.00;\\-#,##0.00',
  41: accounting('', ''),
  42: accounting('"¥"', ''),
  43: accounting('', '.00'),
  44: accounting('"¥"', '.00'),
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss',
  48: '##0.0E+0',
  49: '@',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: '上午/下午h"时"mm"分"',
  56: '上午/下午h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
}
