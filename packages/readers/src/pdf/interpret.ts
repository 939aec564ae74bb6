/** Runs a page's operator list once, and gives the marks it paints where they are on the seen page. */
import type { Box } from '@backfile/model'
import type { Font } from './font.ts'
import { applySettings } from './graphics-settings.ts'
import { type GraphicsState, initialState, savedState } from './graphics-state.ts'
import { type Area, type LineMark, MANY_COLOURS, NO_COLOUR, type TextMark } from './marks.ts'
import { intersection, keepsRectangles, type Matrix, multiply, transformedBox } from './matrix.ts'
import { colourOf, elementAt, matrixOf, memberOf, numberAt } from './operands.ts'
import { PaintRaster } from './paint-raster.ts'
import { addArea, fillRectangle, MAX_RULING_FILL, type PathSink, paintPath } from './path-marks.ts'
import { OP, type OperatorList } from './pdfjs.ts'
import { PicturePlace } from './picture-place.ts'
import { TextCutter } from './text-cuts.ts'
import { showText, type TextSink } from './text-marks.ts'
import { runTextOperator } from './text-operators.ts'

/** Above so many marks a page is refused: ten times the densest sheet that anybody prints. */
const MAX_MARKS = 1_000_000

export interface PageMarks {
  readonly text: readonly TextMark[]
  readonly cutter: TextCutter
  readonly horizontal: readonly LineMark[]
  readonly vertical: readonly LineMark[]
  readonly areas: readonly Area[]
  readonly pictures: readonly Box[]
  /** Strokes that go up and down from one side to the other, slices of pies. */
  readonly traces: readonly Box[]
  /** Of the pictures, those through which what is below may show. */
  readonly sheerPictures: readonly Box[]
  /** Where pictures too large to be decoded were painted; whether they hide what is below is not known. */
  readonly undecoded: readonly { readonly box: Box; readonly paint: number }[]
  /** Filled outlines that are neither rulings nor areas. */
  readonly shapes: number
  readonly raster: PaintRaster
  /** How many marks were painted: the last one's place in the order. */
  readonly painted: number
  readonly tooMany: boolean
}

export interface PageFrame {
  /** Default user space to the seen page. */
  readonly toPage: Matrix
  readonly width: number
  readonly height: number
}

/**
 * Interprets one page. `isLayerSeen` says whether optional content (its group as pdf.js gives it) is switched on;
 * `fields` are the annotations that are fields of a form.
 */
export function interpretPage(
  operators: OperatorList,
  frame: PageFrame,
  fonts: ReadonlyMap<string, Font>,
  isLayerSeen: (group: unknown) => boolean,
  fields: ReadonlySet<string>,
): PageMarks {
  const page = new PageInterpreter(frame, fonts, isLayerSeen, fields)
  const { fnArray, argsArray } = operators
  for (let i = 0; i < fnArray.length && !page.tooMany; i += 1) page.run(fnArray[i] ?? 0, argsArray[i])
  return page
}

/** The page in hand: everything that changes while its operators run. */
class PageInterpreter implements PageMarks, PathSink, TextSink {
  readonly text: TextMark[] = []
  readonly horizontal: LineMark[] = []
  readonly vertical: LineMark[] = []
  readonly areas: Area[] = []
  readonly pictures: Box[] = []
  readonly traces: Box[] = []
  readonly sheerPictures: Box[] = []
  readonly undecoded: { box: Box; paint: number }[] = []
  readonly cutter = new TextCutter()
  readonly raster: PaintRaster
  shapes = 0
  space: TextSink['space'] = null
  readonly #frame: PageFrame
  readonly #page: Box
  readonly #fonts: ReadonlyMap<string, Font>
  readonly #isLayerSeen: (group: unknown) => boolean
  readonly #stack: GraphicsState[] = []
  #state: GraphicsState
  #clipPending = false
  #paint = 0
  /** Of each open marked content: whether it is a layer that is switched off. */
  readonly #layers: boolean[] = []
  #layersOff = 0
  /** Depth of open groups that are soft masks: they are not painted, they say how much of other things is. */
  #masks = 0
  /** The next picture has a mask. */
  #pictureMasked = false
  readonly #picturePlace = new PicturePlace()

