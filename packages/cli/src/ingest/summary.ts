/** What an ingest says at its end: what was read, what needs eyes, and what to type next. */
import { displayPath } from '../place.ts'
import { oneLine, paint, say } from '../terminal.ts'
import { columns } from '../text-columns.ts'
import { duration, number } from './progress.ts'
import type { Tally } from './tally.ts'

export interface Outcome {
  readonly state: 'finished' | 'interrupted' | 'failed'
  readonly seconds: number
  /** As the next command has to name it, or null where it is the usual one. */
  readonly archive: string | null
  readonly again: string
}

/** Failed files named in the summary for people. */
const NAMED = 10

/** For machines: one JSON object. Its names are a promise. */
export function summaryJson(tally: Tally, { state, seconds }: Outcome): string {
  const { counts, failures, doubtful } = tally
  return `${JSON.stringify({ state, seconds: Math.round(seconds * 10) / 10, counts, failures, doubtful })}\n`
}

/** For people. */
export function summaryText(tally: Tally, outcome: Outcome, out: NodeJS.WriteStream): string {
  const parts = [
    headline(tally, outcome),
    table(tally, out),
    failures(tally, out),
    doubtful(tally, out),
    next(tally, outcome),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function headline({ counts }: Tally, { state, seconds }: Outcome): string {
  if (state !== 'finished') return ''
  if (counts.found === 0 && counts.unreadable === 0 && counts.read + counts.failed === 0) {
    return `${say({ zh: '没有找到文件。', en: 'No files were found.' })}\n`
  }
  if (counts.read + counts.new + counts.changed + counts.copies === 0) {
    const failed = counts.failed + counts.unreadable
    const known = say({
      zh: `没有新内容：${number(counts.unchanged)} 个文件都已存档，未变`,
      en: `Nothing new: ${plural(counts.unchanged, 'file was', 'files were')} known already and unchanged`,
    })
    const still = say({
      zh: `；${number(failed)} 个仍无法读取`,
      en: `; ${number(failed)} still cannot be read`,
    })
    return `${known}${failed > 0 ? still : ''}${say({ zh: '。', en: '.' })}\n`
  }
  const rate = seconds > 0 ? ((counts.read + counts.failed) / seconds).toFixed(1) : '–'
  return `${say({
    zh: `完成，用时 ${duration(seconds)}（每秒 ${rate} 个文件）。`,
    en: `Done in ${duration(seconds)} (${rate} files a second).`,
  })}\n`
}

function table({ counts }: Tally, out: NodeJS.WriteStream): string {
  const row = (zh: string, en: string, value: number, remark = ''): string[] => [
    `  ${say({ zh, en })}`,
    number(value).padStart(9),
    remark,
  ]
  const known = [
    counts.copies > 0
      ? say({ zh: `另有 ${counts.copies} 个同内容的副本`, en: `${counts.copies} are copies of known files` })
      : '',
    counts.changed > 0
      ? say({ zh: `${counts.changed} 个有新版本`, en: `${counts.changed} have a new version` })
      : '',
    counts.skipped > 0
      ? say({
          zh: `跳过 ${counts.skipped} 个隐藏或临时文件`,
          en: `${counts.skipped} hidden or temporary ones skipped`,
        })
      : '',
  ].filter((part) => part !== '')
  const severities = [
    paint(out, 'red', say({ zh: `${counts.errors} 个错误`, en: plural(counts.errors, 'error') })),
    paint(out, 'yellow', say({ zh: `${counts.warnings} 个警告`, en: plural(counts.warnings, 'warning') })),
    say({ zh: `${counts.notes} 个提示`, en: plural(counts.notes, 'note') }),
  ].join(', ')
  const findings = counts.errors + counts.warnings + counts.notes
  const failed = counts.failed + counts.unreadable
  const rows = [
    row('文件', 'files', counts.found, known.join(', ')),
    row('未变', 'unchanged', counts.unchanged),
    row('已读', 'read', counts.read),
    ...(failed > 0 ? [row('失败', 'failed', failed)] : []),
    ...(counts.waiting > 0 ? [row('待读', 'waiting', counts.waiting)] : []),
    ...(counts.read > 0
      ? [
          row('表', 'filings', counts.filings),
          row('资金行', 'fund lines', counts.fundLines),
          row('指标', 'indicators', counts.indicators),
          row('发现', 'findings', findings, findings > 0 ? severities : ''),
        ]
      : []),
  ]
  return columns(rows, out)
}

function failures({ counts, failures }: Tally, out: NodeJS.WriteStream): string {
  if (failures.length === 0) return ''
  const named = failures.slice(0, NAMED)
  const more = counts.failed + counts.unreadable - named.length
  const title = paint(out, 'bold', say({ zh: '无法读取：', en: 'Could not be read:' }))
  const rows = named.map(({ path, reason }) => [`  ${oneLine(displayPath(path))}`, oneLine(say(reason))])
  const rest =
    more > 0 ? `  ${say({ zh: `…… 还有 ${number(more)} 个`, en: `… and ${number(more)} more` })}\n` : ''
  return `${title}\n${columns(rows, out)}${rest}`
}

function doubtful({ doubtful }: Tally, out: NodeJS.WriteStream): string {
  if (doubtful.length === 0) return ''
  const title = paint(out, 'bold', say({ zh: '最需要人看的：', en: 'To look at first:' }))
  const rows = doubtful.map(({ id, unit, year, errors, warnings, path }) => [
    `  ${id}`,
    say({
      zh: `${errors} 错 ${warnings} 警`,
      en: `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`,
    }),
    `${year ?? ''}`,
    oneLine(unit ?? say({ zh: '（单位不明）', en: '(unit unknown)' })),
    oneLine(displayPath(path)),
  ])
  return `${title}\n${columns(rows, out)}`
}

function next({ counts, doubtful }: Tally, { state, archive, again }: Outcome): string {
  const place = archive === null ? '' : ` --archive ${archive}`
  const line = (command: string, zh: string, en: string): string[] => [
    `  backfile ${command}${place}`,
    say({ zh, en }),
  ]
  if (state === 'interrupted') {
    return say({
      zh: `已停止；已读的都已保存。接着做：backfile ${again}\n`,
      en: `Stopped; what was read is kept. To go on: backfile ${again}\n`,
    })
  }
  if (state === 'failed') return ''
  const [first] = doubtful
  const rows = [
    line('list', '所有的表', 'all filings'),
    line('findings --severity error', '所有错误', 'all errors'),
    ...(first === undefined ? [] : [line(`show ${first.id}`, '看一张表', 'one filing')]),
    ...(counts.failed > 0 ? [line('list --failed', '无法读取的文件', 'what could not be read')] : []),
  ]
  return `${say({ zh: '接下来：', en: 'Next:' })}\n${columns(rows, process.stdout)}`
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`
}
