/** The arithmetic that a section of fund lines promises: which lines are parts of which total. */
import type { Amount, Filing, FundLine, FundSection, Measure } from '@backfile/model'
import { compareDecimals, foldKey, inYuan, sumDecimals } from '@backfile/model'

/** A fund line with its place in the filing, by which findings refer to it. */
export interface PlacedLine {
  readonly subject: string
  readonly line: FundLine
}

/** The lines of one section in their order, and the paths that have something below them. */
export interface FundTree {
  readonly lines: readonly PlacedLine[]
  readonly parents: ReadonlySet<string>
}

/** A total and the parts it must equal; where a form has several totals, the parts may be taken in other ways. */
export interface PromisedSum {
  readonly total: PlacedLine
  readonly parts: readonly PlacedLine[]
  readonly otherwise: readonly (readonly PlacedLine[])[]
}

/** A label that closes its neighbours with their sum: 合计, 小计, 资金总额. */
const sumLabel = /(?:总额|合计|小计|总计|共计|总数|总和):?$/

/** 其中 opens a line that is already inside its neighbour. */
const ofWhich = /^其中/

/** The filing's lines of one section. */
export function fundTree(filing: Pick<Filing, 'funds'>, section: FundSection): FundTree {
  const lines = filing.funds
    .map((line, index) => ({ subject: `funds/${index}`, line }))
    .filter(({ line }) => line.section === section)
  const parents = lines.flatMap(({ line }) =>
    line.path.slice(1).map((_, i) => pathKey(line.path.slice(0, i + 1))),
  )
  return { lines, parents: new Set(parents) }
}

/** The line's figure for a measure; undefined where the cell is empty. */
export function amountOf({ line }: PlacedLine, measure: Measure): Amount | undefined {
  return line.amounts.find((amount) => amount.measure === measure && amount.raw.trim() !== '')
}

/**
 * Every sum that the lines of one section promise for a measure: a line that has lines below it by its path
 * (项目支出 and its projects), and a line whose label says sum, of its neighbours (小计, 合计, 资金总额).
 */
export function promisedSums(tree: FundTree, measure: Measure): readonly PromisedSum[] {
  return tree.lines.flatMap((total) => {
    if (amountOf(total, measure)?.value == null) return []
    const { path } = total.line
    const flat = linesBeside(tree, measure)
    if (isParent(tree, path)) {
      const parts = partsUnder(tree, path, measure)
      const beside = tree.lines.some(
        (whole) =>
          whole.line.path.length === 1 && closesNeighbours(tree, whole) && isSumOf(whole, flat, measure),
      )
      const counts = amountsIn(parts, measure).some(({ value }) => compareDecimals(value ?? '0', '0') !== 0)
      return beside && counts ? [] : [{ total, parts, otherwise: [] }]
    }
    if (!closesNeighbours(tree, total)) return []
    const parts = partsUnder(tree, path.slice(0, -1), measure)
    const outer = withoutNested(tree, parts, measure)
    const nested = outer.length < parts.length ? [outer] : []
    return [{ total, parts, otherwise: [...nested, flat, ...otherReadings(tree, total, parts)] }]
  })
}

/** All lines but sums, as a form has them that counts 财政专户管理资金 beside 财政拨款, not within it. */
function linesBeside(tree: FundTree, measure: Measure): readonly PlacedLine[] {
  const owners = tree.lines.some((placed) => isParent(tree, placed.line.path) && amountOf(placed, measure))
  if (!owners) return []
  return tree.lines.filter(
    (placed) => !closesNeighbours(tree, placed) && !ofWhich.test(placed.line.path.at(-1) ?? ''),
  )
}

function isSumOf(whole: PlacedLine, parts: readonly PlacedLine[], measure: Measure): boolean {
  const stated = addUp(amountsIn([whole], measure))
  const sum = addUp(amountsIn(parts, measure))
  return stated !== null && sum !== null && compareDecimals(sum.value, stated.value) === 0
}

/**
 * The parts without those that a line before them already holds: what follows 其中 up to where it adds up to the line
 * above it, as forms write it that show what is inside a line by indentation only.
 */
function withoutNested(
  { lines }: FundTree,
  parts: readonly PlacedLine[],
  measure: Measure,
): readonly PlacedLine[] {
  const inside = new Set<PlacedLine>()
  for (const [at, opening] of lines.entries()) {
    const owner = lines[at - 1]
    if (owner === undefined || !ofWhich.test(opening.line.path.at(-1) ?? '')) continue
    const behind = lines.slice(at + 1)
    const end = behind.findIndex((_, count) =>
      isSumOf(owner, [opening, ...behind.slice(0, count + 1)], measure),
    )
    for (const part of behind.slice(0, end + 1)) inside.add(part)
  }
  return parts.filter((part) => !inside.has(part))
}

const amountsIn = (lines: readonly PlacedLine[], measure: Measure): Amount[] =>
  lines.flatMap((line) => amountOf(line, measure) ?? [])

