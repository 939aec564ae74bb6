/** What is said of pages that were laid side by side. */
import type { Message } from '@backfile/model'
import type { Repair } from '../table.ts'
import type { Arrangement } from './arrangement.ts'

/** The repair that joined these pages, without its places; `close` is the runner-up where it is likely too. */
export function bandsJoined(
  pages: readonly number[],
  { order }: Arrangement,
  confidence: number,
  close: Arrangement | null,
): Omit<Repair, 'locators'> {
  return {
    kind: 'bands-joined',
    message: {
      zh: `横向分页打印的第 ${pages.join('、')} 页已左右拼接（${orders[order].zh}）`,
      en: `Pages ${pages.join(', ')} are parts of one sheet side by side and were joined (${orders[order].en})`,
    },
    confidence,
    ...(close === null ? {} : { alternative: alternative(close) }),
  }
}

const orders: Record<Arrangement['order'], Message> = {
  'down-then-over': { zh: '先列后行', en: 'printed down, then over' },
  'over-then-down': { zh: '先行后列', en: 'printed over, then down' },
}

function alternative(close: Arrangement): Message {
  const bands = Math.max(...close.strips.map((strip) => strip.length))
  return {
    zh: `也可能是${orders[close.order].zh}，${close.strips.length} 段，每段 ${bands} 页`,
    en: `It may also have been ${orders[close.order].en}, in ${close.strips.length} strips of ${bands} pages`,
  }
}
