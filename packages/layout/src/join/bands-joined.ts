/** What is said of pages that were laid side by side. */
import type { Message } from '@backfile/model'
import type { Repair } from '../table.ts'
import type { Arrangement } from './arrangement.ts'

/**
 * What speaks against an arrangement: another that is about as likely, pages that found no place in it, and pages at its
 * ends whose cells run over their sides.
 */
export interface Doubts {
  readonly close: Arrangement | null
  readonly over: readonly number[]
  readonly cut: readonly number[]
}

/** The repair that joined these pages, without its places. */
export function bandsJoined(
  pages: readonly number[],
  { order }: Arrangement,
  confidence: number,
  doubts: Doubts,
): Omit<Repair, 'locators'> {
  return {
    kind: 'bands-joined',
    message: {
      zh: `横向分页打印的第 ${pages.join('、')} 页已左右拼接（${orders[order].zh}）`,
      en: `Pages ${pages.join(', ')} are parts of one sheet side by side and were joined (${orders[order].en})`,
    },
    confidence,
    ...alternativeOf(doubts),
  }
}

const orders: Record<Arrangement['order'], Message> = {
  'down-then-over': { zh: '先列后行', en: 'printed down, then over' },
  'over-then-down': { zh: '先行后列', en: 'printed over, then down' },
}

function alternativeOf({ close, over, cut }: Doubts): { readonly alternative?: Message } {
  if (over.length > 0) {
    return {
      alternative: {
        zh: `第 ${over.join('、')} 页与这些页相似，却未能放入其中：各页的次序可能不同`,
        en: `Page ${over.join(', ')} is like these and found no place among them: the pages may be in another order`,
      },
    }
  }
  if (cut.length > 0) {
    return {
      alternative: {
        zh: `第 ${cut.join('、')} 页的单元格越出页边，旁边却没有相接的页：可能缺页，各页的位置也可能不同`,
        en: `The cells of page ${cut.join(', ')} run over its side, and no page stands beside it: one may be missing, and the others may stand elsewhere`,
      },
    }
  }
  if (close === null) return {}
  const bands = Math.max(...close.strips.map((strip) => strip.length))
  return {
    alternative: {
      zh: `也可能是${orders[close.order].zh}，${close.strips.length} 段，每段 ${bands} 页`,
      en: `It may also have been ${orders[close.order].en}, in ${close.strips.length} strips of ${bands} pages`,
    },
  }
}
