/** From bytes to text: which characters a text file is written in. */
import type { Doubt } from '@backfile/model'
import { sourceDoubt } from './doubt.ts'

export interface DecodedText {
  /** Without a byte order mark. */
  readonly text: string
  readonly doubts: readonly Doubt[]
}

/** Bytes at a file's start that sniffing looks at. */
const sniffedBytes = 64 * 1024

/** A character of UTF-8 in this many may be broken before the text is thought not to be UTF-8 at all. */
const maxBrokenShare = 1 / 20

/** Control characters in this share of the text: no text, but something binary. */
const maxControlShare = 1 / 500

/** Of a text's double bytes, the share in GB 2312's own ranges below which another charset is considered. */
const minGb2312Share = 0.8

/**
 * The whole file as text, or null where it is none. In this order: byte order mark, UTF-16 by its zero bytes,
 * strict UTF-8, UTF-8 with few broken characters, GB18030, and Big5 only where the bytes speak for it.
 * Detectors that guess by frequency call short GBK Japanese, and a fatal decoder cannot tell GB18030 from Big5.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const decoded = decode(bytes, false)
  return decoded !== null && isText(decoded.text) ? decoded : null
}

/** What the start of a file was found to be, as long as its bytes are held: each reader of text asks for it. */
const starts = new WeakMap<Uint8Array, { readonly text: string | null }>()

/** The start of the file as text, or null where it is none: for sniffing. The bytes must not change afterwards. */
export function decodeStart(bytes: Uint8Array): string | null {
  const known = starts.get(bytes)
  if (known !== undefined) return known.text
  const cut = bytes.length > sniffedBytes
  const start = cut ? bytes.subarray(0, sniffedBytes) : bytes
  const decoded = decode(start, cut)
  const text = decoded !== null && isText(decoded.text) ? decoded.text : null
  starts.set(bytes, { text })
  return text
}

function decode(bytes: Uint8Array, cut: boolean): DecodedText | null {
  const plain = (text: string | null): DecodedText | null =>
    text === null ? null : { text, doubts: lost(text) }
  const utf16 = utf16ByMark(bytes) ?? utf16ByZeroBytes(bytes)
  if (utf16 !== null) return plain(strict(utf16, bytes, cut))
  if (isBinary(bytes)) return null
  const utf8 = strict('utf-8', bytes, cut)
  if (utf8 !== null) return plain(utf8)
  const mended = new TextDecoder('utf-8').decode(bytes, { stream: cut })
  if (brokenShare(mended) <= maxBrokenShare) return plain(mended)
  return chinese(bytes, cut)
}

/**
 * Whether the bytes, which are no UTF-16, are no text in any charset: all others keep control characters as they are.
 * Most files that are received are binary, and it is dear to find that out by decoding them.
 */
function isBinary(bytes: Uint8Array): boolean {
  let controls = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === 0) return true
    if (byte < 0x20 && !usualControls.has(String.fromCharCode(byte))) controls += 1
  }
  return controls > bytes.length * maxControlShare
}

function utf16ByMark([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

/** Text without zero bytes has them in UTF-16 only: every line end, tab and digit has one, always on the same side. */
function utf16ByZeroBytes(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  let even = 0
  let odd = 0
  const end = Math.min(bytes.length, sniffedBytes)
  // Each text reader asks this of every file that is received: counting by index is ten times as fast as by iterator.
  for (let at = 0; at < end; at += 1) {
    if (bytes[at] !== 0) continue
    if (at % 2 === 0) even++
    else odd++
  }
  if (bytes.length % 2 !== 0 || even + odd === 0) return null
  // A CJK character whose low byte is zero (U+4E00 一) falls on the other side now and then.
  if (odd > even * 4) return 'utf-16le'
  return even > odd * 4 ? 'utf-16be' : null
}

function chinese(bytes: Uint8Array, cut: boolean): DecodedText | null {
  const gb18030 = strict('gb18030', bytes, cut)
  const pairs = pairShares(bytes)
  if (gb18030 !== null && pairs.gb2312 >= minGb2312Share) return { text: gb18030, doubts: lost(gb18030) }
  const big5 = pairs.big5 > pairs.gb2312 ? strict('big5', bytes, cut) : null
  const text = big5 ?? gb18030
  if (text === null) return null
  const charset = big5 === null ? 'GB18030' : 'Big5'
  const doubt = sourceDoubt(
    'reader/charset-doubtful',
    'warning',
    {
      zh: `文件的字符编码不明确，按 ${charset} 读取，请核对文字是否正确`,
      en: `The text's character set is not clear; it was read as ${charset}. See whether its characters are right`,
    },
    [],
    { actual: charset },
  )
  return { text, doubts: [doubt, ...lost(text)] }
}

/** Shares of double bytes that are usual characters in GB 2312 (punctuation, level 1) and in Big5 (punctuation, level 1). */
function pairShares(bytes: Uint8Array): { readonly gb2312: number; readonly big5: number } {
  let pairs = 0
  let gb2312 = 0
  let big5 = 0
  const end = Math.min(bytes.length, sniffedBytes)
  for (let at = 0; at + 1 < end; at++) {
    const lead = bytes[at] ?? 0
    if (lead < 0x81) continue
    const trail = bytes[at + 1] ?? 0
    pairs++
    if (trail >= 0xa1 && ((lead >= 0xa1 && lead <= 0xa3) || (lead >= 0xb0 && lead <= 0xd7))) gb2312++
    const big5Trail = (trail >= 0x40 && trail <= 0x7e) || trail >= 0xa1
    if (big5Trail && lead >= 0xa1 && lead <= 0xc6) big5++
    at++
  }
  return pairs === 0 ? { gb2312: 0, big5: 0 } : { gb2312: gb2312 / pairs, big5: big5 / pairs }
}

function strict(charset: string, bytes: Uint8Array, cut: boolean): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: cut })
  } catch {
    return null
  }
}

/** Of the characters outside ASCII, the share that could not be decoded. */
function brokenShare(text: string): number {
  const beyondAscii = text.match(/[^\0-\x7f]/gu)?.length ?? 0
  return (text.match(/\ufffd/g)?.length ?? 0) / Math.max(1, beyondAscii)
}

/** A doubt for the lines in which characters are lost. */
function lost(text: string): readonly Doubt[] {
  if (!text.includes('\ufffd')) return []
  const lines = text
    .split(/\r\n|\r|\n/)
    .flatMap((line, index) => (line.includes('\ufffd') ? [index + 1] : []))
  return [
    sourceDoubt(
      'reader/characters-lost',
      'warning',
      {
        zh: `第 ${lines.join('、')} 行有无法识别的字符（显示为 �），原文可能已损坏`,
        en: `Line ${lines.join(', ')}: characters that cannot be decoded (shown as �); the text may be damaged`,
      },
      lines.map((line) => ({ line, column: 1 })),
    ),
  ]
}

/** Text has no zero bytes and hardly any control characters, tabs, line ends and form feeds apart. */
function isText(text: string): boolean {
  if (text.includes('\0')) return false
  const controls = text.match(/\p{Cc}/gu)?.filter((character) => !usualControls.has(character)).length ?? 0
  return controls <= text.length * maxControlShare
}

/** Tab, line ends, form feed, the end mark of DOS, the next line of mainframes. */
const usualControls: ReadonlySet<string> = new Set('\t\n\v\f\r\u001a\u0085')
