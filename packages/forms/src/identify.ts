/** Which form a filing is: by its title first, and by how many of the form's labels its tables have. */
import type { FormDefinition, Labels } from './form-definition.ts'
import { bestMatch } from './labels.ts'
import { type FilingParts, formsTitled, type Heading } from './split.ts'

export interface Identified {
  readonly form: FormDefinition
  readonly title: Heading | null
  readonly confidence: number
}

/** Below this a form is not recognised: the tables are kept for a person. */
const FORM_THRESHOLD = 0.6

/** What a title of the form alone is worth: a title with none of the form's labels below it is not the form. */
const TITLE_WORTH = 0.6

/** Labels that a table needs before its content alone tells the form. */
const LABELS_OF_CONTENT = 6

/** The likeliest form, of equally likely ones that of which more labels and headings stand in the tables; or null. */
export function identifyForm(parts: FilingParts, forms: readonly FormDefinition[]): Identified | null {
  let best: (Identified & { readonly telling: number }) | null = null
  for (const form of forms) {
    const title = parts.headings.find((heading) => formsTitled(heading.text, [form]).length > 0) ?? null
    const labels = countLabels(parts, labelledIn(form).all)
    const share = Math.min(1, labels / LABELS_OF_CONTENT)
    const titled = title === null ? 0 : TITLE_WORTH * titleFit(title.text, form)
    const confidence = Math.round((1 - (1 - titled) * (1 - 0.97 * share ** 2)) * 1000) / 1000
    if (confidence < FORM_THRESHOLD || share <= 0.3) continue
    const known: number = best?.confidence ?? 0
    if (confidence < known) continue
    // What heads the amounts is of a few common words: it says which of two likely forms it is, not that it is one.
    const telling = labels + countLabels(parts, labelledIn(form).measures)
    if (confidence > known || telling > (best?.telling ?? 0)) best = { form, title, confidence, telling }
  }
  return best
}

/** Earlier titles of a form are the more telling ones. */
function titleFit(text: string, form: FormDefinition): number {
  const rank = form.titles.findIndex((_, index) => {
    const words = form.titles.slice(index, index + 1)
    return formsTitled(text, [{ ...form, titles: words }]).length > 0
  })
  return 1 - 0.1 * Math.max(0, rank)
}

/** How many of these things have a label that stands in the tables. */
function countLabels(parts: FilingParts, labelled: readonly Labelled[]): number {
  const seen = new Set<Labelled>()
  for (const grid of parts.grids) {
    for (const cell of grid.table.cells) {
      if (cell.text === '' || cell.text.length > LONGEST_LABEL) continue
      const found = bestMatch(cell.text, labelled, 0.9)
      if (found !== null) seen.add(found.choice)
    }
  }
  return seen.size
}

interface Labelled {
  readonly labels: Labels
}

/** Lists made of a form. What is prepared of a list of labels is kept with it, so each form has one of either kind. */
interface LabelledParts {
  /** What a form has labels for: fields, fund lines, indicator columns. */
  readonly all: readonly Labelled[]
  /** What heads the amounts: 年初预算数, 全年执行数. */
  readonly measures: readonly Labelled[]
}

const partsKnown = new WeakMap<FormDefinition, LabelledParts>()

function labelledIn(form: FormDefinition): LabelledParts {
  const known = partsKnown.get(form)
  if (known !== undefined) return known
  const lines = form.funds.flatMap((block) => block.lines)
  const parts = {
    all: [...form.fields, ...form.indicatorColumns, ...form.funds, ...lines],
    measures: form.funds.flatMap((block) => block.measures),
  }
  partsKnown.set(form, parts)
  return parts
}

/** Longest label worth matching, in characters. */
const LONGEST_LABEL = 40
