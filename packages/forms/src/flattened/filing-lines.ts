/** Which form a flattened text is of, and which of its lines are of one filing. */
import type { FormDefinition } from '../form-definition.ts'
import { formsTitled } from '../split.ts'
import type { SourceLine } from './source-lines.ts'
import { type Vocabulary, vocabularyOf } from './vocabulary.ts'

/** Distinct labels of a form that a text must have to be taken for it. */
const FEWEST_LABELS = 4

/** The vocabulary of the form with the most labels in the lines; null where no form has enough of them. */
export function likeliestForm(
  lines: readonly SourceLine[],
  forms: readonly FormDefinition[],
): Vocabulary | null {
  let best: { readonly vocabulary: Vocabulary; readonly score: number } | null = null
  for (const form of forms) {
    const vocabulary = vocabularyOf(form)
    const seen = new Set<unknown>()
    let titled = 0
    for (const line of lines) {
      for (const token of line.tokens) {
        const own = vocabulary.field(token.text)?.field ?? vocabulary.column(token.text)?.role
        if (own !== undefined) seen.add(own)
        for (const block of form.funds) if (vocabulary.blockLikeness(block, token.text) > 0.9) seen.add(block)
        for (const place of vocabulary.secondLevels(token.text))
          if (place.likeness === 1) seen.add(`${place.level1}/${place.level2}`)
      }
      if (line.tokens.length === 1 && formsTitled(line.tokens[0]?.text ?? '', [form]).length > 0) titled = 3
    }
    const score = seen.size + titled
    if (seen.size >= FEWEST_LABELS && score > (best?.score ?? 0)) best = { vocabulary, score }
  }
  return best?.vocabulary ?? null
}

/** A title begins another filing where the field that every filing must have is given again below it. */
export function splitFilings(lines: readonly SourceLine[], vocabulary: Vocabulary): SourceLine[][] {
  const titles = lines.flatMap((line, index) =>
    line.tokens.length === 1 && formsTitled(line.tokens[0]?.text ?? '', [vocabulary.form]).length > 0
      ? [index]
      : [],
  )
  const cuts = [0]
  for (const [at, title] of titles.entries()) {
    const above = requiredFields(lines.slice(cuts.at(-1), title), vocabulary)
    const below = requiredFields(lines.slice(title, titles[at + 1]), vocabulary)
    if ([...below].some((key) => above.has(key))) cuts.push(title)
  }
  return cuts.map((from, index) => lines.slice(from, cuts[index + 1]))
}

function requiredFields(lines: readonly SourceLine[], vocabulary: Vocabulary): ReadonlySet<string> {
  const found = lines.map((line) => vocabulary.field(line.tokens[0]?.text ?? ''))
  return new Set(
    found.flatMap((match) => (match?.field.required && match.likeness === 1 ? [match.field.key] : [])),
  )
}
