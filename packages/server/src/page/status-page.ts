/** The status page: where every document is, how fast it goes, what failed and why, what needs eyes. */
import type { ArchivedDocument, ListedFinding } from '@backfile/archive'
import type { Message } from '@backfile/model'
import { html } from 'hono/html'
import { maskFinding } from '../api/mask-persons.ts'
import type { Standing } from '../standing.ts'
import { duration, grouped, type Language, moment, words } from './language.ts'

export interface StatusContent {
  readonly standing: Standing
  /** The first that failed. */
  readonly failed: readonly ArchivedDocument[]
  /** The gravest that are open. */
  readonly findings: readonly ListedFinding[]
}

export interface Reader {
  readonly language: Language
  /** Whether the reader asked for this language on the page, rather than in the browser's settings. */
  readonly chosen: boolean
}

type Html = ReturnType<typeof html>
type Say = (message: Message) => string

/** Seconds after which a page that shows work going on is asked for again. */
const RELOAD_WHILE_READING = 5

export function statusPage(content: StatusContent, { language, chosen }: Reader): Html {
  const say: Say = (message) => message[language]
  const { standing } = content
  const other = language === 'zh' ? 'en' : 'zh'
  const reload =
    standing.pending > 0 ? `${RELOAD_WHILE_READING}${chosen ? `; url=/?lang=${language}` : ''}` : ''
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${reload === '' ? '' : html`<meta http-equiv="refresh" content="${reload}">`}
<title>Backfile · ${say(words.title)}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header>
<h1>Backfile <span>${say(words.title)}</span></h1>
<nav><a href="/?lang=${other}" hreflang="${other === 'zh' ? 'zh-CN' : 'en'}" lang="${other === 'zh' ? 'zh-CN' : 'en'}">${say(words.otherLanguage)}</a></nav>
</header>
<main>
${documentSection(standing, say)}
${findingSection(content, say)}
${failureSection(content, say)}
${runSection(standing, say)}
</main>
<footer>
<span>${say(words.asOf)} <time datetime="${standing.at}">${moment(standing.at)}</time></span>
<a href="/api/openapi.json">${say(words.api)}</a>
</footer>
</body>
</html>
`
}

/** The states in the order of the bar: done first, failed last. */
const shown = ['read', 'reading', 'queued', 'received', 'failed'] as const

function documentSection(standing: Standing, say: Say): Html {
  const { documents, filings } = standing
  const all = shown.reduce((sum, state) => sum + documents[state], 0)
  const tiles = shown
    .filter((state) => state === 'read' || state === 'failed' || documents[state] > 0)
    .map((state) => tile(state, documents[state], say(words.states[state])))
  return html`<section aria-labelledby="documents">
<h2 id="documents">${say(words.documents)}</h2>
${
  all === 0
    ? html`<p class="quiet">${say(words.none)}</p>`
    : html`${bar(standing, all, say)}
<ul class="tiles">
${tiles}
${tile('all', all, say(words.all))}
${tile('all', filings, say(words.filings))}
</ul>
${paceLine(standing, say)}`
}
${queueLine(standing, say)}
</section>`
}

function tile(kind: string, count: number, name: string): Html {
  return html`<li class="${kind}"><b>${grouped(count)}</b> ${name}</li>`
}

/** The shares of the states in one line, in thousandths: attributes, since the page may have no inline style. */
function bar({ documents }: Standing, all: number, say: Say): Html {
  let at = 0
  const parts = shown
    .filter((state) => documents[state] > 0)
    .map((state) => {
      const width = (documents[state] / all) * 1000
      const part = html`<rect class="${state}" x="${at.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="12"/>`
      at += width
      return part
    })
  const label = shown
    .filter((state) => documents[state] > 0)
    .map((state) => `${say(words.states[state])} ${grouped(documents[state])}`)
    .join(', ')
  return html`<svg class="bar" viewBox="0 0 1000 12" preserveAspectRatio="none" role="img" aria-label="${label}">${parts}</svg>`
}

function paceLine({ pending, perMinute, secondsLeft, queue }: Standing, say: Say): Html {
  if (pending === 0) return html`<p class="quiet">${say(words.allSettled)}</p>`
  if (queue?.paused === true) return html`<p class="notice">${say(words.paused)}</p>`
  if (perMinute === null) return html`<p class="notice">${say(words.nobodyReads)}</p>`
  const left =
    secondsLeft === null
      ? ''
      : html` · ${say(words.left)} <b>${say(duration(secondsLeft))}</b> ${say(words.leftAfter)}`
  return html`<p><b>${grouped(Math.round(perMinute))}</b> ${say(words.perMinute)}${left}</p>`
}

