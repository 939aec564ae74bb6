/** The numbers that Word itself puts before the paragraphs of lists: they are seen, and stand nowhere in the text. */
import { child, elements, isOn, type XmlElement } from '../xml.ts'
import { removed, wrapped } from './content.ts'
import { numberInFormat } from './number-words.ts'

export interface Numbers {
  /** The number before a paragraph, with what stands between the two; `''` where it has none. */
  readonly before: (paragraph: XmlElement) => string
  /** Some number could not be told. */
  readonly incomplete: boolean
}

interface Level {
  readonly start: number
  readonly format: string
  /** `%1.%2`: the numbers of the levels down to this one, and the signs around them. */
  readonly text: string
  readonly suffix: string
  /** The level, counted from 1, above which this one begins anew; 0 for never, null for any above it. */
  readonly restart: number | null
  readonly decimalOnly: boolean
  readonly style: string | null
}

interface List {
  /** Lists of one kind go on counting where another of them left off. */
  readonly kind: string
  readonly levels: ReadonlyMap<number, Level>
  readonly starts: ReadonlyMap<number, number>
}

interface StyleNumbering {
  readonly list: string | null
  readonly level: number | null
  readonly basedOn: string | null
}

/**
 * Counts through the body in the order of the document. Lists are defined in the numbering part (ECMA-376 17.9), and
 * paragraph styles may name one; either part may be missing.
 */
export function numbersOf(
  body: XmlElement,
  numbering: XmlElement | null,
  styles: XmlElement | null,
): Numbers {
  const lists = numbering === null ? new Map<string, List>() : listsOf(numbering)
  const byStyle = styles === null ? new Map<string, StyleNumbering>() : stylesOf(styles)
  const counts = new Map<string, number[]>()
  const begun = new Set<string>()
  const numbers = new Map<XmlElement, string>()
  let incomplete = false
  for (const paragraph of paragraphsIn(body)) {
    const place = placeOf(paragraph, byStyle, lists)
    if (place === null) continue
    const list = lists.get(place.list)
    const level = list?.levels.get(place.level)
    if (list === undefined || level === undefined) {
      incomplete = true
      continue
    }
    const own = counts.get(list.kind) ?? []
    counts.set(list.kind, own)
    if (!begun.has(place.list)) {
      begun.add(place.list)
      for (const [at, start] of list.starts) own[at] = start - 1
    }
    count(own, place.level, list.levels)
    if (level.format === 'bullet') continue
    const text = textOf(level, place.level, own, list.levels)
    if (text === null) incomplete = true
    else if (text !== '') numbers.set(paragraph, text + (level.suffix === 'nothing' ? '' : ' '))
  }
  return { before: (paragraph) => numbers.get(paragraph) ?? '', incomplete }
}

function count(own: number[], level: number, levels: ReadonlyMap<number, Level>): void {
  own[level] = (own[level] ?? startOf(levels, level) - 1) + 1
  for (let deeper = level + 1; deeper < own.length; deeper++) {
    const restart = levels.get(deeper)?.restart ?? null
    if (restart === null || level + 1 <= restart) delete own[deeper]
  }
}

function textOf(
  level: Level,
  at: number,
  own: readonly (number | undefined)[],
  levels: ReadonlyMap<number, Level>,
): string | null {
  let isKnown = true
  const text = level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const of = Number(digit) - 1
    if (of > at) return ''
    const format = level.decimalOnly ? 'decimal' : (levels.get(of)?.format ?? 'decimal')
    const number = numberInFormat(own[of] ?? startOf(levels, of), format)
    if (number === null) isKnown = false
    return number ?? ''
  })
  return isKnown ? text : null
}

function startOf(levels: ReadonlyMap<number, Level>, level: number): number {
  return levels.get(level)?.start ?? 1
}

