/** How `npm run migrations` turns a change of the schema into the next SQL file under `drizzle/`. */
import { defineConfig } from 'drizzle-kit'

export default defineConfig({ dialect: 'postgresql', schema: './src/schema.ts', out: './drizzle' })
