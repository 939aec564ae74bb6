/** Runs the built `backfile` command as a user does: a process of its own, in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

const command = fileURLToPath(new URL('../../../packages/cli/bin/backfile.js', import.meta.url))
const built = fileURLToPath(new URL('../../../packages/cli/dist/main.js', import.meta.url))
if (!existsSync(built)) throw new Error('These tests run the built command: npm run build')

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Outcome>
}

/** Starts the command in the folder; English, without colours or an archive from outside. */
export function start(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  const { BACKFILE_ARCHIVE: _, BACKFILE_LANG: __, NO_COLOR: ___, ...outside } = process.env
  const child = spawn(process.execPath, [command, ...args], {
    cwd: folder,
    env: { ...outside, LC_ALL: 'C.UTF-8', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
  return { child, ended }
}

/** Runs the command to its end; `input` is what stdin gives. */
export async function backfile(
  folder: string,
  args: readonly string[],
  { env = {}, input = '' }: { env?: Readonly<Record<string, string>>; input?: string | Uint8Array } = {},
): Promise<Outcome> {
  const { child, ended } = start(folder, args, env)
  child.stdin?.end(input)
  return ended
}

/** The lines of JSON Lines; throws where there is anything else. */
export function jsonLines<T>(text: string): T[] {
  if (text !== '' && !text.endsWith('\n')) throw new Error('The last line has no end.')
  return text
    .split('\n')
    .slice(0, -1)
    .map((line): T => JSON.parse(line))
}

const places: string[] = []

/** A new empty folder, removed when the file's tests are over. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'backfile-cli-'))
  places.push(folder)
  return folder
}

afterAll(() => {
  for (const folder of places) rmSync(folder, { recursive: true, force: true })
})

let template: Promise<string> | null = null

/** A new folder with an empty archive `.backfile` in it: making one anew takes seconds, a copy does not. */
export async function newFolderWithArchive(): Promise<string> {
  template ??= (async () => {
    const folder = newFolder()
    const { code, stderr } = await backfile(folder, ['ingest', '.'])
    if (code !== 0) throw new Error(`No archive could be made: ${stderr}`)
    return folder
  })()
  const folder = newFolder()
  cpSync(join(await template, '.backfile'), join(folder, '.backfile'), { recursive: true })
  return folder
}
