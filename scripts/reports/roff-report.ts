/** Reports set by groff and its table program: a typesetter that centres, aligns and rules by rules of its own. */
import { type Random, seededRandom } from '../fixtures/random.ts'
import { wholeCells } from './made-table.ts'
import type { PrintedReport, ReportTable, TableStyle } from './report.ts'
import { paintRoff } from './roff/painted.ts'
import { boxes, roll, scale, small, statistics, type TblMaker, texts } from './roff/tbl-kinds.ts'
import { type TblTable, tblSource } from './roff/tbl-table.ts'
import { type Language, label, languages, paragraph, sentence } from './words.ts'

const makers: readonly [TblMaker, ...TblMaker[]] = [
  statistics,
  statistics,
  statistics,
  statistics,
  statistics,
  texts,
  texts,
  boxes,
  small,
  scale,
  roll,
]

/** Width and height in points. */
const PAPERS: readonly [Paper, Paper] = [
  [612, 792],
  [595, 842],
]
type Paper = readonly [number, number]

/** So many reports are made of a seed, until one has no table wider than its column. */
const ATTEMPTS = 8

/** The report of this seed, always the same. */
export async function roffReport(seed: number): Promise<PrintedReport> {
  for (let attempt = 0; ; attempt += 1) {
    const random = seededRandom(seed * 32_452_843 + attempt * 7_919 + 5)
    const paper = random.pick(PAPERS)
    const { source, tables } = roffSource(random, languages[0], paper)
    const { pdf, parts, isOverfull } = await paintRoff(source, paper)
    const isWhole = parts.length === tables.length && !isOverfull
    const isWithin = parts.every(({ box }) => box[2] < paper[0] - MARGIN / 2)
    if ((!isWhole || !isWithin) && attempt < ATTEMPTS) continue
    return {
      name: `roff-${seed}`,
      what: tables.map(({ kind }) => kind).join(', '),
      tables: tables.map(reportTable),
      places: parts.map(({ table, page, box }) => ({ table, page, box: [...box] })),
      pdf,
    }
  }
}

const MARGIN = 66
const GUTTER = 20

/** Macros that set a header on each page and fill it column by column. */
function pageMacros(columns: number, step: number, header: string | null): string {
  return [
    '.nr column 1',
    '.de HD',
    ...(header === null ? [] : [`'sp 36p`, `.tl '${header}''%'`]),
    `'sp |${MARGIN}p`,
    '..',
    '.de FT',
    `.ie \\n[column]<${columns} \\{\\`,
    '.  nr column +1',
    `.  po +${step}p`,
    `'  sp |${MARGIN}p \\}`,
    '.el \\{\\',
    '.  nr column 1',
    `.  po ${MARGIN}p`,
    `'  bp \\}`,
    '..',
    '.wh 0 HD',
    `.wh -${MARGIN}p FT`,
  ].join('\n')
}

