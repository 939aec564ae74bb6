/**
 * 部门整体支出绩效自评表: a whole department's budget and targets, and at the year's end what became of them.
 *
 * To the canonical model it is a filing of the department's form, with execution, actual values and scores.
 */
import { departmentPerformanceTarget } from './department-performance-target.ts'
import { executionFunds } from './execution-funds.ts'
import type { FormDefinition } from './form-definition.ts'
import { evaluatedColumns, evaluatedGoals } from './project-self-evaluation.ts'

export const departmentSelfEvaluation: FormDefinition = {
  ...departmentPerformanceTarget,
  titles: [
    ['部门', '整体', '自评'],
    ['单位', '整体', '自评'],
    ['整体', '支出', '自评'],
    ['整体', '绩效', '自评'],
  ],
  fields: [
    ...departmentPerformanceTarget.fields.filter(({ key }) => key !== 'annualGoal'),
    ...evaluatedGoals,
  ],
  funds: [executionFunds],
  indicatorColumns: evaluatedColumns,
}
