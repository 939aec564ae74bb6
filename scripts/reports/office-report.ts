/** Official reports written as HTML and printed by LibreOffice Writer: another typesetter, another PDF producer. */
import { seededRandom } from '../fixtures/random.ts'
import { officialTable } from './official-tables.ts'
import { otherThings } from './other-things.ts'
import type { ReportTable } from './report.ts'
import { tableHtml } from './report-html.ts'
import { label, languages, paragraph } from './words.ts'

export interface OfficeReport {
  readonly name: string
  readonly what: string
  readonly tables: readonly ReportTable[]
  readonly html: string
}

/** Width of the text in points: what Writer's margins leave of the paper. */
const WIDTH = 480

/** The report of this seed, always the same. */
export function officeReport(seed: number): OfficeReport {
  const random = seededRandom(seed * 15_485_863 + 11)
  const language = random.chance(0.75) ? languages[0] : random.pick(languages)
  const [tables, blocks, what]: [ReportTable[], string[], string[]] = [[], [], []]
  const between = (): void => {
    for (let index = random.whole(0, 2); index > 0; index -= 1)
      blocks.push(`<p>${paragraph(random, language, random.whole(1, 6))}</p>`)
    if (random.chance(0.3)) blocks.push(`<h3>${label(random, language, random.whole(2, 6))}</h3>`)
    if (random.chance(0.25)) {
      const other = otherThings(random, language)
      // Writer knows neither pictures within HTML nor columns of boxes.
      if (other.kind === 'html' && !/<svg|class="(?:keep|toc)/u.test(other.html)) {
        blocks.push(other.html)
        what.push(other.name)
      }
    }
  }
  for (let number = 1; number <= random.whole(1, 3); number += 1) {
    between()
    const table = officialTable(random, language, WIDTH, number)
    tables.push(table)
    what.push(`${table.kind}/${table.style.rules}`)
    const caption = table.caption === null ? '' : `<p>${table.caption}</p>`
    const notes = table.notes.map((note) => `<p style="font-size:8pt">${note}</p>`).join('')
    const [above, below] = table.isCaptionAbove ? [caption, ''] : ['', caption]
    blocks.push(`${above}${tableHtml(table)}${below}${notes}`)
  }
  between()
  const family = random.pick(['DejaVu Sans Condensed', 'DejaVu Serif Condensed', 'DejaVu Serif'])
  const size = random.pick([8, 9, 10])
  const align = random.chance(0.5) ? 'justify' : 'left'
  const style = `@page { margin: 2cm } body { font: ${size}pt "${family}" } p { text-align: ${align} } td { text-align: left } table { border-collapse: collapse }`
  return {
    name: `office-${seed}`,
    what: what.join(', '),
    tables,
    html: `<!doctype html><meta charset="utf-8"><style>${style}</style><body>${blocks.join('\n')}</body>`,
  }
}
