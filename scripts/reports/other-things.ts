/** What stands in reports beside prose and tables: lists, charts, contents, forms, formulas. No table is in any. */
import type { Random } from '../fixtures/random.ts'
import type { Block } from './report.ts'
import { type Language, label, paragraph, sentence } from './words.ts'

type Maker = (random: Random, language: Language) => string

const makers: readonly (readonly [string, Maker])[] = [
  ['bullets', bullets],
  ['numbered list', numberedList],
  ['bar chart', barChart],
  ['line chart', lineChart],
  ['contents', contents],
  ['contents without leaders', bareContents],
  ['addresses', addresses],
  ['glossary', glossary],
  ['bibliography', bibliography],
  ['formula', formula],
  ['form', form],
  ['signatures', signatures],
]

export function otherThings(random: Random, language: Language): Block {
  const [name, make] = makers[random.whole(0, makers.length - 1)] ?? ['bullets', bullets]
  return { kind: 'html', name, html: make(random, language) }
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

function bullets(random: Random, language: Language): string {
  const items = times(random.whole(3, 7), () =>
    random.chance(0.5) ? sentence(random, language) : label(random, language, random.whole(2, 6)),
  )
  return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
}

function numberedList(random: Random, language: Language): string {
  const items = times(random.whole(3, 7), () => paragraph(random, language, random.whole(1, 2)))
  return `<ol>${items.map((item) => `<li>${item}</li>`).join('')}</ol>`
}

function barChart(random: Random, language: Language): string {
  const bars = random.whole(4, 8)
  const isLevel = random.chance(0.4)
  const shown = random.chance(0.6)
  const texts: string[] = []
  const text = (x: number, y: number, content: string, anchor = 'middle'): void => {
    texts.push(`<text x="${x}" y="${y}" font-size="8" text-anchor="${anchor}">${content}</text>`)
  }
  for (const index of times(bars, (at) => at)) {
    const value = random.whole(10, 95)
    if (isLevel) {
      const y = 12 + index * 16
      texts.push(`<rect x="90" y="${y}" width="${value * 1.2}" height="9" fill="#88a"/>`)
      text(86, y + 8, random.pick(language.regions), 'end')
      if (shown) text(94 + value * 1.2, y + 8, `${value}`, 'start')
    } else {
      const x = 34 + index * 26
      texts.push(`<rect x="${x}" y="${130 - value * 1.2}" width="16" height="${value * 1.2}" fill="#a66"/>`)
      text(x + 8, 142, `${1996 + index}`)
      if (shown) text(x + 8, 127 - value * 1.2, `${value}`)
    }
  }
  if (!isLevel) for (const step of times(6, (at) => at)) text(26, 133 - step * 24, `${step * 20}`, 'end')
  const caption = `${language.figure} ${random.whole(1, 9)}: ${label(random, language, 4)}`
  return `<div class="keep"><p>${caption}</p><svg width="250" height="150">${texts.join('')}</svg></div>`
}

function lineChart(random: Random, language: Language): string {
  const points = times(7, (index) => `${34 + index * 30},${130 - random.whole(5, 110)}`)
  const axis = times(
    6,
    (step) =>
      `<text x="26" y="${133 - step * 24}" font-size="7" text-anchor="end">${(step * 0.5).toFixed(1)}</text>`,
  )
  const years = times(
    7,
    (index) =>
      `<text x="${34 + index * 30}" y="142" font-size="7" text-anchor="middle">${1994 + index * 2}</text>`,
  )
  const legend = times(
    2,
    (index) => `<text x="${60 + index * 100}" y="156" font-size="7">${label(random, language, 2)}</text>`,
  )
  return `<div class="keep"><svg width="250" height="160"><polyline points="${points.join(' ')}" fill="none" stroke="#333"/>${axis.join('')}${years.join('')}${legend.join('')}</svg></div>`
}

function contents(random: Random, language: Language): string {
  let page = 1
  const lines = times(random.whole(5, 14), () => {
    page += random.whole(0, 6)
    return `<div class="toc"><span>${label(random, language, random.whole(2, 6))}</span><span class="dots">${' .'.repeat(90)}</span><span>${page}</span></div>`
  })
  return `<div class="keep">${lines.join('')}</div>`
}

function bareContents(random: Random, language: Language): string {
  let page = 1
  const lines = times(random.whole(5, 14), (index) => {
    page += random.whole(0, 6)
    const number = random.chance(0.5) ? `${index + 1} ` : ''
    return `<div class="toc"><span>${number}${label(random, language, random.whole(2, 5))}</span><span class="fill"></span><span>${page}</span></div>`
  })
  return `<div class="keep">${lines.join('')}</div>`
}

function addresses(random: Random, language: Language): string {
  const block = (): string =>
    [
      label(random, language, 2),
      `${random.whole(1, 300)} ${random.pick(language.nouns)} Street`,
      `${random.whole(10000, 99999)} ${random.pick(language.regions)}`,
      `Tel: ${random.whole(100, 999)}-${random.whole(1000, 9999)}`,
      `E-mail: info@${random.pick(language.nouns).replaceAll(' ', '')}.gov`,
    ].join('<br>')
  return `<div class="keep pair"><div>${block()}</div><div>${block()}</div></div>`
}

function glossary(random: Random, language: Language): string {
  const items = times(
    random.whole(4, 8),
    () =>
      `<p class="entry"><b>${label(random, language, 1)}</b> ${random.pick(['–', ':', '&emsp;'])} ${sentence(random, language)}</p>`,
  )
  return items.join('')
}

function bibliography(random: Random, language: Language): string {
  const items = times(random.whole(3, 6), (index) => {
    const title = label(random, language, random.whole(4, 9))
    return `<p class="entry">[${index + 1}] ${random.pick(language.regions)}, A. (${random.whole(1980, 2010)}): ${title}. ${label(random, language, 3)}, ${random.whole(1, 40)}, pp. ${random.whole(1, 99)}–${random.whole(100, 200)}.</p>`
  })
  return items.join('')
}

function formula(random: Random, language: Language): string {
  return `<p>${sentence(random, language)}</p><p style="text-align:center">y<sub>t</sub> = ${random.whole(1, 9)}.${random.whole(1, 99)} x<sub>t</sub> + β z<sub>t−1</sub> + ε<sub>t</sub> &emsp;&emsp; (${random.whole(1, 20)})</p><p>${sentence(random, language)}</p>`
}

function form(random: Random, language: Language): string {
  const lines = times(
    random.whole(3, 6),
    () =>
      `<div>☐ ${label(random, language, random.whole(2, 5))} &emsp; ☐ ${label(random, language, 2)}</div>`,
  )
  return `<div class="keep">${lines.join('')}</div>`
}

function signatures(random: Random, language: Language): string {
  const one = (): string =>
    `<div>______________________<br>${label(random, language, 2)}<br>${random.pick(language.regions)}</div>`
  return `<div class="keep pair">${one()}${one()}</div>`
}
