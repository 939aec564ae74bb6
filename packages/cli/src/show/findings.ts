/** Lists what is doubtful in the archive, the gravest first, grouped by filing. */
import {
  type Archive,
  countsByState,
  type FindingFilter,
  getFiling,
  type ListedFinding,
  listFindings,
} from '@backfile/archive'
import { type ArchivePlace, withArchive } from '../archive/open.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { complain, oneLine, paint, print, say } from '../terminal.ts'
import { findingText } from './finding-text.ts'
import { formName } from './form-name.ts'
import { sayNothingThere } from './list.ts'
import { eachPage, type PageWish } from './paging.ts'
import { notFound } from './show.ts'

export interface FindingsOptions extends ArchivePlace {
  /** `filing` may be the beginning of an id. */
  readonly filter: FindingFilter
  readonly json: boolean
  readonly pages: PageWish
}

export async function findings(options: FindingsOptions): Promise<ExitCode> {
  return withArchive(options, 'read', async (archive) => {
    const prefix = options.filter.filing
    let filter = options.filter
    if (prefix !== undefined) {
      const found = await getFiling(archive.db, prefix)
      if (found.kind !== 'found') return notFound(prefix, found)
      filter = { ...filter, filing: found.filing.id }
    }
    const group = grouping()
    const given = await eachPage(
      options.pages,
      (limit, after) => listFindings(archive.db, filter, limit, after),
      (rows) => print(rows.map((row) => (options.json ? `${JSON.stringify(row)}\n` : group(row))).join('')),
    )
    if (given === 0) await sayNoFinding(archive, Object.keys(filter).length > 0)
    return exitCodes.done
  })
}

/** Findings one by one as text: a headline where another filing begins. */
function grouping(): (row: ListedFinding) => string {
  let before = ''
  return ({ filingId, unitName, fiscalYear, formId, finding, decision }) => {
    const group = `${finding.severity} ${filingId}`
    const unit = oneLine(unitName ?? say({ zh: '（单位不明）', en: '(unit unknown)' }))
    const title = `${paint(process.stdout, 'bold', unit)}  ${fiscalYear ?? '–'}  ${formName(formId)}  ${filingId}`
    const headline = group === before ? '' : `${before === '' ? '' : '\n'}${title}\n`
    before = group
    const said = decision === null ? '' : `    ${decisionText(decision)}\n`
    return `${headline}${findingText(finding, '  ')}${said}`
  }
}

/** `dismissed by Zhang Wei on 2026-11-21: as in the original`. */
function decisionText({ state, madeBy, madeAt, reason }: NonNullable<ListedFinding['decision']>): string {
  const [who, day, why] = [oneLine(madeBy), madeAt.toISOString().slice(0, 10), oneLine(reason)]
  return say({
    zh: `${day} ${who} ${decisions[state].zh}：${why}`,
    en: `${decisions[state].en} by ${who} on ${day}: ${why}`,
  })
}

const decisions = {
  accepted: { zh: '已确认', en: 'accepted' },
  dismissed: { zh: '已排除', en: 'dismissed' },
  open: { zh: '重新打开', en: 'opened again' },
} as const

async function sayNoFinding(archive: Archive, filtered: boolean): Promise<void> {
  if (filtered) complain(null, say({ zh: '没有符合条件的发现', en: 'no finding fits these filters' }))
  else if ((await countsByState(archive.db)).read === 0) await sayNothingThere(archive, false)
  else complain(null, say({ zh: '没有发现疑点', en: 'nothing doubtful was found' }))
}
