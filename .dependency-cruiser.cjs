/** Imports go one way (docs/design.md): each package may import only what stands above it here. */
const allowed = {
  model: [],
  readers: ['model'],
  layout: ['model', 'readers'],
  forms: ['model', 'readers', 'layout'],
  checks: ['model'],
  pipeline: ['model', 'readers', 'layout', 'forms', 'checks'],
  archive: ['model'],
  queue: ['archive'],
  ingest: ['model', 'readers', 'pipeline', 'archive', 'queue'],
  server: ['model', 'archive', 'queue'],
  cli: ['model', 'readers', 'layout', 'forms', 'checks', 'pipeline', 'archive', 'queue', 'ingest', 'server'],
}
/** What runs as a process of its own lies in `workers/`, all else in `packages/`. */
const folderOf = (name) => (name === 'ingest' ? `workers/${name}` : `packages/${name}`)
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'public-face-only',
      comment: "A package's index.ts is its whole public face",
      severity: 'error',
      from: { path: '^(packages|workers)/([^/]+)/' },
      to: {
        path: '^(packages|workers)/([^/]+)/(src|dist)/',
        pathNot: ['^$1/$2/', '^(packages|workers)/[^/]+/(src|dist)/index\\.(ts|js|d\\.ts)$'],
      },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...Object.entries(allowed).map(([name, targets]) => ({
      name: `${name}-imports-one-way`,
      severity: 'error',
      from: { path: `^${folderOf(name)}/` },
      to: {
        path: '^(packages|workers)/',
        pathNot: [name, ...targets].map((target) => `^${folderOf(target)}/`),
      },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['backfile-source', 'types', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