/** The list and level of a paragraph: its own, or those of its style. List 0 is none. */
function placeOf(
  paragraph: XmlElement,
  styles: ReadonlyMap<string, StyleNumbering>,
  lists: ReadonlyMap<string, List>,
): { readonly list: string; readonly level: number } | null {
  const properties = child(paragraph, 'w:pPr')
  const own = child(properties, 'w:numPr')
  const style = child(properties, 'w:pStyle')?.attributes.val ?? null
  const inherited = style === null ? null : styleNumbering(style, styles)
  const list = stated(own, 'w:numId') ?? inherited?.list ?? null
  if (list === null || list === '0') return null
  const ownLevel = stated(own, 'w:ilvl')
  if (ownLevel !== null) return { list, level: Number(ownLevel) }
  const ofStyle = [...(lists.get(list)?.levels ?? [])].find(([, level]) => level.style === style)?.[0]
  return { list, level: (style === null ? undefined : ofStyle) ?? inherited?.level ?? 0 }
}

function styleNumbering(
  style: string,
  styles: ReadonlyMap<string, StyleNumbering>,
): { readonly list: string; readonly level: number | null } | null {
  const seen = new Set<string>()
  let name: string | null = style
  let level: number | null = null
  while (name !== null && !seen.has(name)) {
    seen.add(name)
    const found = styles.get(name)
    level ??= found?.level ?? null
    if (found?.list != null) return { list: found.list, level }
    name = found?.basedOn ?? null
  }
  return null
}

function listsOf(numbering: XmlElement): ReadonlyMap<string, List> {
  const kinds = new Map<string, ReadonlyMap<number, Level>>()
  const lists = new Map<string, List>()
  for (const element of elements(numbering)) {
    if (element.name === 'w:abstractNum') {
      kinds.set(element.attributes.abstractNumId ?? '', new Map(levelsIn(element)))
    } else if (element.name === 'w:num') {
      const kind = stated(element, 'w:abstractNumId') ?? ''
      const overrides = elements(element).filter(({ name }) => name === 'w:lvlOverride')
      lists.set(element.attributes.numId ?? '', {
        kind,
        levels: new Map([...(kinds.get(kind) ?? []), ...overrides.flatMap(levelsIn)]),
        starts: new Map(
          overrides.flatMap((override) => {
            const start = stated(override, 'w:startOverride')
            return start === null ? [] : [[Number(override.attributes.ilvl ?? 0), Number(start)] as const]
          }),
        ),
      })
    }
  }
  return lists
}

function levelsIn(parent: XmlElement): readonly (readonly [number, Level])[] {
  return elements(parent)
    .filter(({ name }) => name === 'w:lvl')
    .map((level) => {
      const restart = stated(level, 'w:lvlRestart')
      return [
        Number(level.attributes.ilvl ?? 0),
        {
          start: Number(stated(level, 'w:start') ?? 1),
          format: formatOf(level),
          text: stated(level, 'w:lvlText') ?? '',
          suffix: stated(level, 'w:suff') ?? 'tab',
          restart: restart === null ? null : Number(restart),
          decimalOnly: isOn(child(level, 'w:isLgl')),
          style: stated(level, 'w:pStyle'),
        },
      ] as const
    })
}

/** Newer formats stand in a choice beside the one for old programs. */
function formatOf(level: XmlElement): string {
  const alternatives = child(level, 'mc:AlternateContent')
  const chosen = alternatives === undefined ? null : stated(wrapped(alternatives), 'w:numFmt')
  return stated(level, 'w:numFmt') ?? chosen ?? 'decimal'
}

function stylesOf(styles: XmlElement): ReadonlyMap<string, StyleNumbering> {
  return new Map(
    elements(styles)
      .filter(({ name }) => name === 'w:style')
      .map((style) => {
        const numbering = child(style, 'w:pPr', 'w:numPr')
        const level = stated(numbering, 'w:ilvl')
        return [
          style.attributes.styleId ?? '',
          {
            list: stated(numbering, 'w:numId'),
            level: level === null ? null : Number(level),
            basedOn: stated(style, 'w:basedOn'),
          },
        ]
      }),
  )
}

/** Every paragraph that is not deleted, in the order of the document, each once. */
function paragraphsIn(parent: XmlElement): readonly XmlElement[] {
  return elements(wrapped(parent)).flatMap((element) => {
    if (removed.has(element.name)) return []
    return element.name === 'w:p' ? [element, ...paragraphsIn(element)] : paragraphsIn(element)
  })
}

function stated(parent: XmlElement | undefined, name: string): string | null {
  return child(parent, name)?.attributes.val ?? null
}
