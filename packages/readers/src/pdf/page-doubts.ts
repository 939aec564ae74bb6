/** What a page's reader doubts, in words. */
import type { Box, Doubt, Message, Severity } from '@backfile/model'

function pageDoubt(check: string, severity: Severity, page: number, box: Box, message: Message): Doubt {
  return {
    check,
    severity,
    message,
    subjects: ['source'],
    expected: null,
    actual: null,
    locators: [{ page, bbox: box }],
  }
}

/** `whole`: nothing could be read of the page; otherwise some of it may be missing. */
export function pageDamaged(page: number, box: Box, whole: boolean, reason: string): Doubt {
  return whole
    ? pageDoubt('reader/page-damaged', 'error', page, box, {
        zh: `第${page}页已损坏，无法读取（${reason}）`,
        en: `page ${page} is damaged and could not be read (${reason})`,
      })
    : pageDoubt('reader/page-damaged', 'warning', page, box, {
        zh: `第${page}页有部分内容损坏，可能有遗漏（${reason}）`,
        en: `parts of page ${page} are damaged and may be missing (${reason})`,
      })
}

export function pageTooLarge(page: number, box: Box): Doubt {
  return pageDoubt('reader/page-too-large', 'error', page, box, {
    zh: `第${page}页的图文元素过多，未读取`,
    en: `page ${page} has more marks than any printed sheet, and was not read`,
  })
}

export function scanWithoutText(page: number, picture: Box, otherText: boolean): Doubt {
  return otherText
    ? pageDoubt('reader/scan-without-text', 'warning', page, picture, {
        zh: `第${page}页大部分是图片，图片中的文字未读取（需要文字识别，目前尚不支持）`,
        en: `most of page ${page} is a picture; text within it was not read (that needs OCR, which is not built yet)`,
      })
    : pageDoubt('reader/scan-without-text', 'error', page, picture, {
        zh: `第${page}页是图片，需要文字识别（OCR），目前尚不支持`,
        en: `page ${page} is a picture; it needs OCR, which is not built yet`,
      })
}

export function textAsShapes(page: number, box: Box): Doubt {
  return pageDoubt('reader/text-as-shapes', 'error', page, box, {
    zh: `第${page}页的文字已转为图形轮廓，需要文字识别（OCR），目前尚不支持`,
    en: `the text of page ${page} seems to be drawn as outlines; it needs OCR, which is not built yet`,
  })
}

export function textLayerOfScan(page: number, picture: Box): Doubt {
  return pageDoubt('reader/text-layer-of-scan', 'warning', page, picture, {
    zh: `第${page}页是扫描图片，文字来自其隐藏的识别层，可能有识别错误`,
    en: `page ${page} is a scan; its text comes from an OCR layer and may hold recognition errors`,
  })
}

export function textUnderPicture(page: number, picture: Box): Doubt {
  return pageDoubt('reader/text-under-picture', 'warning', page, picture, {
    zh: `第${page}页有大幅图片覆盖在文字之上，文字可能不可见或来自识别层`,
    en: `a large picture lies over text on page ${page}; the text may be hidden, or come from an OCR layer`,
  })
}

/** `share` is that of the page's glyphs. */
export function glyphsUnmapped(page: number, box: Box, count: number, share: number): Doubt {
  return pageDoubt('reader/glyph-unmapped', share > 0.1 ? 'error' : 'warning', page, box, {
    zh: `第${page}页有${count}个字形在字体中没有对应的字符，无法确定其文字`,
    en: `${count} glyphs on page ${page} have no character in their font; what they say is unknown`,
  })
}

export function charactersGuessed(page: number, box: Box, count: number, text: string): Doubt {
  return pageDoubt('reader/characters-guessed', 'error', page, box, {
    zh: `第${page}页有${count}个字符的字体没有说明其文字（缺少ToUnicode），“${text}”等是按字形编号推测的，数字也可能不对；请对照原件`,
    en: `the font of ${count} characters on page ${page} does not say what they are (it has no ToUnicode map); “${text}” was guessed from the numbers of its glyphs, and even figures may be wrong. Compare it with the original`,
  })
}

export function letterTooWide(page: number, box: Box, text: string): Doubt {
  return valueDoubt('reader/letter-too-wide', page, box, null, {
    zh: `第${page}页的“${text}”比字母和数字宽得多，可能是字体对应有误，原为“≥”“≤”等符号；请对照原件`,
    en: `“${text}” on page ${page} is far wider than letters and digits are: its font may name another sign wrongly, “≥” or “≤” for instance. Compare it with the original`,
  })
}

export function hiddenText(page: number, box: Box, count: number, sample: string): Doubt {
  return pageDoubt('reader/hidden-text', 'info', page, box, {
    zh: `第${page}页有${count}个不可见的字符未采用：“${sample}”`,
    en: `${count} characters on page ${page} cannot be seen and were left out: “${sample}”`,
  })
}