/** What stands directly under a path: for each step its own line, or, where it has no figure, what is below it. */
export function partsUnder(
  tree: FundTree,
  prefix: readonly string[],
  measure: Measure,
): readonly PlacedLine[] {
  const steps = new Map<string, PlacedLine[]>()
  for (const placed of tree.lines) {
    const { path } = placed.line
    const step = path[prefix.length]
    if (step === undefined || !startsWith(path, prefix)) continue
    const group = steps.get(step)
    if (group) group.push(placed)
    else steps.set(step, [placed])
  }
  return [...steps].flatMap(([step, group]) => {
    const heads = group.filter(({ line }) => line.path.length === prefix.length + 1)
    const below = group.filter(({ line }) => line.path.length > prefix.length + 1)
    if (ofWhich.test(step) || heads.some((head) => closesNeighbours(tree, head))) return []
    if (heads.some((head) => amountOf(head, measure))) return heads
    const subtotal = below.find((placed) => closesNeighbours(tree, placed) && amountOf(placed, measure))
    if (subtotal) return [subtotal]
    return below.length > 0 ? partsUnder({ ...tree, lines: below }, [...prefix, step], measure) : heads
  })
}

/** The section's own total for a measure: the line that says so, else the sum of its parts; null where unknown. */
export function sectionTotal(
  tree: FundTree,
  measure: Measure,
): { readonly value: string; readonly unit: string | null; readonly figures: readonly PlacedLine[] } | null {
  const stated = tree.lines.find(
    (placed) =>
      placed.line.path.length === 1 && closesNeighbours(tree, placed) && amountOf(placed, measure)?.value,
  )
  const figures = stated ? [stated] : partsUnder(tree, [], measure)
  const sum = addUp(figures.flatMap((figure) => amountOf(figure, measure) ?? []))
  const complete = figures.every((figure) => amountOf(figure, measure)?.value != null)
  return sum && complete ? { ...sum, figures } : null
}

/** The exact sum in the amounts' one unit, or in 元 where they have several; null where they cannot be added. */
export function addUp(
  amounts: readonly Amount[],
): { readonly value: string; readonly unit: string | null } | null {
  const [first] = amounts
  if (!first) return null
  const values = amounts.map(({ value }) => value).filter((value) => value !== null)
  if (amounts.every(({ unit }) => unit === first.unit))
    return { value: sumDecimals(values), unit: first.unit }
  const yuan = amounts.map(({ value, unit }) => (value === null ? '0' : inYuan(value, unit)))
  return yuan.some((value) => value === null)
    ? null
    : { value: sumDecimals(yuan.filter((value) => value !== null)), unit: '元' }
}

/** `财政拨款/小计`. */
export function lineName({ line }: PlacedLine): string {
  return line.path.join('/')
}

/** Whether the line is the sum of its neighbours: it says so, or it is its level's only total, and nothing is below. */
function closesNeighbours(tree: FundTree, { line }: PlacedLine): boolean {
  if (isParent(tree, line.path)) return false
  if (isSumLabel(line)) return true
  return (
    line.role === 'total' &&
    !tree.lines.some((other) => other.line !== line && isTotalBeside(other.line, line))
  )
}

function isTotalBeside(other: FundLine, line: FundLine): boolean {
  const beside = other.path.length === line.path.length && startsWith(other.path, line.path.slice(0, -1))
  return beside && (other.role === 'total' || isSumLabel(other))
}

function isSumLabel(line: FundLine): boolean {
  return sumLabel.test(foldKey(line.path.at(-1) ?? ''))
}

/** With two totals at one level (本年合计, 总计), each may close only the lines before it, with the total before that. */
function otherReadings(
  { lines, parents }: FundTree,
  total: PlacedLine,
  parts: readonly PlacedLine[],
): readonly (readonly PlacedLine[])[] {
  const prefix = total.line.path.slice(0, -1)
  const place = (placed: PlacedLine): number => lines.indexOf(placed)
  const others = lines.filter(
    (other) =>
      other !== total &&
      other.line.path.length === total.line.path.length &&
      startsWith(other.line.path, prefix) &&
      closesNeighbours({ lines, parents }, other),
  )
  if (others.length === 0) return []
  const previous = others.filter((other) => place(other) < place(total)).at(-1)
  const since = parts.filter(
    (part) => place(part) < place(total) && (!previous || place(part) > place(previous)),
  )
  const after = parts.filter((part) => place(part) > place(total))
  return [since, ...(previous ? [[previous, ...since]] : []), after, others].filter((way) => way.length > 0)
}

function isParent(tree: FundTree, path: readonly string[]): boolean {
  return tree.parents.has(pathKey(path))
}

function pathKey(path: readonly string[]): string {
  return JSON.stringify(path)
}

function startsWith(path: readonly string[], prefix: readonly string[]): boolean {
  return prefix.every((step, i) => path[i] === step)
}
