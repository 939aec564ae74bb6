/** The words that the known forms print, by the part that each plays: what layout may know of forms. */
import type { LabelBook, LabelPart } from '@backfile/layout'
import type { FormDefinition, Labels } from './form-definition.ts'
import { labelKey } from './labels.ts'
import { formsTitled } from './split.ts'

/** Columns whose labels are merged over the rows that they group. */
const groupRoles: ReadonlySet<string> = new Set(['level1', 'level2', 'task'])

/** The labels of all the forms. */
export function labelBook(forms: readonly FormDefinition[]): LabelBook {
  const parts = new Map<string, Set<LabelPart>>()
  const letters = new Set(forms.flatMap(({ titles }) => titles.flatMap((words) => words.flatMap(lettersOf))))
  const add = (labels: Labels | undefined, part: LabelPart): void => {
    for (const label of labels ?? []) {
      const key = labelKey(label)
      for (const letter of lettersOf(key)) letters.add(letter)
      const known = parts.get(key)
      if (known === undefined) parts.set(key, new Set([part]))
      else known.add(part)
    }
  }
  for (const form of forms) {
    for (const field of form.fields) add(field.labels, 'field')
    for (const { role, labels } of form.indicatorColumns) {
      add(labels, groupRoles.has(role) ? 'group-head' : 'head')
      if (role === 'name') add(labels, 'name-head')
      if (role.startsWith('target:')) add(labels, 'value-head')
    }
    add(form.fundsLabels, 'side')
    add(form.indicatorsLabels, 'side')
    for (const block of form.funds) {
      add(block.labels, 'side')
      add(block.lineHeading, 'head')
      add(block.lineHeading, 'name-head')
      for (const measure of block.measures) add(measure.labels, 'measure')
      for (const line of block.lines) add(line.labels, block.pairs === true ? 'pair' : 'line')
    }
    for (const level of form.knownLevels) {
      add(level.labels, 'level')
      for (const second of level.level2) add(second.labels, 'level')
    }
  }
  const levels = new Map<string, Set<string>>()
  for (const { labels, level2 } of forms.flatMap(({ knownLevels }) => [...knownLevels]))
    for (const first of labels) {
      const seconds = levels.get(labelKey(first)) ?? new Set()
      for (const second of level2) for (const label of second.labels) seconds.add(labelKey(label))
      levels.set(labelKey(first), seconds)
    }
  const seconds = new Set([...levels.values()].flatMap((own) => [...own]))
  const partsIn = keptByText(
    (text): ReadonlySet<LabelPart> =>
      parts.get(labelKey(text)) ?? (formsTitled(text, forms).length > 0 ? titles : none),
  )
  const keyOf = keptByText(labelKey)
  return {
    partsOf: (text) => (text === '' || text.length > LONGEST_LABEL ? none : partsIn(text)),
    letters,
    areStrange: (first, second) => {
      const own = levels.get(keyOf(first))
      if (own === undefined || own.size === 0) return false
      const key = keyOf(second)
      return !own.has(key) && seconds.has(key)
    },
  }
}

/** What tells that a label may be there: its ideographs, as letters and digits stand in any text, or else all of it. */
function lettersOf(label: string): readonly string[] {
  return label.match(/\p{Script=Han}/gu) ?? [...label]
}

/** Texts are asked for again and again: what is told of short ones is kept, of so many at a time. */
function keptByText<T>(tell: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>()
  return (text) => {
    if (text.length > LONGEST_LABEL) return tell(text)
    const known = kept.get(text)
    if (known !== undefined) return known
    if (kept.size >= KEPT_TEXTS) kept.clear()
    const told = tell(text)
    kept.set(text, told)
    return told
  }
}

const LONGEST_LABEL = 60
const KEPT_TEXTS = 10_000
const none: ReadonlySet<LabelPart> = new Set()
const titles: ReadonlySet<LabelPart> = new Set<LabelPart>(['title'])
