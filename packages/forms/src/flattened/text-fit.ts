/** How well a text fits a column of the indicator table, by its looks and by the form's and the document's words. */
import { foldKey, foldWidth } from '@backfile/model'
import type { IndicatorColumnRole } from '../form-definition.ts'
import type { SourceLine, Token } from './source-lines.ts'
import { targetLikeness } from './value-patterns.ts'
import type { Vocabulary } from './vocabulary.ts'
import { actionVerb, evidencePaper, nameEnding } from './words.ts'

/** A header's column: one of the form's roles, the block's own label at the left, or a column it does not know. */
export type ColumnRole = IndicatorColumnRole | 'indicatorsLabel' | `other:${number}`

export interface TextFit {
  /** Log-likelihood of the text in the column, against a text of no column in particular. */
  readonly likeness: (role: ColumnRole, token: Token) => number
}

export const isTargetRole = (role: ColumnRole): boolean => role.startsWith('target:')
export const isLevelRole = (role: ColumnRole): boolean =>
  role === 'level1' || role === 'level2' || role === 'task'

/** What the document says elsewhere. */
export interface DocumentWords {
  /** Names of sub-projects from the table of the project's composition, as keys. */
  readonly subprojects: ReadonlySet<string>
  /** Texts that stand twice side by side somewhere: targets that are the same for both periods. */
  readonly repeated: ReadonlySet<string>
  /** How often each text stands in the document. */
  readonly counts: ReadonlyMap<string, number>
  /** First levels that the form usually has stand in the document: others are less likely then. */
  readonly knowsFirstLevels: boolean
  /** Of the labels whose level is certain: how many there are of each, and how many begin with an action. */
  readonly styles: ReadonlyMap<ColumnRole, { readonly all: number; readonly actions: number }>
}

export function documentWords(
  lines: readonly SourceLine[],
  vocabulary: Vocabulary,
  subprojects: readonly string[],
  labels: readonly { readonly role: ColumnRole; readonly text: string }[],
): DocumentWords {
  const repeated = new Set<string>()
  const counts = new Map<string, number>()
  for (const line of lines)
    for (const [index, token] of line.tokens.entries()) {
      counts.set(token.text, (counts.get(token.text) ?? 0) + 1)
      if (token.text === line.tokens[index + 1]?.text) repeated.add(token.text)
    }
  const styles = new Map<ColumnRole, { all: number; actions: number }>()
  for (const { role, text } of labels) {
    const style = styles.get(role) ?? { all: 0, actions: 0 }
    styles.set(role, { all: style.all + 1, actions: style.actions + (actionVerb.test(text) ? 1 : 0) })
  }
  const knowsFirstLevels = [...counts.keys()].some((text) => vocabulary.firstLevels(text).length > 0)
  return { subprojects: new Set(subprojects.map(foldKey)), repeated, counts, knowsFirstLevels, styles }
}

export function textFit(vocabulary: Vocabulary, words: DocumentWords): TextFit {
  const kept = new Map<string, number>()
  return {
    likeness: (role, token) => {
      const key = `${role}\u0000${token.text}`
      const known = kept.get(key)
      if (known !== undefined) return known
      const likeness = fitOf(role, token.text, vocabulary, words)
      kept.set(key, likeness)
      return likeness
    },
  }
}

/** A relation without a figure, where a target should stand. */
const RELATION_ALONE = -3

/** What stands in a column of relation signs. */
const relationColumn = /^(?:[≥≤<>=≈]|定[性量]|[正反]向|大于等于|小于等于|大于|小于|等于|不低于|不高于)$/

