/**
 * Words that stand twice because the print painted them twice, a hair apart, to look bold: tools that give a page's
 * texts in the order in which they were painted give both, as one word (`项目名称项目名称`) or on two lines.
 */
import { isFieldLabel } from './running-labels.ts'
import { type RunningText, sharesLine } from './running-words.ts'
import type { Token } from './source-lines.ts'
import { targetLikeness } from './value-patterns.ts'
import type { Vocabulary } from './vocabulary.ts'

/** So many different words must be doubled, each of so many characters or more: no text repeats as many by chance. */
const FEWEST = { words: 4, length: 3 }

/** Likeness from which a word is a target's figure. */
const FIGURE = 1.5

/** The text with each word once that is glued to itself. */
export function withoutGlued({ words, pageOf }: RunningText): RunningText {
  const doubled = new Set(words.map(({ text }) => halfOf(text)).filter((half) => half !== null))
  const long = [...doubled].filter((half) => half.length >= FEWEST.length)
  if (long.length < FEWEST.words) return { words, pageOf }
  return { words: words.map((word) => ({ ...word, text: halfOf(word.text) ?? word.text })), pageOf }
}

/** What a text of Chinese characters says twice, else null. */
function halfOf(text: string): string | null {
  const half = text.slice(0, text.length / 2)
  return half + half === text && /\p{Script=Han}/u.test(half) ? half : null
}

/**
 * The text with each word once that ends a line and begins the next, where most labels of fields and columns do: a
 * form has none twice one behind the other. Two equal figures stay: they are a row's targets, which are not bold.
 */
export function withoutRepeated({ words, pageOf }: RunningText, vocabulary: Vocabulary): RunningText {
  const repeats = (word: Token, index: number): boolean => {
    const before = words[index - 1]
    return before !== undefined && before.text === word.text && !sharesLine(before, word)
  }
  const isLabel = ({ text }: Token): boolean =>
    isFieldLabel(text, vocabulary) || vocabulary.column(text)?.likeness === 1
  const all = new Set(words.filter(isLabel).map(({ text }) => text))
  const again = new Set(
    words.filter((word, at) => isLabel(word) && repeats(word, at)).map(({ text }) => text),
  )
  if (again.size < FEWEST.words || again.size * 2 <= all.size) return { words, pageOf }
  const kept = words.filter((word, index) => !repeats(word, index) || targetLikeness(word.text) >= FIGURE)
  return { words: kept, pageOf }
}
