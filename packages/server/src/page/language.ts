/** The languages that the pages speak, and what they say in each. */
import type { Message } from '@backfile/model'

export const languages = ['zh', 'en'] as const satisfies readonly (keyof Message)[]
export type Language = (typeof languages)[number]

/** The language that a browser would rather have, by its `Accept-Language` (RFC 9110, 12.5.4); English where neither. */
export function languageOf(acceptLanguage: string): Language {
  const wishes = acceptLanguage
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/)
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
      return { tag: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { tag } of wishes) {
    const known = languages.find((language) => language === tag)
    if (known !== undefined) return known
  }
  return 'en'
}

/** `12,345`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `8 s`, `1 min 10 s`, `2 h 5 min`. */
export function duration(seconds: number): Message {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
  if (hours > 0) return { zh: `${hours} 小时 ${minutes} 分`, en: `${hours} h ${minutes} min` }
  if (minutes > 0) return { zh: `${minutes} 分 ${rest} 秒`, en: `${minutes} min ${rest} s` }
  return { zh: `${rest} 秒`, en: `${rest} s` }
}

/** `2026-11-21 10:35`, on the server's clock and in its time zone. */
export function moment(time: string | Date): string {
  const date = new Date(time)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}

export const words = {
  title: { zh: '档案状态', en: 'Where everything stands' },
  asOf: { zh: '截至', en: 'as of' },
  otherLanguage: { zh: 'English', en: '简体中文' },
  documents: { zh: '文件', en: 'Documents' },
  all: { zh: '全部', en: 'in all' },
  filings: { zh: '申报表', en: 'filings' },
  none: { zh: '还没有接收过文件。', en: 'No document has been received yet.' },
  states: {
    read: { zh: '已读', en: 'read' },
    reading: { zh: '读取中', en: 'being read' },
    queued: { zh: '排队中', en: 'queued' },
    received: { zh: '已接收', en: 'received' },
    failed: { zh: '失败', en: 'failed' },
  },
  perMinute: { zh: '个/分钟', en: 'a minute' },
  left: { zh: '还需约', en: 'about' },
  leftAfter: { zh: '', en: 'left' },
  allSettled: { zh: '没有等待读取的文件。', en: 'Nothing waits to be read.' },
  nobodyReads: {
    zh: '最近两分钟没有读过任何文件：请确认有 worker 在运行。',
    en: 'Nothing has been read for two minutes: see that a worker runs.',
  },
  paused: { zh: '队列已暂停；继续：backfile resume', en: 'The queue is paused; to go on: backfile resume' },
  queue: { zh: '队列', en: 'Queue' },
  queuePlaces: {
    waiting: { zh: '等待', en: 'waiting' },
    active: { zh: '在读', en: 'in hand' },
    delayed: { zh: '稍后重试', en: 'tried again later' },
  },
  needsEyes: { zh: '需要人看', en: 'Needs eyes' },
  nothingOpen: { zh: '没有待处理的疑点。', en: 'No finding is open.' },
  severities: {
    error: { zh: '错误', en: 'errors' },
    warning: { zh: '警告', en: 'warnings' },
    info: { zh: '提示', en: 'notes' },
  },
  severity: {
    error: { zh: '错误', en: 'error' },
    warning: { zh: '警告', en: 'warning' },
    info: { zh: '提示', en: 'note' },
  },
  byCheck: { zh: '按检查项', en: 'By check' },
  gravest: { zh: '最严重的', en: 'The gravest' },
  unitUnknown: { zh: '（单位不明）', en: '(unit unknown)' },
  failed: { zh: '读取失败', en: 'Could not be read' },
  nothingFailed: { zh: '没有读取失败的文件。', en: 'Every document could be read.' },
  retry: { zh: '再试一次：backfile failed --retry', en: 'To try again: backfile failed --retry' },
  more: { zh: '全部（JSON）', en: 'all of them (JSON)' },
  runs: { zh: '最近的导入', en: 'Last ingests' },
  noRuns: { zh: '还没有导入过。', en: 'Nothing has been ingested yet.' },
  runStates: {
    running: { zh: '进行中', en: 'running' },
    finished: { zh: '完成', en: 'finished' },
    interrupted: { zh: '被停止', en: 'stopped' },
    failed: { zh: '出错', en: 'failed' },
  },
  api: { zh: '接口', en: 'API' },
} as const satisfies Record<string, Message | Record<string, Message>>
