/** PDF: its reader, and pictures of its pages for people to look at. */
export * from './pdf-reader.ts'
export * from './render.ts'
