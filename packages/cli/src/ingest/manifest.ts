/** A manifest: a CSV that says of each file which unit, year and form it is. */
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Claim } from '@backfile/archive'
import { csvRecords, UnreadableError } from '@backfile/readers'
import { fileError } from '../read-file.ts'

/** What the columns may be called; the first line names them. */
const titles: Readonly<Record<keyof Claim, readonly string[]>> = {
  path: ['path', 'file', '路径', '文件', '文件名'],
  unit: ['unit', '单位', '单位名称', '单位代码'],
  fiscalYear: ['year', '年度', '年份'],
  form: ['form', 'hints', 'hint', '表', '表种', '提示'],
}

/**
 * The manifest's claims, made one by one as often as they are asked for: of many files only the manifest's own text is
 * held. Paths in it start from the folder that it lies in. Throws `UnreadableError` where it is no manifest, with the
 * line that is wrong, before the first claim is made.
 */
export async function readManifest(file: string): Promise<Iterable<Claim>> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw fileError(error, file) ?? error
  })
  const folder = dirname(resolve(file))
  const records = csvRecords(bytes)
  for (const _ of claimsIn(records, folder)) {
    // Making a claim tells whether its line is one.
  }
  return { [Symbol.iterator]: () => claimsIn(records, folder) }
}

function* claimsIn(records: ReturnType<typeof csvRecords>, folder: string): Generator<Claim> {
  let columns: Columns | null = null
  for (const { line, fields } of records) {
    if (fields.every((field) => field.trim() === '')) continue
    if (columns === null) {
      columns = columnsOf(fields)
      if (columns.path < 0) throw noManifest()
    } else yield claimOf(folder, line, fields, columns)
  }
}

type Columns = Readonly<Record<keyof Claim, number>>

function columnsOf(head: readonly string[]): Columns {
  const at = (name: keyof Claim) =>
    head.findIndex((title) => titles[name].includes(title.trim().toLowerCase()))
  return { path: at('path'), unit: at('unit'), fiscalYear: at('fiscalYear'), form: at('form') }
}

function claimOf(folder: string, line: number, fields: readonly string[], columns: Columns): Claim {
  const at = (name: keyof Claim): string | null => {
    const text = fields[columns[name]]?.trim() ?? ''
    return text === '' ? null : text
  }
  const path = at('path')
  if (path === null) throw wrongLine(line, { zh: '没有文件路径', en: 'it names no file' })
  const year = at('fiscalYear')
  const digits = year === null ? null : /^(\d{4})年?度?$/.exec(year)?.[1]
  if (digits === undefined) throw wrongLine(line, { zh: `“${year}”不是年度`, en: `"${year}" is no year` })
  return {
    path: resolve(folder, path),
    unit: at('unit'),
    fiscalYear: digits === null ? null : Number(digits),
    form: at('form'),
  }
}

function noManifest(): UnreadableError {
  return new UnreadableError('unsupported', {
    zh: '不是清单：应为 CSV，第一行写列名，至少有 path（另可有 unit、year、form）',
    en: 'this is no manifest: it must be CSV whose first line names the columns, at least "path" (and "unit", "year", "form")',
  })
}

function wrongLine(line: number, what: { readonly zh: string; readonly en: string }): UnreadableError {
  return new UnreadableError('unsupported', {
    zh: `清单第 ${line} 行：${what.zh}`,
    en: `line ${line} of the manifest: ${what.en}`,
  })
}