function queueLine({ queue }: Standing, say: Say): Html {
  if (queue === null) return html``
  const places = (['waiting', 'active', 'delayed'] as const).map(
    (place) => html` · ${say(words.queuePlaces[place])} ${grouped(queue[place])}`,
  )
  return html`<p class="quiet">${say(words.queue)} (${queue.backend})${places}</p>`
}

function findingSection({ standing, findings }: StatusContent, say: Say): Html {
  const totals = standing.findings
  const sum = (severity: 'error' | 'warning' | 'info') =>
    totals.filter((one) => one.severity === severity).reduce((all, one) => all + one.count, 0)
  const tiles = (['error', 'warning', 'info'] as const).map((severity) =>
    tile(severity, sum(severity), say(words.severities[severity])),
  )
  const checks = totals.map(
    ({ check, severity, count }) =>
      html`<tr><td><span class="mark ${severity}">${say(words.severity[severity])}</span></td><td><code>${check}</code></td><td class="number">${grouped(count)}</td></tr>`,
  )
  const rows = findings.map((listed) => findingItem(listed, say))
  return html`<section aria-labelledby="findings">
<h2 id="findings">${say(words.needsEyes)}</h2>
${
  totals.length === 0
    ? html`<p class="quiet">${say(words.nothingOpen)}</p>`
    : html`<ul class="tiles">${tiles}</ul>
<h3>${say(words.gravest)}</h3>
<ol class="findings">${rows}</ol>
<p><a href="/api/findings?state=open">${say(words.more)}</a></p>
<details><summary>${say(words.byCheck)}</summary>
<table><tbody>${checks}</tbody></table>
</details>`
}
</section>`
}

function findingItem({ filingId, unitName, fiscalYear, finding }: ListedFinding, say: Say): Html {
  const { severity, message, check } = maskFinding(finding)
  return html`<li>
<span class="mark ${severity}">${say(words.severity[severity])}</span>
<span class="what">${say(message)}</span>
<span class="quiet"><a href="/api/filings/${filingId}">${unitName ?? say(words.unitUnknown)}</a> · ${fiscalYear ?? '–'} · <code>${check}</code></span>
</li>`
}

function failureSection({ standing, failed }: StatusContent, say: Say): Html {
  const { failures } = standing
  const all = failures.reduce((sum, one) => sum + one.count, 0)
  const totals = failures.map(
    ({ code, count }) =>
      html`<tr><td class="number">${grouped(count)}</td><td><code>${code}</code></td></tr>`,
  )
  const rows = failed.map(
    ({ firstPath, failure }) =>
      html`<li><span class="what" title="${firstPath}">${shortPath(firstPath)}</span> <span class="quiet">${failure === null ? '' : say(failure.message)}</span></li>`,
  )
  return html`<section aria-labelledby="failed">
<h2 id="failed">${say(words.failed)}</h2>
${
  failures.length === 0
    ? html`<p class="quiet">${say(words.nothingFailed)}</p>`
    : html`${all > failed.length ? html`<table><tbody>${totals}</tbody></table>` : ''}
<ul class="files">${rows}</ul>
<p><a href="/api/documents?state=failed">${say(words.more)}</a> · <span class="quiet">${say(words.retry)}</span></p>`
}
</section>`
}

/** The end of a path: what tells one file from another. */
function shortPath(path: string): string {
  const parts = path.split(/[\\/]/)
  return parts.length <= 3 ? path : `…/${parts.slice(-3).join('/')}`
}

function runSection({ runs }: Standing, say: Say): Html {
  const rows = runs.map(({ startedAt, state, counts, roots }) => {
    const read = counts === null ? '' : `${say(words.states.read)} ${grouped(counts.read ?? 0)}`
    const failed = counts === null ? '' : `${say(words.states.failed)} ${grouped(counts.failed ?? 0)}`
    return html`<tr><td><time datetime="${startedAt}">${moment(startedAt)}</time></td><td>${say(words.runStates[state])}</td><td>${read}</td><td>${failed}</td><td>${roots.map(shortPath).join(' ')}</td></tr>`
  })
  return html`<section aria-labelledby="runs">
<h2 id="runs">${say(words.runs)}</h2>
${
  runs.length === 0
    ? html`<p class="quiet">${say(words.noRuns)}</p>`
    : html`<div class="wide"><table><tbody>${rows}</tbody></table></div>`
}
</section>`
}
