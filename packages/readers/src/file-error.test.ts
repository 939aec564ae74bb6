import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeFileError } from './file-error.ts'

const failing = (path: string): Promise<unknown> => readFile(path).catch((error: unknown) => error)

describe('a path that cannot be opened', () => {
  it('is named with its reason', async () => {
    const missing = join(tmpdir(), 'no-such-filing.pdf')
    expect(describeFileError(await failing(missing), missing)).toMatchObject({
      code: 'not-found',
      reason: { zh: `${missing}：文件或文件夹不存在`, en: `${missing}: no such file or folder` },
    })
    expect(describeFileError(await failing(tmpdir()), tmpdir())?.code).toBe('not-a-file')
    expect(describeFileError(Object.assign(new Error('x'), { code: 'EACCES' }), 'a')?.code).toBe(
      'no-permission',
    )
  })

  it('is left alone where the error is none of the file system', () => {
    expect(describeFileError(new TypeError('x'), 'a')).toBeNull()
    expect(describeFileError('x', 'a')).toBeNull()
  })
})
