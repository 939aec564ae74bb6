/** Pipeline: all stages in a row, and a pool that runs them under limits. */
export { type Extraction, extract, type StageTimes, sectionsOf } from './extract.ts'
export {
  createExtractionPool,
  type ExtractionPool,
  type PooledExtraction,
  type PoolLimits,
} from './pool/pool.ts'
export { usualPoolSize } from './pool/usual-size.ts'
export { EXTRACTOR_VERSION } from './version.ts'
