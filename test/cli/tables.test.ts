import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { backfile, jsonLines, newFolder } from './support/backfile.ts'

interface TableLine {
  readonly page: number
  readonly cells: readonly {
    readonly text: string
    readonly page: number
    readonly bbox: readonly number[]
    readonly fragments?: readonly { readonly page: number; readonly bbox: readonly number[] }[]
  }[]
}

describe('backfile tables', () => {
  it('says of each cell of a sheet in bands on which page it stands', async () => {
    const filing = resolve('fixtures/samples/nanjing-parks-project-in-bands.pdf')
    const { code, stdout, stderr } = await backfile(newFolder(), ['tables', filing])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const [table] = jsonLines<TableLine>(stdout)
    const cell = (text: string) => table?.cells.find((one) => one.text === text)
    expect(table?.page).toBe(1)
    expect(cell('项目名称')).toMatchObject({ page: 1 })
    expect(cell('市立项目')).toMatchObject({ page: 4 })
    const joined = cell('2025年公园安保保洁服务')
    expect(joined?.fragments?.map(({ page }) => page)).toEqual([1, 4])
    expect(joined).toMatchObject(joined?.fragments?.[0] ?? {})
  })
})
