/** Takes persons' names and telephone numbers out of a filing: nobody who looks here has said who they are. */
import type { Filing, Finding } from '@backfile/model'

/** Fields that name a person or say how to reach one. */
const personal = new Set(['projectLeader', 'contactPerson', 'contactPhone', 'unitHead', 'preparedBy'])

const MASK = '＊＊＊'

/** Chinese mobile numbers, and landlines with an area code: what stands in running text. */
const telephone = /(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-－—]\d{7,8})(?!\d)/g

/**
 * The filing with its personal fields masked, and telephone numbers masked in all fields and kept tables. Names in
 * running text are not recognised, and those in the tables of an unknown form are not either.
 */
export function maskPersons(filing: Filing): Filing {
  return {
    ...filing,
    fields: filing.fields.map((field) => ({
      ...field,
      text: field.text === null ? null : personal.has(field.key) ? MASK : masked(field.text),
    })),
    findings: filing.findings.map(maskFinding),
    ...(filing.tables === undefined
      ? {}
      : {
          tables: filing.tables.map(({ cells }) => ({
            cells: cells.map((cell) => ({ ...cell, text: masked(cell.text) })),
          })),
        }),
  }
}

/** The finding without the telephone numbers that it may quote. */
export function maskFinding(finding: Finding): Finding {
  const { zh, en } = finding.message
  return { ...finding, message: { zh: masked(zh), en: masked(en) } }
}

function masked(text: string): string {
  return text.replace(telephone, MASK)
}