function roffSource(
  random: Random,
  language: Language,
  [width, height]: Paper,
): { source: string; tables: TblTable[] } {
  const columns = random.pick([1, 1, 2])
  const size = random.pick(columns === 2 ? [8, 9] : [9, 10, 11])
  const body = width - MARGIN * 2
  const room = columns === 2 ? (body - GUTTER) / 2 : body
  const [header, isRagged] = [random.chance(0.5) ? label(random, language, 4) : null, random.chance(0.4)]
  const lines = [
    `.pl ${height}p`,
    `.po ${MARGIN}p`,
    `.ll ${room}p`,
    `.fam ${random.pick(['T', 'H'])}`,
    `.ps ${size}`,
    `.vs ${size + 2}p`,
    pageMacros(columns, room + GUTTER, header),
    ...(isRagged ? ['.na'] : []),
  ]
  const tables: TblTable[] = []
  const prose = (count: number): void => {
    for (let index = count; index > 0; index -= 1) {
      if (random.chance(0.2))
        lines.push('.sp 6p', `\\fB${label(random, language, random.whole(2, 6))}\\fP`, '.br')
      else if (random.chance(0.12))
        for (let item = 3; item > 0; item -= 1)
          lines.push('.br', '.in 12p', '.ti 0', `\\(bu\\h'|12p'${sentence(random, language)}`, '.br', '.in 0')
      lines.push(
        '.br',
        random.chance(0.5) ? '.sp 5p' : '.ti 12p',
        paragraph(random, language, random.whole(1, 5)),
      )
    }
  }
  for (let number = random.whole(1, 3); number > 0; number -= 1) {
    if (tables.length === 0 || random.chance(0.75)) prose(random.whole(0, 3))
    const table = random.pick(makers)(random, language, room)
    const high =
      table.steps.length *
      table.leading *
      (table.kind.startsWith('texts') || table.kind === 'boxes' ? 6 : 1.1)
    lines.push('.br', `.ne ${Math.round(Math.min(high + 60, height - MARGIN * 2 - 30))}p`)
    if (random.chance(0.85)) {
      const title = label(random, language, random.whole(3, columns === 2 ? 8 : 22))
      lines.push(
        random.chance(0.3) ? '.ce 9' : '.na',
        `\\fB${random.pick(['Table', 'TABLE'])} ${tables.length + 1}${random.pick(['.', ':', '\\ \\ ', '.\\(em'])} ${title}\\fP`,
        '.br',
        '.ce 0',
      )
    }
    if (random.chance(0.25)) {
      lines.push(
        `.rj 1`,
        random.pick(['(in millions)', '(percent)', '1,000 tonnes', '(thousands of dollars)']),
      )
    }
    lines.push(`.sp ${random.pick([2, 4, 6])}p`)
    const at = tables.length
    tables.push(table)
    lines.push(
      '.br',
      '.nh',
      random.chance(0.8) ? '.na' : '.ad b',
      `\\!x X table ${at}`,
      tblSource(table),
      '.hy',
      '.br',
      `\\!x X end ${at}`,
      '.br',
    )
    for (const note of notesOf(random, language))
      lines.push(`.ps ${Math.max(6.5, table.size - 1)}`, `.vs ${table.size + 0.5}p`, note, '.br')
    lines.push(
      `.ps ${size}`,
      `.vs ${size + 2}p`,
      isRagged ? '.na' : '.ad b',
      `.sp ${random.pick([6, 10, 14])}p`,
    )
  }
  prose(random.whole(0, 3))
  // Without a foot the last page ends where the text ends.
  lines.push('.br', '.rm FT')
  return {
    source: `${lines
      .filter((line) => line !== '')
      .join('\n')
      .replace(/[–—¹]/gu, named)}\n`,
    tables,
  }
}

const NAMES: Readonly<Record<string, string>> = { '–': '\\[en]', '—': '\\[em]', '¹': '\\[S1]' }

function named(character: string): string {
  return NAMES[character] ?? character
}

function notesOf(random: Random, language: Language): string[] {
  return [
    ...(random.chance(0.25) ? [`${language.note}: ${sentence(random, language)}`] : []),
    ...(random.chance(0.2) ? [`1 ${sentence(random, language)}`] : []),
    ...(random.chance(0.4) ? [`${language.source}: ${label(random, language, 4)}.`] : []),
  ]
}

/** tbl looks after the looks: of the style only the size says something. */
function reportTable({ kind, rows, columns, headerRows, cells, size, leading }: TblTable): ReportTable {
  const style: TableStyle = {
    rules: 'none',
    shading: 'none',
    padding: [0, 0],
    size,
    leading: leading / size,
    isWide: false,
    headerAlign: 'bottom',
    bodyAlign: 'top',
    place: 'left',
  }
  return {
    kind,
    rows,
    columns,
    headerRows,
    cells: wholeCells(cells),
    style,
    caption: null,
    isCaptionAbove: true,
    notes: [],
  }
}
