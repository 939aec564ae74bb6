/** What speaks against a reading of a row, each in the same measure. */

/** What it costs that a row only names its group. */
export const LABEL_ALONE = 1.5

export const cost = {
  knownLabel: -6,
  unknownLabel: 5,
  unknownLabelAlone: 3,
  pairsBelowHeads: 1,
  unpaired: 2,
  noName: 4,
  noValue: 4,
  oneMissing: 0.3,
  lineAlone: 0.5,
  brokenCell: 4,
  partAstray: 0.5,
  shortLine: 2.5,
  figuresTogether: 3,
  namesTogether: 4,
  labelAlone: LABEL_ALONE,
  partedLine: 1.5,
  astrayLine: 1,
  closingFirst: 4,
  endsOpen: 3,
  labelOutside: 2,
  twoLevels: 3,
  apart: 8,
  mostApart: 6,
  raised: 0.4,
  stray: 2.5,
  text: 2,
  title: -3,
  outside: 0.3,
} as const
