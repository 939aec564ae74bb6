/** How page numbers are written. */

/** Page numbers as printers set them: `3`, `- 3 -`, `第 3 页 共 9 页`, `3/9`, `Page 3 of 9`. Four bare digits are a year. */
export const pageNumber =
  /^(?:[-–—~·•\s]*\d{1,3}[-–—~·•\s]*|[-–—\s]*第?\s*[\d一二三四五六七八九十百]+\s*页?\s*[,，、/／]?\s*共\s*[\d一二三四五六七八九十百]+\s*页[-–—\s]*|[-–—\s]*第\s*[\d一二三四五六七八九十百]+\s*页[-–—\s]*|\d{1,4}\s*[/／]\s*\d{1,4}|(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|\/)\s*\d{1,4})?)$/iu
