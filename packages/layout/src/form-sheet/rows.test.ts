import { describe, expect, it } from 'vitest'
import { paintPage } from '../unruled/paint.test-support.ts'
import { withEdges } from './column-edges.ts'
import { at, book, fields, head, indicator } from './drawn-form.test-support.ts'
import { headRowsOf, textsOf } from './heads.ts'
import type { Way } from './row-ways.ts'
import { rowsOf } from './rows.ts'
import { sheetOf } from './sheet.ts'

describe('several ways to read the rows of one form', () => {
  const page = paintPage([
    ...fields,
    ...head(at(200, 0)),
    ...indicator('开放天数', '≥300天', at(200, 1)),
    ...indicator('外借图书', '≥9万册', at(200, 2)),
    ...indicator('读者咨询', '≥2万次', at(200, 3)),
  ])
  const texts = textsOf(sheetOf([page], book), book)
  if (texts === null) throw new Error('the form has no column of labels')
  const { phrases, sheet, frame } = texts
  const sections = withEdges(
    headRowsOf(texts, 'middle').map((section) => ({
      section,
      below: phrases.filter(({ y }) => y > section.anchor + sheet.em),
    })),
    sheet,
    frame,
  )
  const ways: readonly Way[] = [
    { standing: 'middle', sections },
    { standing: 'top', sections: [] },
    { standing: 'bottom', sections },
  ]
  const rowsFor = (wanted: readonly Way[]) => rowsOf(phrases, wanted, new Set(), texts)

  it('gives each the rows that it has by itself, also where another sees no heads', () => {
    const together = rowsFor(ways)
    expect(together).toEqual(ways.flatMap((way) => rowsFor([way])))
    expect(together.map(({ rows }) => rows.filter(({ kind }) => kind === 'body').length)).toEqual([3, 0, 3])
  })
})
