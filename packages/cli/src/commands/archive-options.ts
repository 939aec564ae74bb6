/** Options that several commands share: which archive, which filings, how many rows. */
import type { FilingFilter } from '@backfile/archive'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { ArchivePlace } from '../archive/open.ts'
import type { PageWish } from '../show/paging.ts'
import { say } from '../terminal.ts'

const USUAL_ARCHIVE = '.backfile'

export interface ArchiveWords {
  readonly archive: string
  readonly blobs?: string
}

/** Adds `--archive` and, where files are written or read, `--blobs`. */
export function withArchiveOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--archive <place>',
        say({ zh: '存档：文件夹或 postgres:// 地址', en: 'the archive: a folder or a postgres:// address' }),
      )
        .env('BACKFILE_ARCHIVE')
        .default(USUAL_ARCHIVE),
    )
    .addOption(
      new Option(
        '--blobs <place>',
        say({
          zh: '存档在服务器上时，原始文件存放的文件夹或 s3:// 地址',
          en: 'what keeps the files of an archive on a server: a folder, or s3://bucket/prefix',
        }),
      ).env('BACKFILE_BLOBS'),
    )
}

export function archivePlace({ archive, blobs }: ArchiveWords): ArchivePlace {
  return { archive, blobs }
}

/** The archive as the next command must name it; null where that command finds it by itself. */
export function archiveToName(command: Command, { archive }: ArchiveWords): string | null {
  return command.getOptionValueSource('archive') === 'cli' ? archive : null
}

export interface FilterWords {
  readonly year?: number
  readonly unit?: string
  readonly form?: string
}

/** The filter that the words say; what was not given is no filter. */
export function filterOf({ year, unit, form }: FilterWords): FilingFilter {
  return {
    ...(year === undefined ? {} : { year }),
    ...(unit === undefined ? {} : { unit }),
    ...(form === undefined ? {} : { form }),
  }
}

export function withFilterOptions(command: Command): Command {
  return command
    .option('--year <year>', say({ zh: '年度', en: 'fiscal year' }), wholeNumber)
    .option(
      '--unit <unit>',
      say({ zh: '单位名称中的几个字，或单位代码', en: "a part of the unit's name, or its code" }),
    )
    .option('--form <form>', say({ zh: '表的种类（见例）', en: 'kind of form (see the examples)' }))
}

export interface PageWords {
  readonly limit?: number
  readonly after?: string
}

export function withPageOptions(command: Command): Command {
  return command
    .option('--limit <rows>', say({ zh: '最多列出多少行', en: 'list at most so many rows' }), wholeNumber)
    .option('--after <place>', say({ zh: '从上次列到的地方接着列', en: 'go on where an earlier list ended' }))
}

export function pageWish({ limit, after }: PageWords): PageWish {
  return { limit: limit ?? null, after: after ?? null }
}

/** Parses a number of an option. Throws commander's error for anything else. */
export function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError(say({ zh: '应为正整数', en: 'It must be a whole number above 0.' }))
}
