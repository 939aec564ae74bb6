/** A finding: something in a filing that is inconsistent or doubtful, for a person to look at. */
import { z } from 'zod'
import { Locator } from './locator.ts'

export const Severity = z.enum(['error', 'warning', 'info'])
export type Severity = z.infer<typeof Severity>

/** The same sentence for people who read Chinese and for people who read English. */
export const Message = z.strictObject({ zh: z.string(), en: z.string() }).readonly()
export type Message = z.infer<typeof Message>

export const Finding = z
  .strictObject({
    id: z.string(),
    check: z
      .string()
      .regex(/^[a-z]+\/[a-z0-9-]+$/)
      .describe('area/what, e.g. funds/total-differs'),
    severity: Severity,
    message: Message,
    subjects: z
      .array(z.string())
      .readonly()
      .describe(
        'What it is about: funds/3, indicators/12, fields/0 (places in the filing’s arrays), form, source',
      ),
    expected: z.string().nullable(),
    actual: z.string().nullable(),
    locators: z.array(Locator).readonly(),
  })
  .readonly()
export type Finding = z.infer<typeof Finding>

/** A finding as a stage raises it; the pipeline gives it its id when the filing is complete. */
export type Doubt = Omit<Finding, 'id'>
