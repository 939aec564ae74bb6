import { UnreadableError } from '@backfile/readers'
import { afterEach, describe, expect, it } from 'vitest'
import { randomFiling } from '../../../../scripts/fixtures/random-filing.ts'
import { writeXlsx } from '../../../../scripts/fixtures/write-xlsx.ts'
import { extract } from '../extract.ts'
import { createExtractionPool, type ExtractionPool, type PoolLimits } from './pool.ts'

const usual: PoolLimits = { size: 2, timeLimit: 30_000, memoryLimit: 2 ** 30 }
const workbook = writeXlsx([randomFiling(5, 'department-performance-target').sheet])

describe('files read in child processes', () => {
  let pool: ExtractionPool | undefined
  afterEach(async () => {
    await pool?.close()
  })

  it('give the very JSON that extract gives, several at a time', async () => {
    pool = createExtractionPool(usual)
    const { filings } = await extract(workbook, 'a.xlsx')
    const read = await Promise.all([1, 2, 3, 4].map(() => pool?.extract(workbook, 'a.xlsx')))
    for (const one of read) expect(one?.filings).toEqual(filings.map((filing) => JSON.stringify(filing)))
  })

  it('are rejected with the reader’s reason where they cannot be read, and the next file is read', async () => {
    pool = createExtractionPool({ ...usual, size: 1 })
    await expect(pool.extract(new Uint8Array(), 'empty.pdf')).rejects.toMatchObject({ code: 'empty' })
    expect((await pool.extract(workbook, 'a.xlsx')).filings).toHaveLength(1)
  })

  it('are stopped at the time limit, and the next file is read', async () => {
    pool = createExtractionPool({ ...usual, size: 1, timeLimit: 1 })
    await expect(pool.extract(workbook, 'slow.xlsx')).rejects.toMatchObject({ code: 'time-limit' })
    await expect(pool.extract(workbook, 'slow.xlsx')).rejects.toBeInstanceOf(UnreadableError)
  })

  it('are stopped at the memory limit', async () => {
    pool = createExtractionPool({ ...usual, size: 1, memoryLimit: 2 ** 20 })
    await expect(pool.extract(workbook, 'hungry.xlsx')).rejects.toMatchObject({ code: 'memory-limit' })
  })

  it('are rejected where they still wait for a process when the pool is closed', async () => {
    pool = createExtractionPool({ ...usual, size: 1 })
    const reading = [1, 2, 3].map(() => pool?.extract(workbook, 'a.xlsx'))
    const settled = Promise.allSettled(reading)
    await pool.close()
    expect((await settled).map((one) => one.status)).toEqual(['rejected', 'rejected', 'rejected'])
  })

  it('that are password-protected are refused, wherever their bytes begin in memory', async () => {
    pool = createExtractionPool(usual)
    const locked = new Uint8Array(601)
    locked.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 1)
    locked.set(Buffer.from('EncryptedPackage\0', 'utf16le'), 101)
    await expect(pool.extract(locked.subarray(1), 'locked.xlsx')).rejects.toMatchObject({
      code: 'password-protected',
    })
  })

  it('are not read after the pool is closed', async () => {
    pool = createExtractionPool(usual)
    await pool.close()
    await expect(pool.extract(workbook, 'late.xlsx')).rejects.toBeInstanceOf(UnreadableError)
  })
})
