/** The catalogue of checks as a page of the documentation. */
import type { Check } from './check.ts'

/** Markdown: each check with its findings, why it matters and where the rule comes from, in English and Chinese. */
export function catalogue(checks: readonly Check[]): string {
  return [
    '# Checks',
    'What Backfile doubts in a filing by itself, and why. Generated from the checks (`npm run catalogue` in `packages/checks`).',
    ...checks.map(entry),
  ].join('\n\n')
}

function entry({ ids, title, why, source }: Check): string {
  return [
    `## ${title.en} · ${title.zh}`,
    `Findings: ${ids.map((id) => `\`${id}\``).join(', ')}`,
    why.en,
    why.zh,
    `*Rule:* ${source}.`,
  ].join('\n\n')
}
