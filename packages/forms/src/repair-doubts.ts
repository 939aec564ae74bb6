/** Layout's repairs that were not sure, as doubts about the values they concern. */
import type { Repair, RepairKind } from '@backfile/layout'
import type { Doubt } from '@backfile/model'
import type { RecognisedFiling } from './recognised.ts'
import type { FilingParts } from './split.ts'
import { subjectsAt } from './subjects.ts'

/** Below this a repair is shown to a person. */
const SURE = 0.9

/** Repairs of flattened text, which raises its own doubts about them (`alignment/…`). */
const doubtedAlready: ReadonlySet<RepairKind> = new Set(['labels-spread', 'columns-shifted'])

/** Repairs of whole tables and pages: what is said word for word of several tables is one doubt, with all their places. */
const ofWholeTables: ReadonlySet<RepairKind> = new Set(['bands-joined', 'columns-inferred', 'rows-inferred'])

/** One doubt a repair that has a runner-up or whose confidence is below 0.9. */
export function repairDoubts(
  parts: FilingParts,
  filing: Pick<RecognisedFiling, 'fields' | 'funds' | 'indicators'>,
): Doubt[] {
  const repairs = parts.grids.flatMap((grid) =>
    grid.table.repairs.filter((repair) => !doubtedAlready.has(repair.kind)),
  )
  const doubtful = saidOnce(
    repairs.filter((repair) => repair.confidence < SURE || repair.alternative !== undefined),
  )
  if (doubtful.length === 0) return []
  const subjects = subjectsAt(filing)
  return doubtful.map((repair) => {
    const concerned = subjects(repair.locators)
    const { message, alternative } = repair
    return {
      check: `layout/${repair.kind}`,
      severity: 'warning',
      message:
        alternative === undefined
          ? message
          : {
              zh: `${message.zh}；另一种可能：${alternative.zh}`,
              en: `${message.en}; the other possibility: ${alternative.en}`,
            },
      subjects: concerned.length > 0 ? concerned : ['form'],
      expected: null,
      actual: null,
      locators: repair.locators,
    }
  })
}

function saidOnce(repairs: readonly Repair[]): readonly Repair[] {
  const groups = new Map<string | Repair, Repair[]>()
  for (const repair of repairs) {
    const { kind, message, alternative } = repair
    const key = ofWholeTables.has(kind) ? JSON.stringify([kind, message, alternative]) : repair
    const group = groups.get(key) ?? []
    groups.set(key, group)
    group.push(repair)
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [{ ...first, locators: group.flatMap(({ locators }) => locators) }]
  })
}
