/** Findings as people read them. */
import type { Finding } from '@backfile/model'
import { placesText } from '../place.ts'
import { oneLine, paint, say } from '../terminal.ts'

const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const

const titles = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '警告', en: 'warning' },
  info: { zh: '提示', en: 'note' },
} as const

function severityTitle(severity: Finding['severity']): string {
  return paint(process.stdout, colours[severity], say(titles[severity]))
}

/** One line for what is doubtful, one for where, by which check, and the id to decide on it by. */
export function findingText(finding: Finding, indent: string): string {
  const { id, check, severity, message, locators } = finding
  const where = placesText(locators)
  const source = paint(process.stdout, 'dim', [check, where, id].filter((part) => part !== '').join(' · '))
  return `${indent}${severityTitle(severity)}  ${oneLine(say(message))}\n${indent}    ${source}\n`
}
