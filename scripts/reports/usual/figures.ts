/** Figures and years as columns have them. */
import type { Random } from '../../fixtures/random.ts'
import { figure, type Language } from '../words.ts'

type FigureWriter = () => string

/** Figures of one column: all of one kind, with the signs that offices use for none. */
export function figureWriter(random: Random, language: Language): FigureWriter {
  const kind = random.pick(['percent', 'whole', 'whole', 'large', 'decimal', 'money', 'negative', 'change'])
  const none = random.pick(['–', '-', '..', ':', 'n/a', 'NA', '0', '—', ''])
  const noneRate = random.chance(0.3) ? 0.15 : 0
  const mark = random.chance(0.15) ? 0.06 : 0
  return () => {
    if (random.chance(noneRate)) return none
    const marked = random.chance(mark) ? random.pick(['*', ' (1)', 'p', ' e']) : ''
    switch (kind) {
      case 'percent':
        return `${figure(language, random.fraction() * 100, 1)}${random.chance(0.5) ? '' : '%'}${marked}`
      case 'whole':
        return `${figure(language, random.whole(0, 999), 0)}${marked}`
      case 'large':
        return `${figure(language, random.whole(100, 9_999_999), 0)}${marked}`
      case 'decimal':
        return `${figure(language, random.fraction() * 10 ** random.whole(0, 3), 2)}${marked}`
      case 'money':
        return `$${figure(language, random.whole(10, 99_999), 0)}`
      case 'negative':
        return random.chance(0.4)
          ? `(${figure(language, random.whole(10, 9_999), 0)})`
          : figure(language, random.whole(10, 9_999), 0)
      default:
        return `${random.pick(['-', '−', '+', ''])}${figure(language, random.fraction() * 40, 1)}`
    }
  }
}

export function yearsFrom(random: Random, count: number): string[] {
  const first = random.whole(1988, 2008)
  const isSeason = random.chance(0.15)
  return Array.from({ length: count }, (_, index) =>
    isSeason ? `${first + index}/${String(first + index + 1).slice(2)}` : `${first + index}`,
  )
}
