/** Filings for tests: small, whole, and different in what they are told to differ in. */
import { createHash } from 'node:crypto'
import type { Filing, Finding } from '@backfile/model'
import { stableId } from '@backfile/model'
import type { SeenFile } from '../receive.ts'

export function sha256Of(content: string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** A file as an ingest finds it; its content is its text. */
export function seenFile(path: string, content: string, change: Partial<SeenFile> = {}): SeenFile {
  return {
    path,
    sha256: sha256Of(content),
    bytes: Buffer.byteLength(content),
    mediaType: 'text/plain',
    modifiedNs: 1_700_000_000_123_456_789n,
    batch: null,
    ...change,
  }
}

/** A filing of that content, with three figures of money, two targets and two findings. */
export function filingOf(content: string, change: Partial<Filing> = {}, part = 0): Filing {
  const locators = [{ line: 4, column: 2 }]
  const found = (check: string, severity: Finding['severity']): Finding => ({
    id: stableId('finding', check, content),
    check,
    severity,
    message: { zh: '合计与明细之和不符', en: 'The parts do not add up to the total' },
    subjects: ['funds/0', 'funds/1'],
    expected: '299.62',
    actual: '299.60',
    locators,
  })
  return {
    schema: 'backfile/filing@1',
    source: {
      path: `${content}.txt`,
      sha256: sha256Of(content),
      mediaType: 'text/plain',
      bytes: Buffer.byteLength(content),
      pages: null,
      part,
    },
    form: { id: 'department-performance-target', title: '市级部门整体预算绩效目标表', confidence: 0.98 },
    unit: { name: '市图书馆', code: '105012' },
    fiscalYear: 2024,
    fields: [{ key: 'unitName', label: '单位名称', text: '市图书馆', confidence: 1, locators }],
    funds: [
      {
        id: 'aaaaaaaaaaaa',
        section: 'income',
        path: ['财政拨款', '一般公共预算资金'],
        role: 'item',
        amounts: [
          {
            measure: 'fullYearBudget',
            raw: '2,330.50',
            value: '2330.50',
            unit: '万元',
            confidence: 1,
            locators,
          },
          { measure: 'halfYearPlan', raw: '约1100', value: null, unit: '万元', confidence: 0.6, locators },
        ],
      },
      {
        id: 'bbbbbbbbbbbb',
        section: 'expenditure',
        path: ['基本支出'],
        role: 'total',
        amounts: [{ measure: 'fullYearBudget', raw: '0', value: '0', unit: '万元', confidence: 1, locators }],
      },
    ],
    indicators: [
      {
        id: 'cccccccccccc',
        order: 1,
        level1: '决策',
        level2: '计划制定',
        task: null,
        subprojects: ['馆藏', '读者服务'],
        name: '中长期规划制定健全性',
        targets: [
          {
            period: 'halfYear',
            raw: '健全',
            operator: null,
            value: null,
            upper: null,
            unit: null,
            text: '健全',
            confidence: 1,
            locators,
          },
          {
            period: 'fullYear',
            raw: '30%-50%',
            operator: null,
            value: '30',
            upper: '50',
            unit: '%',
            text: null,
            confidence: 0.9,
            locators,
          },
        ],
        explanation: null,
        valueSource: null,
        confidence: 0.97,
        locators,
      },
    ],
    findings: [found('funds/total-differs', 'error'), found('text/clipped', 'warning')],
    ...change,
  }
}
