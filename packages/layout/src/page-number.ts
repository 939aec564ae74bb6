/** How page numbers are written, alone and in the heads and feet of pages. */

/** Page numbers as printers set them: `3`, `- 3 -`, `第 3 页 共 9 页`, `3/9`, `Page 3 of 9`. Four bare digits are a year. */
export const pageNumber =
  /^(?:[-–—~·•\s]*\d{1,3}[-–—~·•\s]*|[-–—\s]*第?\s*[\d一二三四五六七八九十百]+\s*页?\s*[,，、/／]?\s*共\s*[\d一二三四五六七八九十百]+\s*页[-–—\s]*|[-–—\s]*第\s*[\d一二三四五六七八九十百]+\s*页[-–—\s]*|\d{1,4}\s*[/／]\s*\d{1,4}|(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|\/)\s*\d{1,4})?)$/iu

/** A page number at an end of a line that says more, as feet do: `D:\表.xls 1/3`, `打印日期：2024-03-05 第 2 页`. */
const pageSign =
  /^(?:第\s*\d{1,4}\s*页|\d{1,4}\s*[/／]\s*\d{1,4}\s)|(?:第\s*\d{1,4}\s*页\s*[,，、/／]?\s*(?:共\s*\d{1,4}\s*页)?|\s\d{1,4}\s*[/／]\s*\d{1,4}|\spage\s*\d{1,4}(?:\s*of\s*\d{1,4})?)$/iu

/** What a line says beside the number of its page. */
export function withoutPageSign(text: string): string {
  return text.trim().replace(pageSign, '').trim()
}

/** Share of the page's height at its top and bottom in which page numbers stand. */
export const MARGIN_SHARE = 0.14

const numbered = /^(?:[-–—~·•]\s*(?=\d{1,3}\s*[-–—~·•]$)|第\s*|page\s*)(\d{1,3})(?!\d)/iu

/** The number that a line gives its page; null where it says none, or a figure alone, which may be a row's. */
export function saidNumber(text: string): number | null {
  const said = numbered.exec(text)?.[1]
  return said === undefined ? null : Number(said)
}

const counted = /第(\d{1,4})页[,，、/／]?共(\d{1,4})页|page(\d{1,4})of(\d{1,4})/iu

/** The number of a page and of all pages that a line says anywhere, `第 2 页，共 4 页`; null where it says neither. */
export function saidCount(text: string): { readonly number: number; readonly of: number } | null {
  const found = counted.exec(text.replace(/\s/g, ''))
  if (found === null) return null
  const [number, of] = [Number(found[1] ?? found[3]), Number(found[2] ?? found[4])]
  return number >= 1 && number <= of ? { number, of } : null
}
