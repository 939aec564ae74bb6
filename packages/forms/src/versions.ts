/**
 * Filings of one file for the same body or project and the same year that say different things: one of them is
 * out of date.
 */
import { type Doubt, foldKey, type Locator } from '@backfile/model'
import type { RecognisedFiling } from './recognised.ts'

/**
 * The filings, each doubted that another one of the file contradicts: a copied sheet whose year was left, an
 * older version.
 */
export function withVersionsDoubted(filings: readonly RecognisedFiling[]): RecognisedFiling[] {
  const versions = new Map<string, RecognisedFiling[]>()
  const versionsOf = filings.map((filing) => {
    const key = aboutWhat(filing)
    if (key === null) return []
    const known = versions.get(key) ?? []
    versions.set(key, known)
    known.push(filing)
    return known
  })
  return filings.map((filing, index) => {
    const others = (versionsOf[index] ?? []).filter((other) => other !== filing)
    return others.length === 0
      ? filing
      : { ...filing, doubts: [...filing.doubts, contradicted(filing, others)] }
  })
}

/** The form, whose it is, of which project and year; null where it does not say whose or of what. */
function aboutWhat({ form, unit, fields, fiscalYear }: RecognisedFiling): string | null {
  const project = fields.find(({ key }) => key === 'projectName')?.text ?? null
  if (form.id === 'unknown' || unit.name === null) return null
  if (form.id.startsWith('project') && project === null) return null
  return JSON.stringify([form.id, foldKey(unit.name), foldKey(project ?? ''), fiscalYear])
}

function contradicted({ fiscalYear }: RecognisedFiling, others: readonly RecognisedFiling[]): Doubt {
  const year = fiscalYear === null ? '' : ` ${fiscalYear}`
  return {
    check: 'form/filing-contradicted',
    severity: 'warning',
    message: {
      zh: `文件中另有 ${others.length} 份同一单位、同一项目、同一年度${year}的申报表，内容不同：可能是旧版本，或复制后未改年度，请核对以哪一份为准`,
      en: `The file holds ${others.length} more of this form for the same body, project and year${year} that say otherwise: an older version, or a copy whose year was not changed; see which one counts`,
    },
    subjects: ['form'],
    expected: '1',
    actual: `${others.length + 1}`,
    locators: others.flatMap(beginningOf),
  }
}

/** Where the filing's first field stands. */
function beginningOf({ fields }: RecognisedFiling): readonly Locator[] {
  return fields[0]?.locators.slice(0, 1) ?? []
}
