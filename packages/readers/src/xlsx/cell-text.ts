/** The text that a person sees in a cell, with a doubt where the cell hides or lacks something. */
import type { Doubt, Locator } from '@backfile/model'
import { sourceDoubt } from '../doubt.ts'
import { cellAddress } from './address.ts'
import { shownDate } from './date-format.ts'
import { plainText, storedDecimal } from './decimal.ts'
import { isDateFormat } from './format-code.ts'
import { shownNumber } from './number-format.ts'
import { type SharedText, unescaped } from './rich-text.ts'
import type { StoredCell } from './sheet.ts'
import type { CellStyle } from './styles.ts'

/** What the cells of a workbook refer to. */
export interface WorkbookContext {
  readonly strings: readonly SharedText[]
  readonly styles: readonly CellStyle[]
  readonly from1904: boolean
}

export interface CellText {
  readonly text: string
  readonly doubt: Doubt | null
}

/** What is crossed out, the whole cell or a part of its text, is left out with a doubt. */
export function cellText(cell: StoredCell, sheet: string, workbook: WorkbookContext): CellText {
  const shown = shownText(cell, sheet, workbook)
  const ofString = cell.kind === 'shared' ? workbook.strings[Number(cell.value)]?.struck : undefined
  const isStruck = workbook.styles[cell.style]?.isStruck === true
  const struck = isStruck ? shown.text : (ofString ?? unescaped(cell.struck))
  if (struck.trim() === '') return shown
  const address = cellAddress(cell)
  return { text: isStruck ? '' : shown.text, doubt: textStruck(address, struck, { sheet, cell: address }) }
}

function shownText(cell: StoredCell, sheet: string, workbook: WorkbookContext): CellText {
  const address = cellAddress(cell)
  const locator: Locator = { sheet, cell: address }
  const { value } = cell
  if (value === null) return { text: '', doubt: uncomputed(address, cell.formula ?? '', locator) }
  switch (cell.kind) {
    case 'shared':
      return sharedText(workbook.strings[Number(value)]?.text, address, locator)
    case 'boolean':
      return sure(value === '1' || value === 'true' ? 'TRUE' : 'FALSE')
    case 'error':
      return { text: value, doubt: errorValue(address, value, locator) }
    case 'number':
      return numberText(
        value,
        workbook.styles[cell.style]?.formatCode ?? 'General',
        workbook.from1904,
        address,
        locator,
      )
    default:
      return sure(unescaped(value))
  }
}

function numberText(
  value: string,
  code: string,
  from1904: boolean,
  address: string,
  locator: Locator,
): CellText {
  const decimal = storedDecimal(value)
  if (decimal === null) return sure(value)
  const serial = Number(value)
  if (isDateFormat(code) && serial >= 0 && serial < maxSerial) return sure(shownDate(serial, code, from1904))
  const shown = shownNumber(decimal, code)
  if (!shown.hides) return sure(shown.text)
  const stored = plainText(decimal)
  return {
    text: shown.text,
    doubt: sourceDoubt(
      'reader/display-rounded',
      'info',
      {
        zh: `单元格 ${address} 显示为“${shown.text}”，实际存储的数值是 ${stored}；按显示读取`,
        en: `Cell ${address} shows “${shown.text}” where ${stored} is stored; what is shown was read`,
      },
      [locator],
      { expected: stored, actual: shown.text },
    ),
  }
}

/** The day after 31 December 9999, beyond which Excel shows no date. */
const maxSerial = 2_958_466

function sharedText(text: string | undefined, address: string, locator: Locator): CellText {
  if (text !== undefined) return sure(text)
  const doubt = sourceDoubt(
    'reader/text-missing',
    'error',
    {
      zh: `单元格 ${address} 的文字在文件中缺失，文件可能已损坏`,
      en: `The text of cell ${address} is missing from the file, which may be damaged`,
    },
    [locator],
  )
  return { text: '', doubt }
}

function textStruck(address: string, text: string, locator: Locator): Doubt {
  return sourceDoubt(
    'reader/text-struck',
    'warning',
    {
      zh: `单元格 ${address} 的“${text}”已被划去，未采用；请对照原件`,
      en: `“${text}” in cell ${address} is crossed out and was not taken. Compare it with the original`,
    },
    [locator],
    { actual: text },
  )
}

function errorValue(address: string, value: string, locator: Locator): Doubt {
  return sourceDoubt(
    'reader/error-value',
    'warning',
    {
      zh: `单元格 ${address} 的公式出错，显示为 ${value}`,
      en: `The formula of cell ${address} failed and shows ${value}`,
    },
    [locator],
    { actual: value },
  )
}

function uncomputed(address: string, formula: string, locator: Locator): Doubt {
  return sourceDoubt(
    'reader/formula-uncomputed',
    'warning',
    {
      zh: `单元格 ${address} 只有公式（=${formula}），没有计算结果；请用 Excel 打开并保存后重新提交`,
      en: `Cell ${address} has a formula (=${formula}) but no result; open and save the file in Excel, then submit it again`,
    },
    [locator],
    { expected: `=${formula}` },
  )
}

function sure(text: string): CellText {
  return { text, doubt: null }
}
