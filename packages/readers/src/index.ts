/** Readers: from the bytes of a file to its marks, grids or lines. */
export { csvRecords } from './csv.ts'
export { describeFileError } from './file-error.ts'
export { LARGEST_FILE, tooLarge } from './largest-file.ts'
export * from './pdf/index.ts'
export { readDocument, readers } from './read-document.ts'
export * from './reader.ts'
export * from './source-document.ts'
export * from './unreadable.ts'