export function watermark(page: number, box: Box, sample: string): Doubt {
  return pageDoubt('reader/oblique-text', 'info', page, box, {
    zh: `第${page}页斜排或大而浅的文字按水印处理，未采用：“${sample}”`,
    en: `slanted, or large and faint, text on page ${page} was taken for a watermark and left out: “${sample}”`,
  })
}

export function sealText(page: number, box: Box, text: string): Doubt {
  return pageDoubt('reader/seal-text', 'info', page, box, {
    zh: `第${page}页印章上的文字未采用：“${text}”`,
    en: `the text of a seal on page ${page} was left out: “${text}”`,
  })
}

export function tooManyLines(page: number, box: Box, count: number): Doubt {
  return pageDoubt('reader/too-many-lines', 'warning', page, box, {
    zh: `第${page}页有${count}段线条，远多于打印的表格，可能是图形或底纹；该页的表格请对照原件`,
    en: `page ${page} has ${count} pieces of lines, far more than a printed table; it may be a drawing or hatching. Compare its tables with the original`,
  })
}

export function coversUnknown(page: number, box: Box): Doubt {
  return pageDoubt('reader/covers-unknown', 'warning', page, box, {
    zh: `第${page}页的填充图形过多，无法确定哪些文字被遮盖`,
    en: `page ${page} paints over itself so often that it is not known which text is covered`,
  })
}

/** About whatever value is read there. */
function valueDoubt(check: string, page: number, box: Box, expected: string | null, message: Message): Doubt {
  return { ...pageDoubt(check, 'warning', page, box, message), subjects: [], expected }
}

/** `whole` is null where the file does not have the rest of the text. */
export function textCut(page: number, box: Box, shown: string, whole: string | null): Doubt {
  const message =
    whole === null
      ? {
          zh: `第${page}页的“${shown}”被单元格边缘截断，其后可能还有文字，文件中没有；请对照原件`,
          en: `“${shown}” on page ${page} is cut at the edge of its cell; it may go on, and the file does not say how. Compare it with the original`,
        }
      : {
          zh: `第${page}页只显示“${shown}”，其余文字被单元格边缘截去，全文为“${whole}”；按显示读取`,
          en: `page ${page} shows only “${shown}”: the edge of its cell cuts off the rest of “${whole}”; what is shown was read`,
        }
  return { ...valueDoubt('reader/text-cut', page, box, whole, message), actual: shown }
}

/** `shown` is empty where nothing of the text can be seen. */
export function textCovered(page: number, box: Box, shown: string, whole: string): Doubt {
  const message =
    shown === ''
      ? {
          zh: `第${page}页的“${whole}”被图片完全遮住，未采用；请对照原件`,
          en: `a picture hides “${whole}” on page ${page}, which was not taken. Compare it with the original`,
        }
      : {
          zh: `第${page}页的“${whole}”有一部分被遮住，只按可见的“${shown}”读取；请对照原件`,
          en: `something hides a part of “${whole}” on page ${page}; what is shown, “${shown}”, was read. Compare it with the original`,
        }
  return { ...valueDoubt('reader/text-covered', page, box, whole, message), actual: shown }
}

export function textAsClip(page: number, box: Box, text: string): Doubt {
  return valueDoubt('reader/text-as-clip', page, box, null, {
    zh: `第${page}页的“${text}”只作为剪裁轮廓写入，是否可见不能确定；请对照原件`,
    en: `“${text}” on page ${page} is only the outline through which something else is painted; whether it can be seen is not known. Compare it with the original`,
  })
}

export function textStruck(page: number, box: Box, text: string): Doubt {
  return valueDoubt('reader/text-struck', page, box, null, {
    zh: `第${page}页的“${text}”已被划去，未采用；请对照原件`,
    en: `“${text}” on page ${page} is crossed out and was not taken. Compare it with the original`,
  })
}

export function textOverText(page: number, box: Box, above: string, below: string): Doubt {
  return valueDoubt('reader/text-over-text', page, box, null, {
    zh: `第${page}页的“${above}”印在“${below}”之上，文字可能混在一起；请对照原件`,
    en: `“${above}” is printed over “${below}” on page ${page}; their characters may be mixed up. Compare it with the original`,
  })
}

export function fieldNotPainted(page: number, box: Box, field: string, value: string): Doubt {
  return valueDoubt('reader/field-not-painted', page, box, value, {
    zh: `第${page}页的表单域“${field}”在文件中没有外观，按其存储的值“${value}”读取`,
    en: `the form field “${field}” on page ${page} has no picture in the file; its stored value “${value}” was read`,
  })
}

export function fieldDiffers(page: number, box: Box, field: string, shown: string, value: string): Doubt {
  const doubt = valueDoubt('reader/field-differs', page, box, value, {
    zh: `第${page}页的表单域“${field}”显示为“${shown}”，而存储的值是“${value}”；按显示读取`,
    en: `the form field “${field}” on page ${page} shows “${shown}” but stores “${value}”; what is shown was read`,
  })
  return { ...doubt, actual: shown }
}
