/**
 * Measures flattened text against sheets that are known: of rows given 0.9, are nine in ten right?
 *
 * Prints a reliability table for indicator rows (their levels and name) and for figures, and the worst filings.
 */
import { departmentPerformanceTarget } from '../packages/forms/src/department-performance-target.ts'
import { rebuildFlattened } from '../packages/forms/src/flattened/rebuild.ts'
import { forms, recognise } from '../packages/forms/src/index.ts'
import type { FilingContent } from './fixtures/filing-content.ts'
import { type Flattening, flattenText, randomFlattening } from './fixtures/flatten-text.ts'
import { seededRandom } from './fixtures/random.ts'
import { randomFiling } from './fixtures/random-filing.ts'
import { readArguments, wholeNumber } from './read-arguments.ts'

interface Answer {
  readonly confidence: number
  readonly right: boolean
}

interface Outcome {
  readonly seed: number
  readonly form: string
  readonly bands: number
  readonly damages: readonly string[]
  readonly rows: readonly Answer[]
  readonly figures: readonly Answer[]
  readonly expected: { readonly rows: number; readonly figures: number }
  readonly wrong: readonly string[]
}

const usage =
  'npx tsx --conditions=backfile-source scripts/calibrate-flattened.ts [filings] [first seed] [bands]'
const [count = 200, firstSeed = 1, onlyBands = 0] = readArguments(usage, {
  allowPositionals: true,
}).positionals.map((text) => wholeNumber('An argument', text, 0, usage))

function measure(seed: number): Outcome {
  const random = seededRandom(seed)
  const form = random.chance(0.7) ? 'department-performance-target' : 'project-performance-target'
  const { expected, sheet } = randomFiling(seed, form)
  // The filing's own chances come from the same seed: these must not go with them.
  const damage = seededRandom(~seed)
  const flattening = withoutClipping(randomFlattening(damage, sheet))
  const { text } = flattenText(sheet, flattening, damage)
  const lines = text
    .split('\n')
    .map((line, index) => ({ line: index + 1, fields: line.split('\t'), afterFormFeed: false }))
  const { sections } = rebuildFlattened(
    { kind: 'flattened', mediaType: 'text/plain', doubts: [], lines },
    forms,
  )
  const [read] = recognise(sections, forms)
  return { ...compare(expected, read ?? null), ...about(seed, form, flattening) }
}

/** A label without its end is read as it stands: no alignment could give it back. */
function withoutClipping(flattening: Flattening): Flattening {
  return { ...flattening, damages: flattening.damages.filter((damage) => damage !== 'clipped-label') }
}

function about(
  seed: number,
  form: string,
  flattening: Flattening,
): Pick<Outcome, 'seed' | 'form' | 'bands' | 'damages'> {
  const cuts = flattening.setup.columnCuts
  return { seed, form, bands: cuts === 'at-columns' ? 0 : cuts.length + 1, damages: flattening.damages }
}

type Read = ReturnType<typeof recognise>[number]

