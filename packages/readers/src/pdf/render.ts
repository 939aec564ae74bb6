/** Pictures of pages for people to look at: a page as it is seen, and boxes drawn over it. */
import type { Box } from '@backfile/model'
import { openPdf } from './pdfjs.ts'

export interface PagePicture {
  readonly png: Uint8Array
  /** Pixels. */
  readonly width: number
  readonly height: number
}

/** Points to an inch. */
const POINTS_PER_INCH = 72

/** Paints one page (1-based) as it is seen. Throws where the file or the page cannot be read. */
export async function renderPage(bytes: Uint8Array, pageNumber: number, dpi: number): Promise<PagePicture> {
  const { createCanvas } = await loadCanvas()
  const pdf = await openPdf(bytes, 'painting')
  try {
    const page = await pdf.document.getPage(pageNumber)
    const viewport = page.getViewport({ scale: dpi / POINTS_PER_INCH })
    const width = Math.max(1, Math.ceil(viewport.width))
    const height = Math.max(1, Math.ceil(viewport.height))
    const canvas = createCanvas(width, height)
    await page.render({ canvas: null, canvasContext: canvas.getContext('2d'), viewport }).promise
    return { png: await canvas.encode('png'), width, height }
  } finally {
    await pdf.close()
  }
}

/** A box to draw over a page's picture, in the page's points. */
export interface Shape {
  readonly box: Box
  /** Any CSS colour. */
  readonly colour: string
  readonly label?: string
  /** Pixels. */
  readonly width: number
}

/** Size of labels in pixels. */
const LABEL_SIZE = 11

/** Draws outlines over a picture; `scale` is pixels per point. Boxes without width or height become lines. */
export async function drawOver(
  png: Uint8Array,
  shapes: readonly Shape[],
  scale: number,
): Promise<Uint8Array> {
  const { createCanvas, loadImage } = await loadCanvas()
  const picture = await loadImage(png)
  const canvas = createCanvas(picture.width, picture.height)
  const context = canvas.getContext('2d')
  context.drawImage(picture, 0, 0)
  context.font = `${LABEL_SIZE}px sans-serif`
  for (const { box, colour, label, width } of shapes) {
    const [x0, y0, x1, y1] = [box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale]
    context.strokeStyle = colour
    context.lineWidth = width
    context.beginPath()
    if (x0 === x1 || y0 === y1) {
      context.moveTo(x0, y0)
      context.lineTo(x1, y1)
    } else {
      context.rect(x0, y0, x1 - x0, y1 - y0)
    }
    context.stroke()
    if (label !== undefined) {
      context.fillStyle = colour
      context.fillText(label, x0 + 1, Math.max(LABEL_SIZE, y0 - 2))
    }
  }
  return canvas.encode('png')
}

/** Families that have Chinese glyphs, the best for simplified Chinese first: Linux, macOS, Windows. */
const CHINESE_FAMILIES = [
  'Noto Sans CJK SC',
  'Noto Sans SC',
  'Source Han Sans SC',
  'PingFang SC',
  'Microsoft YaHei',
  'SimSun',
  'Noto Sans CJK JP',
  'WenQuanYi Zen Hei',
  'WenQuanYi Micro Hei',
  'AR PL UMing CN',
  'Heiti SC',
]
/** What pdf.js falls back to for a font that the file does not carry. */
const FALLBACK_FAMILIES = ['serif', 'sans-serif', 'monospace']

/**
 * The canvas, loaded on first use because it is a native library that reading does not need. Its fallback
 * families are made to stand for a font that has Chinese glyphs, which they do not by themselves.
 */
async function loadCanvas(): Promise<typeof import('@napi-rs/canvas')> {
  const canvas = await import('@napi-rs/canvas')
  const family = CHINESE_FAMILIES.find((name) => canvas.GlobalFonts.has(name))
  if (family !== undefined) {
    for (const fallback of FALLBACK_FAMILIES) canvas.GlobalFonts.setAlias(family, fallback)
  }
  return canvas
}
