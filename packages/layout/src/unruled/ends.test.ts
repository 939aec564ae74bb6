import type { Ruling } from '@backfile/readers'
import { describe, expect, it } from 'vitest'
import { cellsOf } from './adjacency.test-support.ts'
import { findUnruledTables } from './index.ts'
import { type Placed, paintPage } from './paint.test-support.ts'

const level = (y: number, x0: number, x1: number): Ruling => ({ x0, y0: y, x1, y1: y, width: 0.5 })

/** Texts of one line, each where it begins. */
const line = (y: number, texts: Readonly<Record<number, string>>, size = 10): Placed[] =>
  Object.entries(texts).map(([x, text]) => ({ text, x: Number(x), y, size }))

const tablesOf = (texts: readonly Placed[], rulings: readonly Ruling[] = []): string[][] =>
  findUnruledTables(paintPage(texts, rulings), []).map((table) =>
    cellsOf(table).flatMap(({ text }) => (text === '' ? [] : [text])),
  )

const LONG = 'Which port of the server is listened to'
const MORE = 'by the monitor, whenever several of them'
const LAST = 'were started at one time.'

describe('a table', () => {
  it('has all lines of its last cell, up to the rule that closes it, however far apart they are set', () => {
    const texts = [
      ...line(100, { 50: 'Item', 150: 'Description', 380: 'File' }),
      ...line(118, { 50: 'Proxy', 150: 'The address of the proxy.', 380: 'proxy' }),
      ...line(136, { 50: 'Font', 150: 'The font of all windows.', 380: 'font' }),
      ...line(154, { 50: 'Port', 150: LONG, 380: 'port' }),
      ...line(170, { 150: MORE }),
      ...line(186, { 150: LAST }),
      ...line(204, { 120: 'All files are kept in one folder.' }),
    ]
    const rules = [91, 109, 127, 145, 195].map((y) => level(y, 45, 460))
    const [table] = tablesOf(texts, rules)
    expect(table).toContain(`${LONG} ${MORE} ${LAST}`)
    expect(table?.join()).not.toContain('folder')
  })

  it('may have one row, between rules below its head and at its ends', () => {
    const texts = [
      ...line(100, { 50: 'Atom', 150: 'Type', 250: 'Data received' }),
      ...line(118, { 50: 'Version', 150: 'Integer', 250: LONG }),
      ...line(130, { 250: MORE }),
      ...line(142, { 250: LAST }),
    ]
    const rules = [91, 109, 151].map((y) => level(y, 45, 460))
    expect(tablesOf(texts, rules)).toHaveLength(1)
    expect(tablesOf(texts, rules.slice(1, 2))).toHaveLength(0)
  })

  it('goes over the width of the page, though sentences stand in its last column', () => {
    const rows = [
      ['Symbol', 'Item type (typical commands)', 'Comments'],
      [')', 'Weapons (that one can wield)', 'Move into monsters to attack them.'],
      ['(', 'Missiles (that one can fire)', 'Wield a bow to fire arrows at these.'],
      ['[', 'Armour (that one can take off)', 'Can be cursed, like any of the weapons.'],
      ['%', 'Food of each kind, even corpses', 'Dangerous chunks are set in colours.'],
      ['?', 'Scrolls (that one reads once)', 'Scrolls mostly affect what is nearby.'],
      ['!', 'Potions (that one drinks once)', 'Potions affect you, in good or bad ways.'],
      ['=', 'Rings (that one can put on)', 'Rings can be helpful as well as malignant.'],
      ['"', 'Amulets (that one can put on)', 'Amulets can be even subtler than rings.'],
      ['/', 'Wands (that one may evoke)', 'Identify these by shooting at something.'],
    ]
    const texts = rows.flatMap(([symbol = '', item = '', comment = ''], at) =>
      line(100 + at * 13, { 60: symbol, 100: item, 280: comment }),
    )
    expect(tablesOf(texts)).toEqual([rows.flat()])
  })
})

describe('no table', () => {
  it('is a list whose bullets are of a symbol font', () => {
    const items = [
      'At the sizes given, all modes scale alike.',
      'The gain ends where there are many cores.',
      'Older versions gained nothing above four cores.',
      'Newer ones were never measured on one.',
    ]
    expect(tablesOf(items.flatMap((text, at) => line(100 + at * 13, { 60: '\u{f0b7}', 80: text })))).toEqual(
      [],
    )
  })

  it('is a listing whose lines are numbered in small print', () => {
    const code = [
      'begin',
      'read the first file',
      'if it is empty',
      'stop',
      'end',
      'write the second file',
      'end',
    ]
    const texts = code.flatMap((text, at) => [
      { text: String(at + 8), x: 60, y: 100 + at * 12, size: 6 },
      { text, x: at % 3 === 0 ? 80 : 100, y: 100 + at * 12 },
    ])
    expect(tablesOf(texts)).toEqual([])
    expect(tablesOf(texts.map((text) => ({ ...text, size: 10 })))).toHaveLength(1)
  })
})
