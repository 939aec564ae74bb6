/** What a form is, in data: its titles, labels, sections, columns and what it is known to contain. */
import type { FormId, FundRole, FundSection, Measure, Period } from '@backfile/model'

/**
 * Wordings of one label that forms of different places and years use; the first is the standard one.
 * Compared by `matchLabel`: width, spaces, quotes and a bracketed unit do not matter, clipped ends are tolerated.
 */
export type Labels = readonly [string, ...string[]]

export interface FieldDefinition {
  readonly key: string
  readonly labels: Labels
  /** Every filing of the form has it, once: in flattened text, where it comes again another filing begins. */
  readonly required: boolean
}

export interface FundLineDefinition {
  readonly path: readonly [string, ...string[]]
  /** Wordings of the line's own label (the last step of the path). */
  readonly labels: Labels
  readonly role: FundRole
  /** What the value beside the label measures, where no heading says it: in pairs, and for labels such as 年度资金总额. */
  readonly measure?: Measure
  /** Lines that the form does not name and that follow this one stand below it: 项目支出/«project». */
  readonly open?: boolean
}

export interface FundBlockDefinition {
  readonly section: FundSection
  /** The label that stands beside or above the block: 收入, 项目资金来源. */
  readonly labels: Labels
  /** In the form's usual order. `labels` head the measure's column. */
  readonly measures: readonly {
    readonly measure: Measure
    readonly labels: Labels
    readonly unit: string
    /** What a single amount beside a line measures where the block heads no columns. */
    readonly unheaded?: boolean
  }[]
  readonly lines: readonly FundLineDefinition[]
  /** Lines that the form does not name are lines of their own: «subproject». */
  readonly open?: boolean
  /** What heads the column of the lines' labels: 子项目名称. */
  readonly lineHeading?: Labels
  /** Lines beside the label of all funds stand in this block where no block's own label does. */
  readonly unlabelled?: boolean
  /**
   * The block is label–value pairs (安排资金 · 12 · 拨付资金 · 10), not a table of lines by measures. Pairs that do not
   * all say what they measure stand below totals that do: where the columns are known, the other block of the section
   * reads them as lines.
   */
  readonly pairs?: boolean
}

export type IndicatorColumnRole =
  | 'level1'
  | 'level2'
  | 'task'
  | 'subprojects'
  | 'name'
  | `target:${Period}`
  /** The relation sign of the row's targets, where it has a column of its own: ≥, =, 定性. */
  | 'targetOperator'
  /** The unit of the row's targets, where it has a column of its own. */
  | 'targetUnit'
  | 'explanation'
  | 'valueSource'
  /** 分值: what the indicator counts in the evaluation. */
  | 'weight'
  /** 得分: what it was given. */
  | 'score'
  | 'deviationReason'

export interface IndicatorColumnDefinition {
  readonly role: IndicatorColumnRole
  readonly labels: Labels
}

/** A prior for aligning flattened rows, never a fact: which second levels and indicators a first level usually has. */
export interface KnownLevel1 {
  readonly labels: Labels
  readonly level2: readonly {
    readonly labels: Labels
    /** Usual indicator names, for likeness. */
    readonly indicators: readonly string[]
  }[]
  /** Usual indicator names that stand directly under the first level, where the form has no second. */
  readonly indicators?: readonly string[]
}

export interface FormDefinition {
  readonly id: Exclude<FormId, 'unknown'>
  /** Each alternative is a list of words that a title of this form has, in this order. */
  readonly titles: readonly (readonly string[])[]
  readonly fields: readonly FieldDefinition[]
  readonly fundsLabels: Labels
  readonly funds: readonly FundBlockDefinition[]
  readonly indicatorColumns: readonly IndicatorColumnDefinition[]
  /** Label of the whole indicator block, where it has one: 分解目标. */
  readonly indicatorsLabels: Labels
  readonly knownLevels: readonly KnownLevel1[]
}
