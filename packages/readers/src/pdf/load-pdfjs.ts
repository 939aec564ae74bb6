/**
 * Loads pdf.js into this process without letting it change the language.
 *
 * Its build for older Node brings substitutes for built-in functions that differ from the newest standard in corners
 * which neither it nor we touch, and puts them in the place of the engine's own for everybody: `push` takes three times
 * as long then, `JSON.stringify` seventeen times. What was there before is put back; what the engine lacks stays added.
 */
type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs')

let loading: Promise<Pdfjs> | null = null

/** The library, loaded on first use: that takes a quarter of a second, and other formats do not need it. */
export function loadPdfjs(): Promise<Pdfjs> {
  loading ??= load()
  return loading
}

async function load(): Promise<Pdfjs> {
  const putBack = builtIns.map(([owner, name]) => {
    const own = Object.getOwnPropertyDescriptor(owner, name)
    return (): void => {
      if (own !== undefined) Object.defineProperty(owner, name, own)
    }
  })
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs')
  // pdf.js would load it with the first document, and it brings the same substitutes.
  const worker: string = 'pdfjs-dist/legacy/build/pdf.worker.mjs'
  await import(worker)
  for (const put of putBack) put()
  return pdfjs
}

const builtIns: readonly (readonly [owner: object, name: string])[] = [
  [Array.prototype, 'push'],
  [Function.prototype, 'toString'],
  [JSON, 'parse'],
  [JSON, 'stringify'],
]
