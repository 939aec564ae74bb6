/** The fields of a form that was filled in on screen (ISO 32000-1, 12.7): what they hold, and where they stand. */
import type { Box } from '@backfile/model'
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type Matrix, transformedBox } from './matrix.ts'
import { memberOf, numberAt } from './operands.ts'

/** One place on a page where a field shows its value. */
export interface FormField {
  /** By which pdf.js calls the annotation that paints it. */
  readonly id: string
  readonly name: string
  /** A box to tick has the value `☑` or `☐`. */
  readonly kind: 'text' | 'box'
  readonly value: string
  /** On the seen page. */
  readonly box: Box
  /** Points; 0 where the text is made to fit. */
  readonly size: number
}

/** The fields of a page that a reader of it sees. `toPage` maps default user space to the seen page. */
export async function formFieldsOf(page: PDFPageProxy, toPage: Matrix): Promise<readonly FormField[]> {
  const annotations: readonly unknown[] = await page.getAnnotations()
  return annotations.flatMap((annotation) => fieldOf(annotation, toPage) ?? [])
}

function fieldOf(annotation: unknown, toPage: Matrix): FormField | null {
  const of = (name: string): unknown => memberOf(annotation, name)
  const id = of('id')
  if (of('subtype') !== 'Widget' || of('hidden') === true || typeof id !== 'string') return null
  const type = of('fieldType')
  const isBox = type === 'Btn' && (of('checkBox') === true || of('radioButton') === true)
  if (!isBox && type !== 'Tx' && type !== 'Ch') return null
  const rect = of('rect')
  const [x0, y0, x1, y1] = [0, 1, 2, 3].map((i) => numberAt(rect, i))
  const name = of('fieldName')
  return {
    id,
    name: typeof name === 'string' ? name : '',
    kind: isBox ? 'box' : 'text',
    value: isBox ? tick(of) : shownValue(of),
    box: transformedBox(toPage, x0 ?? 0, y0 ?? 0, x1 ?? 0, y1 ?? 0),
    size: Math.max(0, numberAt([memberOf(of('defaultAppearanceData'), 'fontSize')], 0)),
  }
}

/** The text of the field; of a choice, what its list calls the chosen entries. A password is not shown. */
function shownValue(of: (name: string) => unknown): string {
  if (of('password') === true) return ''
  const value = of('fieldValue')
  const options = of('options')
  const chosen = Array.isArray(value) ? value : [value]
  return chosen
    .filter((entry) => typeof entry === 'string')
    .map((entry) => {
      const option: unknown = Array.isArray(options)
        ? options.find((each) => memberOf(each, 'exportValue') === entry)
        : undefined
      const shown = memberOf(option, 'displayValue')
      return typeof shown === 'string' ? shown : entry
    })
    .join('\n')
    .trim()
}

function tick(of: (name: string) => unknown): string {
  const value = of('fieldValue')
  const own = of('checkBox') === true ? of('exportValue') : of('buttonValue')
  return typeof value === 'string' && value !== 'Off' && value === own ? '☑' : '☐'
}
