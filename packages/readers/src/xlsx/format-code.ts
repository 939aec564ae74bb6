/** The parts of a number format's code (ECMA-376 18.8.31): its sections, and each section's marks and literals. */

/** A mark of the code: what the format does; a literal: what it writes. */
export type FormatToken =
  | { readonly kind: 'mark'; readonly text: string }
  | { readonly kind: 'literal'; readonly text: string }
  /** In square brackets: a condition, a colour, an elapsed time, a way of writing digits. */
  | { readonly kind: 'bracket'; readonly text: string }

/** The sections of a code: usually positive, negative, zero, text. */
export function formatSections(code: string): readonly (readonly FormatToken[])[] {
  const sections: FormatToken[][] = [[]]
  for (const [token] of code.matchAll(tokens)) {
    const section = sections.at(-1)
    if (section === undefined) break
    if (token === ';') sections.push([])
    else if (token.startsWith('"')) section.push({ kind: 'literal', text: token.replaceAll('"', '') })
    else if (/^[\\!]./su.test(token)) section.push({ kind: 'literal', text: token.slice(1) })
    else if (token.startsWith('_')) section.push({ kind: 'literal', text: ' ' })
    else if (token.startsWith('*')) continue
    else if (token.startsWith('[$')) {
      const currency = /^\[\$([^-\]]*)/.exec(token)?.[1] ?? ''
      if (currency !== '') section.push({ kind: 'literal', text: currency })
    } else if (token.startsWith('[')) section.push({ kind: 'bracket', text: token.slice(1, -1) })
    else section.push({ kind: isLiteral(token) ? 'literal' : 'mark', text: token })
  }
  return sections
}

/** Whether the code writes a date or a time: it has marks for years, months, days, hours or seconds. */
export function isDateFormat(code: string): boolean {
  const [first = []] = formatSections(code)
  return first.some(({ kind, text }) =>
    kind === 'mark'
      ? /^(?:[ymdhs]+|a{3,4}|e+|AM\/PM|A\/P|上午\/下午)$/i.test(text)
      : kind === 'bracket' && /^(?:h+|m+|s+)$/i.test(text),
  )
}

/** Quoted text, an escaped character (`!` escapes in Chinese Excel), padding, filling, brackets, words, runs, signs. */
const tokens =
  /"[^"]*"?|[\\!_*]\p{Any}|\[[^\]]*\]?|General|G\/通用格式|AM\/PM|A\/P|上午\/下午|E[+-]|y+|m+|d+|h+|s+|a{3,4}|e+|\p{Any}/giu

function isLiteral(token: string): boolean {
  return !/^(?:[0#?.,%@/]|General|G\/通用格式|AM\/PM|A\/P|上午\/下午|E[+-]|y+|m+|d+|h+|s+|a{3,4}|e+)$/iu.test(
    token,
  )
}
