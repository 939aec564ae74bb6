import { PDFDocument, PDFHexString, PDFName, type PDFTextField } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import type { PaintedPage } from '../source-document.ts'
import { pdfOf, readPages, textOf } from './pdf.testing.ts'

interface Filled {
  readonly amount: string
  readonly change?: (amount: PDFTextField) => void
}

/** A page with one ruling and the fields of a form that somebody filled in: an amount, and a box that is ticked. */
async function filledForm({ amount, change }: Filled): Promise<PaintedPage> {
  const document = await PDFDocument.load(await pdfOf({ content: '50 600 m 350 600 l S' }))
  const page = document.getPage(0)
  const form = document.getForm()
  const text = form.createTextField('amount')
  text.setText(amount)
  text.addToPage(page, { x: 205, y: 635, width: 140, height: 20, borderWidth: 1 })
  form.createCheckBox('ticked').addToPage(page, { x: 365, y: 635, width: 15, height: 15 })
  form.getCheckBox('ticked').check()
  form.createCheckBox('empty').addToPage(page, { x: 385, y: 635, width: 15, height: 15 })
  form.updateFieldAppearances()
  change?.(text)
  const bytes = await document.save({ updateFieldAppearances: false, useObjectStreams: false })
  const [read] = await readPages(bytes)
  if (read === undefined) throw new Error('the PDF has no page')
  return read
}

const unpainted = (field: PDFTextField): void => {
  for (const widget of field.acroField.getWidgets()) widget.dict.delete(PDFName.of('AP'))
}

const store = (field: PDFTextField, value: string): void => {
  field.acroField.dict.set(PDFName.of('V'), PDFHexString.fromText(value))
}

const checksOf = (page: PaintedPage): readonly string[] => page.doubts.map(({ check }) => check)

describe('a form that was filled in on screen', () => {
  it('is read as it is seen, and the borders of its fields are no rulings', async () => {
    const page = await filledForm({ amount: '1234.50' })
    expect(textOf(page)).toBe('1234.50☑☐')
    expect(page.rulings).toHaveLength(1)
    expect(page.doubts).toEqual([])
  })

  it('whose file has no picture of a field has its stored value there, with a doubt about that place', async () => {
    const page = await filledForm({
      amount: '1',
      change: (field) => {
        store(field, '一般公共预算 12.5')
        unpainted(field)
      },
    })
    expect(textOf(page)).toBe('一般公共预算12.5☑☐')
    const { box } = page.glyphs[0] ?? { box: [0, 0, 0, 0] }
    expect(box[0]).toBeGreaterThan(205)
    expect(box[1]).toBeGreaterThan(145)
    expect(box[3]).toBeLessThan(165)
    expect(page.glyphs.find(({ text }) => text === '1')?.afterSpace).toBe(true)
    expect(page.doubts).toMatchObject([
      { check: 'reader/field-not-painted', subjects: [], expected: '一般公共预算 12.5' },
    ])
  })

  it('whose field shows another figure than it stores says both', async () => {
    const page = await filledForm({ amount: '1234.50', change: (field) => store(field, '9999.99') })
    expect(textOf(page)).toBe('1234.50☑☐')
    expect(page.doubts).toMatchObject([
      { check: 'reader/field-differs', expected: '9999.99', actual: '1234.50' },
    ])
  })

  it('whose field shows its figure in another format says nothing', async () => {
    const page = await filledForm({ amount: '1,234.57', change: (field) => store(field, '1234.5678') })
    expect(checksOf(page)).toEqual([])
  })

  it('is read without the fields that it hides', async () => {
    const page = await filledForm({
      amount: '1234.50',
      change: (field) => {
        for (const widget of field.acroField.getWidgets()) widget.setFlags(2)
        unpainted(field)
      },
    })
    expect(textOf(page)).toBe('☑☐')
    expect(page.doubts).toEqual([])
  })

  it('has a long value in as many lines as its field takes', async () => {
    const page = await filledForm({
      amount: '1',
      change: (field) => {
        store(field, '加强档案资源的整理、开发和利用，提供民生档案查询和异地查档')
        unpainted(field)
      },
    })
    const boxes = page.glyphs.filter(({ text }) => !/[☑☐]/.test(text)).map(({ box }) => box)
    expect(Math.max(...boxes.map((box) => box[2]))).toBeLessThanOrEqual(345)
    expect(new Set(boxes.map((box) => box[1])).size).toBeGreaterThan(1)
  })
})
