/** Lists the archive's filings, or the files that could not be read. */
import {
  type Archive,
  countsByState,
  type FilingFilter,
  type ListedFiling,
  listDocuments,
  listFilings,
} from '@backfile/archive'
import { type ArchivePlace, withArchive } from '../archive/open.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { displayPath } from '../place.ts'
import { complain, oneLine, paint, print, say } from '../terminal.ts'
import { columns } from '../text-columns.ts'
import { formName } from './form-name.ts'
import { eachPage, type PageWish } from './paging.ts'

export interface ListOptions extends ArchivePlace {
  readonly filter: FilingFilter
  readonly failed: boolean
  readonly json: boolean
  readonly pages: PageWish
}

export async function list(options: ListOptions): Promise<ExitCode> {
  return withArchive(options, 'read', (archive) =>
    options.failed ? listFailed(archive, options) : listRead(archive, options),
  )
}

async function listRead(archive: Archive, { filter, json, pages }: ListOptions): Promise<ExitCode> {
  const given = await eachPage(
    pages,
    (limit, after) => listFilings(archive.db, filter, limit, after),
    (rows, isFirst) =>
      print(json ? rows.map((row) => `${JSON.stringify(row)}\n`).join('') : filingRows(rows, isFirst)),
  )
  if (given === 0) await sayNothingThere(archive, Object.keys(filter).length > 0)
  return exitCodes.done
}

function filingRows(rows: readonly ListedFiling[], isFirst: boolean): string {
  const head = [
    ['ID', say({ zh: '年度', en: 'YEAR' }), say({ zh: '表', en: 'FORM' })],
    [say({ zh: '资金', en: 'FUNDS' }), say({ zh: '指标', en: 'INDIC.' })],
    [say({ zh: '发现', en: 'FINDINGS' }), say({ zh: '单位', en: 'UNIT' }), say({ zh: '文件', en: 'FILE' })],
  ].flat()
  const table = rows.map((row) => [
    row.id,
    row.fiscalYear === null ? '–' : String(row.fiscalYear),
    formName(row.formId),
    String(row.fundCount).padStart(4),
    String(row.indicatorCount).padStart(4),
    findingCounts(row),
    oneLine(row.unitName ?? say({ zh: '（单位不明）', en: '(unit unknown)' })),
    `${row.path === null ? '–' : oneLine(displayPath(row.path))}${row.part > 0 ? ` #${row.part + 1}` : ''}`,
  ])
  const [first, ...rest] = columns([head, ...table], process.stdout).split('\n')
  return [...(isFirst && first !== undefined ? [paint(process.stdout, 'dim', first)] : []), ...rest].join(
    '\n',
  )
}

function findingCounts({ errorCount, warningCount, infoCount }: ListedFiling): string {
  return say({
    zh: `${errorCount} 错 ${warningCount} 警 ${infoCount} 提示`,
    en: `${errorCount} err ${warningCount} warn ${infoCount} note`,
  })
}

async function listFailed(archive: Archive, { json, pages }: ListOptions): Promise<ExitCode> {
  const given = await eachPage(
    pages,
    (limit, after) => listDocuments(archive.db, { states: ['failed'] }, limit, after),
    (rows) =>
      print(
        json
          ? rows.map((row) => `${JSON.stringify(row)}\n`).join('')
          : columns(
              rows.map(({ firstPath, failure }) => [
                oneLine(displayPath(firstPath)),
                failure === null ? '' : oneLine(say(failure.message)),
              ]),
              process.stdout,
            ),
      ),
  )
  if (given === 0) {
    complain(null, say({ zh: '没有读取失败的文件', en: 'there is no file that could not be read' }))
  }
  return exitCodes.done
}

/** Says why a list is empty, and what to do. */
export async function sayNothingThere(archive: Archive, filtered: boolean): Promise<void> {
  const { read, failed, received, queued, reading } = await countsByState(archive.db)
  const waiting = received + queued + reading
  if (filtered && read > 0) {
    complain(null, say({ zh: '没有符合条件的结果', en: 'nothing fits these filters' }))
  } else if (waiting > 0) {
    complain(
      null,
      say({
        zh: `有 ${waiting} 个文件还没读；再次运行 backfile ingest 接着读`,
        en: `${waiting} files wait to be read: run backfile ingest again`,
      }),
    )
  } else if (failed > 0) {
    complain(
      null,
      say({
        zh: `${failed} 个文件都未能读取：backfile list --failed`,
        en: `all ${failed} files failed to be read: backfile list --failed`,
      }),
    )
  } else {
    complain(
      null,
      say({ zh: '这里还什么都没有：backfile ingest 文件夹', en: 'nothing here yet: backfile ingest FOLDER' }),
    )
  }
}
