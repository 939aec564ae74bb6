/** The published JSON Schema of a filing, generated from the zod schemas so that there is one source. */
import { z } from 'zod'
import {
  Amount,
  Confidence,
  DecimalString,
  Field,
  Filing,
  FormId,
  FundLine,
  FundRole,
  FundSection,
  Indicator,
  KeptTable,
  Measure,
  Operator,
  Period,
  Source,
  Target,
} from './filing.ts'
import { Finding, Message, Severity } from './finding.ts'
import { LineLocator, Locator, PageLocator, SheetLocator, WordLocator } from './locator.ts'

const named = {
  Amount,
  Confidence,
  DecimalString,
  Field,
  Finding,
  FormId,
  FundLine,
  FundRole,
  FundSection,
  Indicator,
  KeptTable,
  LineLocator,
  Locator,
  Measure,
  Message,
  Operator,
  PageLocator,
  Period,
  Severity,
  SheetLocator,
  Source,
  Target,
  WordLocator,
}

/** JSON Schema (draft 2020-12) of `backfile/filing@1`; each part of the model is a definition of its own. */
export function filingJsonSchema(): Record<string, unknown> {
  const names = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(named)) names.add(schema, { id })
  const schema = z.toJSONSchema(Filing, { metadata: names })
  return { ...schema, title: 'backfile/filing@1', description: 'One filing as `backfile extract` prints it.' }
}