  readonly #fields: ReadonlySet<string>
  field: string | null = null
  /** How many line marks there were before the field that is being painted. */
  #linesBefore: readonly [number, number] = [0, 0]

  constructor(
    frame: PageFrame,
    fonts: ReadonlyMap<string, Font>,
    isLayerSeen: (group: unknown) => boolean,
    fields: ReadonlySet<string>,
  ) {
    this.#fields = fields
    this.#frame = frame
    this.#page = [0, 0, frame.width, frame.height]
    this.#fonts = fonts
    this.#isLayerSeen = isLayerSeen
    this.#state = initialState(frame.toPage, this.#page)
    this.raster = new PaintRaster(frame.width, frame.height)
  }

  get painted(): number {
    return this.#paint
  }

  get tooMany(): boolean {
    return this.#paint > MAX_MARKS
  }

  nextPaint = (): number => {
    this.#paint += 1
    return this.#paint
  }

  countShape = (): void => {
    this.shapes += 1
  }

  run(operator: number, operands: unknown): void {
    const state = this.#state
    if (this.#picturePlace.isLeftEmptyBy(operator)) this.#leftOutPicture()
    switch (operator) {
      case OP.save:
        this.#save()
        break
      case OP.restore:
        this.#restore()
        break
      case OP.transform:
        state.ctm = multiply(state.ctm, matrixOf(operands))
        break
      case OP.setLineWidth:
        state.lineWidth = numberAt(operands, 0, 1)
        break
      case OP.setGState:
        this.#pictureMasked = applySettings(state, this.#fonts, elementAt(operands, 0)) ?? this.#pictureMasked
        break
      case OP.setFillRGBColor:
        state.fill = colourOf(elementAt(operands, 0))
        break
      case OP.setStrokeRGBColor:
        state.stroke = colourOf(elementAt(operands, 0))
        break
      case OP.setFillColorN:
        state.fill = MANY_COLOURS
        break
      case OP.setStrokeColorN:
        state.stroke = MANY_COLOURS
        break
      case OP.setFillTransparent:
        state.fill = NO_COLOUR
        break
      case OP.setStrokeTransparent:
        state.stroke = NO_COLOUR
        break
      case OP.clip:
      case OP.eoClip:
        this.#clipPending = true
        break
      case OP.constructPath:
        this.#path(operands)
        break
      case OP.shadingFill:
        if (!this.#suppressed) addArea(this, state, state.clip, MANY_COLOURS, false)
        break
      case OP.paintFormXObjectBegin:
        this.#save()
        if (elementAt(operands, 0) !== null) {
          this.#state.ctm = multiply(this.#state.ctm, matrixOf(elementAt(operands, 0)))
        }
        this.#clipTo(elementAt(operands, 1))
        break
      case OP.paintFormXObjectEnd:
        this.#restore()
        break
      case OP.beginGroup:
        this.#beginGroup(elementAt(operands, 0))
        break
      case OP.endGroup:
        if (isSoftMask(elementAt(operands, 0))) this.#masks -= 1
        this.#restore()
        break
      case OP.beginAnnotation:
        // Annotations are painted on the finished page, from the initial state.
        this.#beginField(elementAt(operands, 0))
        this.#save()
        this.#state = initialState(this.#frame.toPage, this.#page)
        this.#clipTo(elementAt(operands, 1))
        this.#state.ctm = multiply(this.#state.ctm, matrixOf(elementAt(operands, 2)))
        this.#state.ctm = multiply(this.#state.ctm, matrixOf(elementAt(operands, 3)))
        break
      case OP.endAnnotation:
        this.#endField()
        this.#restore()
        break
      case OP.beginMarkedContent:
        this.#layers.push(false)
        break
      case OP.beginMarkedContentProps:
        this.#beginLayer(operands)
        break
      case OP.endMarkedContent:
        if (this.#layers.pop() === true) this.#layersOff -= 1
        break
      case OP.paintImageXObject:
      case OP.paintInlineImageXObject:
        this.#picture(!this.#pictureMasked)
        break
      case OP.paintImageMaskXObject:
        this.#picture(false)
        break
      case OP.paintSolidColorImageMask:
        if (!this.#suppressed) fillRectangle(this, state, transformedBox(state.ctm, 0, 0, 1, 1), state.fill)
        break
      case OP.showText:
        showText(this, state, elementAt(operands, 0), this.#suppressed)
        break
      default:
        runTextOperator(state, this.#fonts, operator, operands)
    }
  }

  get #suppressed(): boolean {
    return this.#layersOff > 0 || this.#masks > 0
  }

  #save(): void {
    this.#stack.push(savedState(this.#state))
  }

  #restore(): void {
    this.#state = this.#stack.pop() ?? this.#state
    this.#pictureMasked = false
  }

  #clipTo(rectangle: unknown): void {
    if (elementAt(rectangle, 3) === undefined) return
    const { ctm } = this.#state
    const [x0, y0, x1, y1] = [0, 1, 2, 3].map((i) => numberAt(rectangle, i))
    this.#addClip(transformedBox(ctm, x0 ?? 0, y0 ?? 0, x1 ?? 0, y1 ?? 0), keepsRectangles(ctm))
  }

  #addClip(box: Box, exact: boolean): void {
    this.#state.clip = intersection(this.#state.clip, box)
    this.#state.clipIsExact &&= exact
  }

  #path(operands: unknown): void {
    const path = paintPath(
      this,
      this.#state,
      elementAt(operands, 0),
      elementAt(elementAt(operands, 1), 0),
      this.#suppressed,
    )
    if (this.#clipPending) this.#addClip(path.box, path.isRectangle)
    this.#clipPending = false
  }

  #picture(opaque: boolean): void {
    const { clip, ctm } = this.#state
    this.#pictureMasked = false
    if (this.#suppressed) return
    const box = intersection(transformedBox(ctm, 0, 0, 1, 1), clip)
    const [width, height] = [box[2] - box[0], box[3] - box[1]]
    if (width <= 0 || height <= 0) return
    if (Math.min(width, height) <= MAX_RULING_FILL) {
      fillRectangle(this, this.#state, box, MANY_COLOURS)
      return
    }
    this.pictures.push(box)
    if (opaque && keepsRectangles(ctm)) addArea(this, this.#state, box, MANY_COLOURS, true)
    else this.sheerPictures.push(box)
  }

  #leftOutPicture(): void {
    if (this.#suppressed) return
    const box = intersection(transformedBox(this.#state.ctm, 0, 0, 1, 1), this.#state.clip)
    if (box[2] > box[0] && box[3] > box[1]) this.undecoded.push({ box, paint: this.nextPaint() })
  }

  #beginGroup(options: unknown): void {
    this.#save()
    const state = this.#state
    state.groupAlpha *= state.fillAlpha
    state.fillAlpha = 1
    state.strokeAlpha = 1
    const box = memberOf(options, 'bbox')
    const matrix = memberOf(options, 'matrix')
    const inner = matrix === null || matrix === undefined ? state.ctm : multiply(state.ctm, matrixOf(matrix))
    const outer = state.ctm
    state.ctm = inner
    this.#clipTo(box)
    // The form that follows applies its matrix itself.
    state.ctm = outer
    if (isSoftMask(options)) this.#masks += 1
  }

  #beginField(annotation: unknown): void {
    this.field = typeof annotation === 'string' && this.#fields.has(annotation) ? annotation : null
    this.#linesBefore = [this.horizontal.length, this.vertical.length]
  }

  /** A field's own border stands within the cell of its table, and would part it. */
  #endField(): void {
    if (this.field === null) return
    this.field = null
    this.horizontal.length = this.#linesBefore[0]
    this.vertical.length = this.#linesBefore[1]
  }

  #beginLayer(operands: unknown): void {
    const off = elementAt(operands, 0) === 'OC' && !this.#isLayerSeen(elementAt(operands, 1))
    this.#layers.push(off)
    if (off) this.#layersOff += 1
  }
}

function isSoftMask(options: unknown): boolean {
  const mask = memberOf(options, 'smask')
  return mask !== undefined && mask !== null
}
