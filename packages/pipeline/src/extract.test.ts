import { Filing } from '@backfile/model'
import { PDFDocument } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { randomFiling } from '../../../scripts/fixtures/random-filing.ts'
import { writeDocx } from '../../../scripts/fixtures/write-docx.ts'
import { writeXlsx } from '../../../scripts/fixtures/write-xlsx.ts'
import { extract } from './extract.ts'

const text = (words: string): Uint8Array => new TextEncoder().encode(words)
const { sheet } = randomFiling(3, 'department-performance-target')
const { sheet: other } = randomFiling(4, 'project-performance-target')

describe('a file through all stages', () => {
  it('gives filings in the canonical shape, the same byte for byte each time', async () => {
    const first = await extract(writeXlsx([sheet]), 'a.xlsx')
    const again = await extract(writeXlsx([sheet]), 'a.xlsx')
    expect(JSON.stringify(again.filings)).toBe(JSON.stringify(first.filings))
    expect(first.filings.map((filing) => Filing.parse(filing).form.id)).toEqual([
      'department-performance-target',
    ])
  })

  it('gives a filing a sheet, as parts of one file', async () => {
    const { filings } = await extract(writeXlsx([sheet, other]), 'both.xlsx')
    expect(filings.map((filing) => [filing.form.id, filing.source.part])).toEqual([
      ['department-performance-target', 0],
      ['project-performance-target', 1],
    ])
    expect(new Set(filings.map((filing) => filing.source.sha256)).size).toBe(1)
  })

  it('gives each row the same id, whatever the container', async () => {
    const [workbook] = (await extract(writeXlsx([sheet]), 'a.xlsx')).filings
    const [document] = (await extract(writeDocx(sheet), 'a.docx')).filings
    expect(document?.indicators.map((row) => row.id)).toEqual(workbook?.indicators.map((row) => row.id))
    expect(new Set(workbook?.indicators.map((row) => row.id)).size).toBe(workbook?.indicators.length)
  })

  it('gives a text without a known form as form unknown, with a finding', async () => {
    const { filings } = await extract(text('早上好\n'), 'note.txt')
    expect(filings.map((filing) => filing.form.id)).toEqual(['unknown'])
    expect(filings[0]?.findings.some((finding) => finding.severity === 'error')).toBe(true)
  })

  it('has one finding for each doubt about the file as a whole', async () => {
    const document = await PDFDocument.create()
    document.addPage()
    await document.attach(new Uint8Array([1]), 'table.xlsx')
    const { filings } = await extract(await document.save(), 'with-attachment.pdf')
    const checks = filings.flatMap(({ findings }) => findings.map(({ check }) => check))
    expect(checks.filter((check) => check === 'reader/attachments')).toHaveLength(1)
  })

  it('has a finding about every value below 0.9', async () => {
    const halves =
      '某市部门\n\n单位名称\t\n一级指标\t二级指标\n产出\t数量\n\n整体绩效目标表\n\n某局\t\n三级指标\t半年指标值\t全年指标值\n检查次数\t2次\t4次\n'
    for (const filing of (await extract(text(halves), 'halves.txt')).filings) {
      const doubted = new Set(filing.findings.flatMap((finding) => finding.subjects))
      filing.indicators.forEach((row, index) => {
        if (row.confidence < 0.9) expect(doubted).toContain(`indicators/${index}`)
      })
    }
  })
})
