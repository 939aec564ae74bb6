/**
 * Counts the pages of a PDF by walking its page tree (ISO 32000-1, 7.7.3). pdf.js, as most programs, believes the count
 * that the tree's root states; where that is too small, the last pages are never shown.
 */
import { inflateSync } from 'node:zlib'

/** Bytes, inflated, above which streams of objects are left alone: page trees take some hundred bytes a page. */
const MAX_INFLATED = 32_000_000
/** Bytes before the word `obj` in which the object's number stands. */
const NUMBER_BYTES = 24
/** Bytes of an object's dictionary in which a stream says how it is packed. */
const DICTIONARY_BYTES = 2000

/** Object numbers, and where each object's text is; of several versions of one, the last in the file. */
type Objects = ReadonlyMap<number, { readonly source: Buffer; readonly from: number; readonly to: number }>

/** How many pages the tree holds; null where that cannot be told, as of an encrypted or damaged file. */
export function pagesInTree(bytes: Uint8Array): number | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const root = /^\/Root\s+(\d+)/.exec(textAt(file, file.lastIndexOf('/Root'), 40))?.[1]
  if (root === undefined) return null
  const objects = objectsOf(file)
  const top = refAt(textOf(objects, Number(root)), '/Pages')
  return top === null ? null : leavesBelow(top, objects)
}

function leavesBelow(top: number, objects: Objects): number | null {
  const seen = new Set<number>()
  const waiting = [top]
  let leaves = 0
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    const text = textOf(objects, node)
    if (text === null) return null
    if (text.includes('/Kids')) waiting.push(...kidsIn(text, objects))
    else leaves += 1
  }
  return leaves
}

function kidsIn(text: string, objects: Objects): readonly number[] {
  const apart = refAt(text, '/Kids')
  const list = apart === null ? text.slice(text.indexOf('/Kids')) : (textOf(objects, apart) ?? '')
  const array = /\[([^\]]*)\]/.exec(list)?.[1] ?? ''
  return Array.from(array.matchAll(/(\d+)\s+\d+\s+R/g), ([, number]) => Number(number))
}

function refAt(text: string | null, key: string): number | null {
  const found = new RegExp(`${key}\\s+(\\d+)\\s+\\d+\\s+R`).exec(text ?? '')?.[1]
  return found === undefined ? null : Number(found)
}

function textOf(objects: Objects, number: number): string | null {
  const object = objects.get(number)
  return object === undefined ? null : object.source.toString('latin1', object.from, object.to)
}

function objectsOf(file: Buffer): Objects {
  const objects = new Map<number, { source: Buffer; from: number; to: number }>()
  let room = MAX_INFLATED
  for (let at = file.indexOf(' obj'); at >= 0; at = file.indexOf(' obj', at + 4)) {
    const before = textAt(file, Math.max(0, at - NUMBER_BYTES), Math.min(at, NUMBER_BYTES))
    const number = /(\d+)\s+\d+$/.exec(before)?.[1]
    if (number === undefined) continue
    const from = at + 4
    const end = file.indexOf('endobj', from)
    const to = end < 0 ? file.length : end
    objects.set(Number(number), { source: file, from, to })
    const head = textAt(file, from, DICTIONARY_BYTES)
    if (/^\s*<<[^>]*\/ObjStm/.test(head)) {
      const packed = unpacked(file.subarray(from, to), head, room)
      room -= packed?.length ?? 0
      if (packed !== null) addPacked(objects, packed, head)
    }
    at = to - 4
  }
  return objects
}

/** The content of a stream; null where it cannot be had. */
function unpacked(object: Buffer, head: string, room: number): Buffer | null {
  const start = /stream\r?\n/.exec(head)
  if (start === null || room <= 0) return null
  const end = object.lastIndexOf('endstream')
  const stream = object.subarray(start.index + start[0].length, end < 0 ? object.length : end)
  if (!head.includes('/Filter')) return stream
  if (!head.includes('/FlateDecode')) return null
  try {
    return inflateSync(stream, { maxOutputLength: room })
  } catch {
    // Encrypted, damaged, a bomb, or of another making: pdf.js says what there is to say of that.
    return null
  }
}

/** Adds the objects of a stream of objects (ISO 32000-1, 7.5.7): numbers and offsets first, then the objects. */
function addPacked(
  objects: Map<number, { source: Buffer; from: number; to: number }>,
  packed: Buffer,
  head: string,
): void {
  const first = Number(/\/First\s+(\d+)/.exec(head)?.[1])
  if (Number.isNaN(first)) return
  const numbers = packed.toString('latin1', 0, first).trim().split(/\s+/).map(Number)
  for (let i = 0; i + 1 < numbers.length; i += 2) {
    const [number, offset] = [numbers[i] ?? 0, numbers[i + 1] ?? 0]
    const next = numbers[i + 3]
    const to = next === undefined ? packed.length : first + next
    objects.set(number, { source: packed, from: first + offset, to })
  }
}

function textAt(file: Buffer, from: number, length: number): string {
  return from < 0 ? '' : file.toString('latin1', from, from + length)
}
