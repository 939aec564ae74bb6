/** Sentences that stand twice in one narrative. */
import type { Doubt } from '@backfile/model'
import { foldKey } from '@backfile/model'
import type { Check } from './check.ts'
import { excerpt } from './wording.ts'

export const repeatedSentence: Check = {
  ids: ['text/repeated-sentence'],
  title: { zh: '同一栏内语句重复', en: 'A sentence is repeated within a field' },
  why: {
    zh: '重复的语句多为粘贴所致，可能盖掉了本应填写的内容，也说明申报时审核不严。',
    en: 'A repeated sentence is usually a slip in pasting: it may stand where something else belonged, and shows that nobody read the text.',
  },
  source:
    '《中央部门预算绩效目标管理办法》(财预〔2015〕88号): targets are reviewed for completeness and accuracy of wording',
  run: (filing) =>
    filing.fields.flatMap((field, index): Doubt[] =>
      repetitions(field.text ?? '').map(({ sentence, count, nearly }) => ({
        check: 'text/repeated-sentence',
        severity: 'warning',
        message: {
          zh: `“${field.label}”中“${excerpt(sentence)}”出现${count}次${nearly > 0 ? `，另有${nearly}处几乎相同` : ''}`,
          en: `“${field.label}” has “${excerpt(sentence)}” ${count} times${nearly > 0 ? `, and ${nearly} more nearly the same` : ''}`,
        },
        subjects: [`fields/${index}`],
        expected: '1',
        actual: `${count + nearly}`,
        locators: field.locators,
      })),
    ),
}

/** Shorter pieces (同上, 项目名称) recur by right. */
const shortestSentence = 8

/** A narrative longer than this is not looked through for phrases doubled within a sentence. */
const longestSentence = 400

/** Share of the shorter of two sentences that they must have in common to be nearly the same. */
const nearlySame = 0.8

const numbering = /^(?:[((]?(?:\d+|[一二三四五六七八九十]+)[))、.:：．]\s*|[①-⑳]\s*)+/

interface Repetition {
  readonly sentence: string
  readonly count: number
  readonly nearly: number
}

function repetitions(text: string): readonly Repetition[] {
  const sentences = text
    .split(/[。；;！!？?\n]+/)
    .map((sentence) => sentence.trim().replace(numbering, ''))
    .filter((sentence) => [...sentence].length >= shortestSentence)
  const places = new Map<string, string[]>()
  for (const sentence of sentences) {
    const key = foldKey(sentence)
    places.set(key, [...(places.get(key) ?? []), sentence])
  }
  const repeated = [...places].flatMap(([key, found]): Repetition[] => {
    const [sentence] = found
    if (sentence === undefined || found.length < 2) return []
    const alike = [...places].filter(([other]) => other !== key && isNearlySame(other, key))
    const nearly = alike.reduce((total, [, others]) => total + others.length, 0)
    return [{ sentence, count: found.length, nearly }]
  })
  const doubled = [...places.values()].flatMap(([sentence = '']): Repetition[] => {
    const phrase = sentence.length <= longestSentence ? doubledPhrase.exec(sentence)?.[1] : undefined
    return phrase === undefined ? [] : [{ sentence: phrase, count: 2, nearly: 0 }]
  })
  return [...repeated, ...doubled]
}

/** A phrase that is followed by itself: 推进均等化的必然选择以及推进均等化的必然选择. */
const doubledPhrase = new RegExp(`(.{${shortestSentence},80})(?:以及|和|及|与|并|[，,、])?\\1`)

function isNearlySame(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left]
  return sharedRun(short, long) >= nearlySame * short.length
}

/** Length of the longest beginning or end that two sentences share. */
function sharedRun(left: string, right: string): number {
  let head = 0
  while (head < left.length && left[head] === right[head]) head++
  let tail = 0
  while (tail < left.length && left.at(-1 - tail) === right.at(-1 - tail)) tail++
  return Math.max(head, tail)
}
