/** What the routes' answers and questions have in common. */
import { z } from '@hono/zod-openapi'

export const Problem = z.object({ error: z.string() }).openapi('Problem')

/** An answer in JSON, as OpenAPI describes it. */
export function json<T extends z.ZodType>(description: string, schema: T) {
  return { description, content: { 'application/json': { schema } } }
}

/** Rows of a page where nobody says how many, and the most that one may ask for. */
const USUAL_ROWS = 50
const MOST_ROWS = 200

export const limit = z.coerce
  .number()
  .pipe(z.int().min(1).max(MOST_ROWS))
  .default(USUAL_ROWS)
  .openapi({ description: `Rows of a page, at most ${MOST_ROWS}` })

/** The shape of a page of rows. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({
    items: z.array(row),
    next: z.string().nullable().openapi({ description: 'Give this as `after`; null at the end' }),
  })
}

const after = { description: 'Where the page before ended: its `next`' }

/** Where a list of documents goes on: a number of receipt. */
export const afterDocument = z
  .string()
  .regex(/^\d{1,15}$/, 'is no place in this list')
  .optional()
  .openapi(after)

/** Where a list of filings goes on. */
export const afterFiling = z.base64url('is no place in this list').max(4000).optional().openapi(after)

/** Where a list of findings goes on: rank, reading, part and ordinal. */
export const afterFinding = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,15}){3}$/, 'is no place in this list')
  .optional()
  .openapi(after)

/** Filters of lists of filings and of what belongs to them. */
export const filingFilter = {
  year: z.coerce.number().pipe(z.int().min(1).max(9999)).optional().openapi({ description: 'Fiscal year' }),
  unit: z.string().max(200).optional().openapi({ description: 'A part of the unit’s name, or its code' }),
  form: z.string().max(100).optional().openapi({ description: 'Id of the form' }),
}

/** The given filters, without those that were not. */
export function given<T extends object>(filter: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // Entries of an object are typed by their values alone; what is left has the keys and the types of the given ones.
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