function compare(
  expected: FilingContent,
  read: Read | null,
): Pick<Outcome, 'rows' | 'figures' | 'expected' | 'wrong'> {
  const wrong: string[] = []
  const rows: Answer[] = []
  const figures: Answer[] = []
  const indicators = [...(read?.indicators ?? [])]
  for (const wanted of expected.indicators) {
    const at = indicators.findIndex((row) => squeeze(row.name) === squeeze(wanted.name))
    const row = indicators[at]
    if (row === undefined) {
      wrong.push(`lost ${wanted.name}`)
      continue
    }
    indicators.splice(at, 1)
    const right = rowKey(row) === rowKey(wanted)
    rows.push({ confidence: row.confidence, right })
    if (!right) wrong.push(`row ${row.confidence} ${rowKey(row)} for ${rowKey(wanted)}`)
    for (const target of wanted.targets) {
      const own = row.targets.find((other) => other.period === target.period)
      if (own === undefined) wrong.push(`lost target ${wanted.name} ${target.period} ${target.raw}`)
      else {
        const same = squeeze(own.raw) === squeeze(target.raw)
        figures.push({ confidence: own.confidence, right: same })
        if (!same) wrong.push(`target ${own.confidence} ${wanted.name} ${own.raw} for ${target.raw}`)
      }
    }
  }
  for (const row of indicators) {
    rows.push({ confidence: row.confidence, right: false })
    wrong.push(`invented ${row.confidence} ${rowKey(row)}`)
  }
  const amountsRead = new Map(
    (read?.funds ?? []).flatMap((line) =>
      line.amounts.map((amount) => [fundKey(line, amount), amount] as const),
    ),
  )
  for (const line of expected.funds)
    for (const amount of line.amounts) {
      const own = amountsRead.get(fundKey(line, amount))
      if (own === undefined) wrong.push(`lost amount ${fundKey(line, amount)} ${amount.raw}`)
      else {
        figures.push({ confidence: own.confidence, right: own.value === amount.value })
        if (own.value !== amount.value)
          wrong.push(`amount ${own.confidence} ${fundKey(line, amount)} ${own.raw} for ${amount.raw}`)
      }
    }
  const amounts = expected.funds.reduce((sum, line) => sum + line.amounts.length, 0)
  const targets = expected.indicators.reduce((sum, row) => sum + row.targets.length, 0)
  return { rows, figures, wrong, expected: { rows: expected.indicators.length, figures: amounts + targets } }
}

const squeeze = (text: string | null): string => (text ?? '').replace(/\s+/g, '')

function rowKey(row: FilingContent['indicators'][number]): string {
  return [row.level1, row.level2, row.task, row.subprojects.join(','), row.name]
    .map((text) => squeeze(text))
    .join(' / ')
}

function fundKey(line: FilingContent['funds'][number], amount: { readonly measure: string }): string {
  return squeeze([line.section, ...line.path, amount.measure].join('/'))
}

function reliability(title: string, answers: readonly Answer[], expected: number): void {
  const right = answers.filter((answer) => answer.right).length
  console.log(`\n${title}: ${answers.length} given of ${expected}, ${right} right`)
  console.log('confidence     given   mean given   right')
  const edges = [0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995, 1.001]
  for (const [index, from] of edges.slice(0, -1).entries()) {
    const to = edges[index + 1] ?? 1
    const own = answers.filter(({ confidence }) => confidence >= from && confidence < to)
    if (own.length === 0) continue
    const mean = own.reduce((sum, { confidence }) => sum + confidence, 0) / own.length
    const share = own.filter((answer) => answer.right).length / own.length
    console.log(
      `${from.toFixed(3)}–${Math.min(1, to).toFixed(3)} ${`${own.length}`.padStart(6)} ${mean.toFixed(3).padStart(10)} ${share.toFixed(3).padStart(9)}`,
    )
  }
}

const outcomes = Array.from({ length: count }, (_, index) => measure(firstSeed + index)).filter(
  ({ bands }) => onlyBands === 0 || bands === onlyBands,
)
for (const bands of [1, 2, 3]) {
  const own = outcomes.filter((outcome) => outcome.bands === bands)
  if (own.length === 0) continue
  console.log(`\n=== ${bands} band(s): ${own.length} filings`)
  const total = (kind: 'rows' | 'figures'): number =>
    own.reduce((sum, outcome) => sum + outcome.expected[kind], 0)
  reliability(
    'rows',
    own.flatMap(({ rows }) => rows),
    total('rows'),
  )
  reliability(
    'figures',
    own.flatMap(({ figures }) => figures),
    total('figures'),
  )
}
const worst = [...outcomes].sort((a, b) => b.wrong.length - a.wrong.length).slice(0, 8)
for (const { seed, form, bands, damages, wrong } of worst) {
  const short = form === departmentPerformanceTarget.id ? 'department' : 'project'
  console.log(
    `\nseed ${seed} ${short}, ${bands} band(s), ${damages.join(' ') || 'undamaged'}: ${wrong.length} differences`,
  )
  for (const line of wrong.slice(0, 4)) console.log(`  ${line}`)
}
