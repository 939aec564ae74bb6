import { defineConfig } from 'vitest/config'

/**
 * Tests run against the sources of our packages (condition `backfile-source`), so that they need no build.
 * `import` and `default` must not be named here: vitest hands these conditions to Node, and `require` would then
 * find the ES modules of packages that have both.
 */
const conditions = ['backfile-source', 'node']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/**/*.test.ts', 'workers/**/*.test.ts', 'test/**/*.test.ts'],
    // Only what hangs is ended: on a machine that is busy with other things a fault test takes minutes.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
})