function fitOf(role: ColumnRole, text: string, vocabulary: Vocabulary, words: DocumentWords): number {
  const target = words.repeated.has(text) ? Math.max(1.5, targetLikeness(text)) : targetLikeness(text)
  if (isTargetRole(role)) return targetFit(text, target, vocabulary)
  switch (role) {
    case 'name':
      return nameFit(text, target, vocabulary, words)
    case 'level1':
    case 'level2':
    case 'task':
      return levelFit(role, text, target, vocabulary, words)
    case 'subprojects':
      return subprojectFit(text, target, vocabulary, words)
    case 'explanation':
      return (target >= 3 ? -2 : 0) + (text.length >= 8 ? 0.5 : 0)
    case 'valueSource':
      return (target >= 3 ? -2 : 0) + (evidencePaper.test(text) ? 1.2 : -0.3)
    case 'targetOperator':
      return relationColumn.test(foldWidth(text)) ? 4 : -4
    case 'targetUnit':
      return text.length <= 6 && !/[\d≥≤<>=]/.test(foldWidth(text)) ? 1 : -4
    case 'indicatorsLabel':
      return vocabulary.isIndicatorsLabel(text) ? 5 : -8
    default:
      return /^\d{1,3}$/.test(text) ? 1 : 0
  }
}

function targetFit(text: string, target: number, vocabulary: Vocabulary): number {
  if (relationColumn.test(foldWidth(text))) return RELATION_ALONE
  return target - (isUsualName(text, vocabulary) ? 3 : 0)
}

function isUsualName(text: string, vocabulary: Vocabulary): boolean {
  return vocabulary.indicators(text).some((place) => place.likeness > 0.7)
}

function nameFit(text: string, target: number, vocabulary: Vocabulary, words: DocumentWords): number {
  if (target >= 3) return -4
  let fit = text.length >= 4 ? 0.5 : -0.5
  if (isUsualName(text, vocabulary)) fit += 2
  if (nameEnding.test(text)) fit += 0.5
  if (target >= 1.5) fit -= 2
  if (tasksAreActions(words) && actionVerb.test(text)) fit -= 0.8
  if (isSubprojectList(text, words)) fit -= 3
  if (vocabulary.secondLevels(text).length > 0 || vocabulary.firstLevels(text).length > 0) fit -= 1.5
  return fit
}

function levelFit(
  role: 'level1' | 'level2' | 'task',
  text: string,
  target: number,
  vocabulary: Vocabulary,
  words: DocumentWords,
): number {
  if (target >= 3) return -4
  const first = vocabulary.firstLevels(text).length > 0
  const second = vocabulary.secondLevels(text).length > 0
  let fit = styleFit(role, text, words)
  if (role === 'level1') fit += first ? 3 : second ? -2 : words.knowsFirstLevels ? -1.5 : 0
  if (role === 'level2') fit += second ? 3 : first ? -2 : 0
  if (role === 'task' && (first || second)) fit -= 2
  if (isUsualName(text, vocabulary)) fit -= 1.5
  if (isSubprojectList(text, words)) fit -= 3
  if ((words.counts.get(text) ?? 0) > 3) fit -= 1
  return fit
}

/** Labels of one level are worded alike: tasks as actions, second levels mostly as things. */
function styleFit(role: ColumnRole, text: string, words: DocumentWords): number {
  const { all, actions } = words.styles.get(role) ?? { all: 0, actions: 0 }
  const usual = role === 'task' ? 1.5 : 0.7
  const share = (actions + usual) / (all + 2)
  return Math.log(actionVerb.test(text) ? share : 1 - share)
}

function tasksAreActions(words: DocumentWords): boolean {
  const tasks = words.styles.get('task')
  return tasks !== undefined && tasks.all > 1 && tasks.actions > 0.7 * tasks.all
}

function subprojectFit(text: string, target: number, vocabulary: Vocabulary, words: DocumentWords): number {
  if (target >= 3) return -4
  if (isSubprojectList(text, words)) return 3
  if (vocabulary.firstLevels(text).length > 0 || isUsualName(text, vocabulary)) return -3
  const listed = /[,，;；]/.test(text) ? 0.7 : 0
  return words.subprojects.size > 0 ? listed - 1.5 : listed + ((words.counts.get(text) ?? 0) > 1 ? 0.7 : -0.3)
}

function isSubprojectList(text: string, words: DocumentWords): boolean {
  if (words.subprojects.size === 0) return false
  return text.split(/[,，;；\n]/).some((part) => words.subprojects.has(foldKey(part)))
}
