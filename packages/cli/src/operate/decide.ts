/** `backfile decide`: what a person says of a finding, kept with who, why and when; nothing that was read is touched. */
import {
  type Archive,
  addFindingDecision,
  type FindingDecision,
  getFiling,
  listFindings,
} from '@backfile/archive'
import type { Finding } from '@backfile/model'
import { type ArchivePlace, withArchive } from '../archive/open.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { notFound } from '../show/show.ts'
import { complain, oneLine, print, say } from '../terminal.ts'

export type Decided = Pick<FindingDecision, 'state' | 'madeBy' | 'reason'>

/** Both ids may be the beginning of one. The decision holds however often the file is read again. */
export async function decide(
  filing: string,
  finding: string,
  decision: Decided,
  place: ArchivePlace,
): Promise<ExitCode> {
  return withArchive(place, 'read', async (archive) => {
    const found = await getFiling(archive.db, filing)
    if (found.kind !== 'found') return notFound(filing, found)
    const { id, sha256, part } = found.filing
    const [one, ...more] = await findingsThatBegin(archive, id, finding.toLowerCase())
    if (one === undefined || more.length > 0) return noSuchFinding(id, finding, more.length > 0)
    await addFindingDecision(archive.db, { sha256, part, findingId: one.id, ...decision })
    const { madeBy, reason, state } = decision
    const what = `${oneLine(madeBy)}: ${one.check} → ${say(states[state])} (${oneLine(reason)})`
    await print(`${say({ zh: '已记下', en: 'Kept' })}: ${what}\n`)
    return exitCodes.done
  })
}

const states = {
  accepted: { zh: '已确认', en: 'accepted' },
  dismissed: { zh: '已排除', en: 'dismissed' },
  open: { zh: '待处理', en: 'open' },
} as const

/** Findings asked for at a time. */
const PAGE = 200

async function findingsThatBegin(archive: Archive, filing: string, prefix: string): Promise<Finding[]> {
  const found: Finding[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof listFindings>> = await listFindings(
      archive.db,
      { filing },
      PAGE,
      after,
    )
    found.push(...page.items.map(({ finding }) => finding).filter(({ id }) => id.startsWith(prefix)))
    after = page.next
  } while (after !== null)
  return found
}

function noSuchFinding(filing: string, finding: string, several: boolean): ExitCode {
  complain(
    null,
    several
      ? say({
          zh: `这张表有几处发现的编号以 ${finding} 开头；请多写几位`,
          en: `several findings of this filing have an id that begins with ${finding}: write more of it`,
        })
      : say({
          zh: `这张表没有编号以 ${finding} 开头的发现；编号见 backfile findings --filing ${filing}`,
          en: `no finding of this filing has an id that begins with ${finding}; backfile findings --filing ${filing} shows the ids`,
        }),
  )
  return exitCodes.someFailed
}
