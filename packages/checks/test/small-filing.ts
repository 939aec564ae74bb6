/** Small filings for the checks' tests: as little as the story needs, read with full confidence. */
import type {
  Field,
  FundLine,
  FundRole,
  FundSection,
  Indicator,
  Locator,
  Measure,
  Target,
} from '@backfile/model'
import { parseAmount, parseTarget } from '@backfile/model'
import type { FilingToCheck } from '../src/index.ts'

/** A department's form that balances and has all it must have. */
export function departmentFiling(changes: Partial<FilingToCheck> = {}): FilingToCheck {
  return {
    schema: 'backfile/filing@1',
    source: {
      path: 'filing.txt',
      sha256: '0'.repeat(64),
      mediaType: 'text/plain',
      bytes: 1,
      pages: null,
      part: 0,
    },
    form: { id: 'department-performance-target', title: '部门整体预算绩效目标表', confidence: 1 },
    unit: { name: '某市图书馆', code: null },
    fiscalYear: 2025,
    fields: [
      field('unitName', '单位名称', '某市图书馆'),
      field('mainFunctions', '单位主要职能', '承担公共阅读服务。'),
      field('annualGoal', '年度目标', '开放全部阅览室。'),
    ],
    funds: [
      fund('income', '资金总额', { fullYearBudget: '300.00' }, 'total'),
      fund('expenditure', '基本支出', { halfYearPlan: '50', fullYearBudget: '100' }),
      fund('expenditure', '项目支出', { halfYearPlan: '70', fullYearBudget: '200' }, 'subtotal'),
    ],
    indicators: [indicator('读者活动场次', '=4场', '=8场')],
    doubts: [],
    ...changes,
  }
}

export function field(key: string, label: string, text: string | null, confidence = 1): Field {
  return { key, label, text, confidence, locators: place(label) }
}

/** A line of a path written with slashes; its amounts are in 万元 unless they say otherwise. */
export function fund(
  section: FundSection,
  path: string,
  amounts: Partial<Record<Measure, string>>,
  role: FundRole = 'item',
  confidence = 1,
): FundLine {
  const measures = Object.entries(amounts) as [Measure, string][]
  return {
    id: path,
    section,
    path: path.split('/'),
    role,
    amounts: measures.map(([measure, raw]) => {
      const { value, unit } = parseAmount(raw, measure === 'rate' ? '%' : '万元')
      return { measure, raw, value, unit, confidence, locators: place(path + measure) }
    }),
  }
}

/** An indicator with its half-year and full-year targets, as they are written. */
export function indicator(
  name: string,
  half: string | null,
  full: string | null,
  changes: Partial<Indicator> = {},
): Indicator {
  return {
    id: name,
    order: 1,
    level1: '履职',
    level2: null,
    task: null,
    subprojects: [],
    name,
    targets: [...target('halfYear', half), ...target('fullYear', full)],
    explanation: null,
    valueSource: null,
    confidence: 1,
    locators: place(name),
    ...changes,
  }
}

function target(period: 'halfYear' | 'fullYear', raw: string | null): readonly Target[] {
  if (raw === null) return []
  const { doubtful, ...parsed } = parseTarget(raw)
  return [{ period, raw, ...parsed, confidence: doubtful ? 0.7 : 1, locators: place(period + raw) }]
}

/** A place of its own for each text, so that a test sees which ones a finding points to. */
function place(text: string): readonly Locator[] {
  return [{ sheet: text, cell: 'A1' }]
}
