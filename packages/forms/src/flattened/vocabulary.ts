/** A form definition made ready for questions about single texts; answers are kept, since texts recur. */
import type {
  FieldDefinition,
  FormDefinition,
  FundBlockDefinition,
  FundLineDefinition,
  IndicatorColumnRole,
  Labels,
} from '../form-definition.ts'
import { bestMatch, matchLabel } from '../labels.ts'

/** A usual level of the form, by its place in `knownLevels`. `level2` is null for a first level itself. */
export interface KnownPlace {
  readonly level1: number
  readonly level2: number | null
  readonly likeness: number
}

export interface Vocabulary {
  readonly form: FormDefinition
  readonly field: (text: string) => { readonly field: FieldDefinition; readonly likeness: number } | null
  readonly column: (text: string) => { readonly role: IndicatorColumnRole; readonly likeness: number } | null
  readonly isFundsLabel: (text: string) => boolean
  readonly blockLikeness: (block: FundBlockDefinition, text: string) => number
  readonly line: (block: FundBlockDefinition, text: string) => FundLineDefinition | null
  /** Index of the measure that a text heads, or null. */
  readonly measure: (block: FundBlockDefinition, text: string) => number | null
  readonly isLineHeading: (block: FundBlockDefinition, text: string) => boolean
  readonly isIndicatorsLabel: (text: string) => boolean
  readonly firstLevels: (text: string) => readonly KnownPlace[]
  readonly secondLevels: (text: string) => readonly KnownPlace[]
  /** Places under which an indicator of this name usually stands. */
  readonly indicators: (name: string) => readonly KnownPlace[]
}

/** Longer texts are values, not labels. */
const LONGEST_LABEL = 40

/** Likeness from which a text is taken for one of the form's own labels. */
const SURE_LABEL = 0.84

/** Likeness from which an indicator's name is taken for a usual one. */
const USUAL_NAME = 0.75

export function vocabularyOf(form: FormDefinition): Vocabulary {
  const short = (text: string): boolean => text.length <= LONGEST_LABEL
  const field = kept((text) => {
    const found = short(text) ? bestMatch(text, form.fields, 0.8) : null
    return found && { field: found.choice, likeness: found.likeness }
  })
  const column = kept((text) => {
    const found = short(text) ? bestMatch(text, form.indicatorColumns, SURE_LABEL) : null
    return found && { role: found.choice.role, likeness: found.likeness }
  })
  const lineOf = new Map(form.funds.map((block) => [block, kept((text) => lineIn(block, text))]))
  return {
    form,
    field,
    column,
    isFundsLabel: kept((text) => short(text) && matchLabel(text, form.fundsLabels) >= SURE_LABEL),
    blockLikeness: (block, text) => (short(text) ? matchLabel(text, block.labels) : 0),
    line: (block, text) => lineOf.get(block)?.(text) ?? null,
    measure: (block, text) => {
      const found = bestMatch(text, block.measures, SURE_LABEL)
      return found === null ? null : block.measures.indexOf(found.choice)
    },
    isLineHeading: (block, text) =>
      block.lineHeading !== undefined && matchLabel(text, block.lineHeading) >= SURE_LABEL,
    isIndicatorsLabel: kept((text) => short(text) && matchLabel(text, form.indicatorsLabels) >= 0.95),
    firstLevels: kept((text) => firstLevels(form, text)),
    secondLevels: kept((text) => secondLevels(form, text)),
    indicators: kept((name) => usualPlaces(form, name)),
  }
}

function lineIn(block: FundBlockDefinition, text: string): FundLineDefinition | null {
  if (text.length > LONGEST_LABEL) return null
  return bestMatch(text, block.lines, SURE_LABEL)?.choice ?? null
}

function firstLevels(form: FormDefinition, text: string): readonly KnownPlace[] {
  return form.knownLevels.flatMap((known, level1) => {
    const likeness = matchLabel(text, known.labels)
    return likeness >= SURE_LABEL ? [{ level1, level2: null, likeness }] : []
  })
}

function secondLevels(form: FormDefinition, text: string): readonly KnownPlace[] {
  return form.knownLevels.flatMap((known, level1) =>
    known.level2.flatMap((second, level2) => {
      const likeness = matchLabel(text, second.labels)
      return likeness >= SURE_LABEL ? [{ level1, level2, likeness }] : []
    }),
  )
}

function usualPlaces(form: FormDefinition, name: string): readonly KnownPlace[] {
  return form.knownLevels.flatMap((known, level1) => [
    ...placesOf(known.indicators ?? [], name, level1, null),
    ...known.level2.flatMap((second, level2) => placesOf(second.indicators, name, level1, level2)),
  ])
}

/** A usual name counts in full, a usual word within a longer name by half of what is sure. */
function placesOf(
  usual: readonly string[],
  name: string,
  level1: number,
  level2: number | null,
): readonly KnownPlace[] {
  let likeness = 0
  for (const words of usual) {
    const whole = matchLabel(name, only(words))
    likeness = Math.max(likeness, whole >= USUAL_NAME ? whole : name.includes(words) ? 0.5 : 0)
  }
  return likeness > 0 ? [{ level1, level2, likeness }] : []
}

/** A wording by itself, the same list each time: what is prepared of it is kept with it. */
const only = kept((words): Labels => [words])

function kept<T>(answer: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>()
  return (text) => {
    const known = answers.get(text)
    if (known !== undefined) return known
    const fresh = answer(text)
    answers.set(text, fresh)
    return fresh
  }
}
