/** Where a value was read: the address of one fragment in its source. */
import { z } from 'zod'

/** A rectangle `[x0, y0, x1, y1]` in PDF points, origin top left of the page as it is seen (after /Rotate). */
export const Box = z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly()
export type Box = z.infer<typeof Box>

/** On a page: 1-based page number, the rectangle in points. */
export const PageLocator = z.strictObject({ page: z.int().min(1), bbox: Box }).readonly()
export type PageLocator = z.infer<typeof PageLocator>

/** In a workbook: the sheet's name and the cell's address (`E12`; of a merged range, its first cell). */
export const SheetLocator = z.strictObject({ sheet: z.string(), cell: z.string() }).readonly()
export type SheetLocator = z.infer<typeof SheetLocator>

/** In a Word table: 0-based table, row and grid column. */
export const WordLocator = z
  .strictObject({ table: z.int().min(0), row: z.int().min(0), column: z.int().min(0) })
  .readonly()
export type WordLocator = z.infer<typeof WordLocator>

/** In a text: 1-based line, and 1-based tab field of that line. */
export const LineLocator = z.strictObject({ line: z.int().min(1), column: z.int().min(1) }).readonly()
export type LineLocator = z.infer<typeof LineLocator>

export const Locator = z.union([PageLocator, SheetLocator, WordLocator, LineLocator])
export type Locator = z.infer<typeof Locator>
