/** A strip below a picture that says what its colours mean. */
import { createCanvas, loadImage } from '@napi-rs/canvas'

export interface LegendEntry {
  readonly colour: string
  readonly text: string
}

/** Pixels. */
const STRIP = 30
const SAMPLE = 22
const GAP = 8

/** The picture with the strip below. */
export async function withLegend(png: Uint8Array, entries: readonly LegendEntry[]): Promise<Uint8Array> {
  const picture = await loadImage(png)
  const canvas = createCanvas(picture.width, picture.height + STRIP)
  const context = canvas.getContext('2d')
  context.drawImage(picture, 0, 0)
  context.fillStyle = '#ffffff'
  context.fillRect(0, picture.height, picture.width, STRIP)
  context.font = '14px sans-serif'
  context.textBaseline = 'middle'
  const middle = picture.height + STRIP / 2
  let x = GAP
  for (const { colour, text } of entries) {
    context.strokeStyle = colour
    context.lineWidth = 3
    context.strokeRect(x, middle - 6, SAMPLE, 12)
    context.fillStyle = '#000000'
    context.fillText(text, x + SAMPLE + GAP, middle)
    x += SAMPLE + context.measureText(text).width + GAP * 3
  }
  return canvas.encode('png')
}
