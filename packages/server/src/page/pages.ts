/** The pages for people: `/`, and the style that they share. */
import { type Archive, listDocuments, listFindings } from '@backfile/archive'
import type { App, RouteParts } from '../parts.ts'
import { languageOf, languages } from './language.ts'
import { statusPage } from './status-page.ts'
import { style } from './style.ts'

/** Rows of each list on the page; the rest is behind a link. */
export const NAMED = 10

/** Seconds for which a browser keeps the style. */
const STYLE_KEPT = 3600

export function addPages(app: App, { archive, standing }: RouteParts): void {
  app.get('/style.css', (c) =>
    c.body(style, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': `max-age=${STYLE_KEPT}`,
    }),
  )
  app.get('/', async (c) => {
    const asked = c.req.query('lang')
    const language =
      languages.find((known) => known === asked) ?? languageOf(c.req.header('accept-language') ?? '')
    const page = statusPage(
      { standing: await standing(), ...(await named(archive)) },
      { language, chosen: asked === language },
    )
    c.header('cache-control', 'no-store')
    c.header('vary', 'accept-language')
    return c.html(page)
  })
}

/** The first of what failed and of what needs eyes, by name. */
async function named({ db }: Archive) {
  const failed = await listDocuments(db, { states: ['failed'] }, NAMED)
  const findings = await listFindings(db, { open: true }, NAMED)
  return { failed: failed.items, findings: findings.items }
}
