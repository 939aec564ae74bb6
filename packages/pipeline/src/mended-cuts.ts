/** Which doubts about cut texts fall away once the pages of a document have been joined. */
import type { Section } from '@backfile/layout'
import { type Doubt, withoutSpace } from '@backfile/model'

/**
 * Without the doubts about texts that one page shows in part and that are whole in a joined cell: where a sheet is printed
 * in bands and the first columns stand on every page, a cut between bands looks like one at the edge of a cell.
 */
export function withoutMendedCuts(doubts: readonly Doubt[], sections: readonly Section[]): readonly Doubt[] {
  if (!doubts.some(isKnownCut)) return doubts
  const texts = sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'text' ? [withoutSpace(block.text)] : cellTexts(block))),
  )
  return doubts.filter((doubt) => {
    if (!isKnownCut(doubt)) return true
    const whole = withoutSpace(doubt.expected ?? '')
    return !texts.some((text) => text.includes(whole))
  })
}

function cellTexts({ cells }: { readonly cells: readonly { readonly text: string }[] }): readonly string[] {
  return cells.map(({ text }) => withoutSpace(text))
}

function isKnownCut({ check, expected }: Doubt): boolean {
  return check === 'reader/text-cut' && expected !== null
}
