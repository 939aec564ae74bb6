/** Layout: from marks and grids to logical tables. */
export type { LabelBook, LabelPart } from './form-sheet/vocabulary.ts'
export { joinPages } from './join/index.ts'
export { type LaidOut, layOut } from './lay-out.ts'
export { layOutPage } from './page-layout.ts'
export * from './page-table.ts'
export { layOutRegion } from './region.ts'
export * from './table.ts'
