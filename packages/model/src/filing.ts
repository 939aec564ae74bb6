/** The canonical filing: what every reader, layout and form ends in (schema `backfile/filing@1`). */
import { z } from 'zod'
import { Finding } from './finding.ts'
import { Locator } from './locator.ts'

/** 0…1: of the values given about 0.9, about nine in ten are right. */
export const Confidence = z.number().min(0).max(1)

/** An exact decimal in canonical writing: no exponent, no thousands separator, its written precision kept. */
export const DecimalString = z.string().regex(/^-?\d+(\.\d+)?$/)

const Locators = z.array(Locator).readonly()

export const Source = z
  .strictObject({
    path: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    mediaType: z.string(),
    bytes: z.int().min(0),
    pages: z.int().min(0).nullable().describe('Pages or sheets; null where the container has neither'),
    part: z.int().min(0).describe('Which filing of the file: 0, 1, 2 …'),
  })
  .readonly()
export type Source = z.infer<typeof Source>

export const FormId = z.enum([
  'department-performance-target',
  'project-performance-target',
  'project-self-evaluation',
  'unknown',
])
export type FormId = z.infer<typeof FormId>

export const Field = z
  .strictObject({
    key: z.string(),
    label: z.string(),
    text: z.string().nullable(),
    confidence: Confidence,
    locators: Locators,
  })
  .readonly()
export type Field = z.infer<typeof Field>

export const FundSection = z.enum([
  'income',
  'expenditure',
  'composition',
  'source',
  'priorYearUse',
  'execution',
])
export type FundSection = z.infer<typeof FundSection>

export const FundRole = z.enum(['total', 'subtotal', 'item'])
export type FundRole = z.infer<typeof FundRole>

export const Measure = z.enum([
  'fullYearBudget',
  'halfYearPlan',
  'budgetAmount',
  'totalInvestment',
  'priorYearFunds',
  'currentYearPlan',
  'amount',
  'rate',
  'initialBudget',
  'executed',
  'weight',
  'score',
])
export type Measure = z.infer<typeof Measure>

/** One figure of a fund line. A cell that is empty in the source gives no amount: empty is not zero. */
export const Amount = z
  .strictObject({
    measure: Measure,
    raw: z.string(),
    value: DecimalString.nullable().describe('null where the raw text is not a number'),
    unit: z.string().nullable(),
    confidence: Confidence,
    locators: Locators,
  })
  .readonly()
export type Amount = z.infer<typeof Amount>

export const FundLine = z
  .strictObject({
    id: z.string(),
    section: FundSection,
    path: z.array(z.string()).min(1).readonly(),
    role: FundRole,
    amounts: z.array(Amount).readonly(),
  })
  .readonly()
export type FundLine = z.infer<typeof FundLine>

export const Operator = z.enum(['=', '>=', '<=', '>', '<'])
export type Operator = z.infer<typeof Operator>

export const Period = z.enum(['halfYear', 'fullYear', 'actual'])
export type Period = z.infer<typeof Period>

/** A quantity has `value` and `unit`, a range `value` and `upper`, a quality `text`. */
export const Target = z
  .strictObject({
    period: Period,
    raw: z.string(),
    operator: Operator.nullable(),
    value: DecimalString.nullable(),
    upper: DecimalString.nullable(),
    unit: z.string().nullable(),
    text: z.string().nullable(),
    confidence: Confidence,
    locators: Locators,
  })
  .readonly()
export type Target = z.infer<typeof Target>

export const Indicator = z
  .strictObject({
    id: z.string(),
    order: z.int().min(1),
    level1: z.string().nullable(),
    level2: z.string().nullable(),
    task: z.string().nullable(),
    subprojects: z.array(z.string()).readonly(),
    name: z.string(),
    targets: z.array(Target).readonly(),
    explanation: z.string().nullable(),
    valueSource: z.string().nullable(),
    weight: DecimalString.nullable().optional(),
    score: DecimalString.nullable().optional(),
    deviationReason: z.string().nullable().optional(),
    confidence: Confidence,
    locators: Locators,
  })
  .readonly()
export type Indicator = z.infer<typeof Indicator>

/** A table kept as it was read, where no form was recognised. */
export const KeptTable = z
  .strictObject({
    cells: z
      .array(
        z.strictObject({
          row: z.int().min(0),
          column: z.int().min(0),
          rowSpan: z.int().min(1),
          columnSpan: z.int().min(1),
          text: z.string(),
          confidence: Confidence,
          locators: Locators,
        }),
      )
      .readonly(),
  })
  .readonly()
export type KeptTable = z.infer<typeof KeptTable>

export const Filing = z
  .strictObject({
    schema: z.literal('backfile/filing@1'),
    source: Source,
    form: z.strictObject({ id: FormId, title: z.string().nullable(), confidence: Confidence }).readonly(),
    unit: z.strictObject({ name: z.string().nullable(), code: z.string().nullable() }).readonly(),
    fiscalYear: z.int().nullable(),
    fields: z.array(Field).readonly(),
    funds: z.array(FundLine).readonly(),
    indicators: z.array(Indicator).readonly(),
    findings: z.array(Finding).readonly(),
    tables: z.array(KeptTable).readonly().optional().describe('Only where form.id is "unknown"'),
  })
  .readonly()
export type Filing = z.infer<typeof Filing>
