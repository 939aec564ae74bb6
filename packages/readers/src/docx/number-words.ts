/** Numbers as lists write them (ECMA-376 17.18.59): digits, letters, Chinese numerals, numbers in circles. */

/** The number in that format; null for a format that is not known, or has no sign for this number. */
export function numberInFormat(value: number, format: string): string | null {
  if (!Number.isInteger(value) || value < 0 || value > LARGEST) return null
  if (value === 0) return format.startsWith('decimal') ? '0' : null
  return formats[format]?.(value) ?? null
}

/** No list has more entries than this. */
const LARGEST = 9999

type Format = (value: number) => string | null

const formats: Readonly<Record<string, Format>> = {
  decimal: String,
  decimalHalfWidth: String,
  decimalZero: (value) => String(value).padStart(2, '0'),
  decimalFullWidth: fullWidth,
  decimalFullWidth2: fullWidth,
  decimalEnclosedCircle: inSigns(0x2460, 20),
  decimalEnclosedCircleChinese: inSigns(0x2460, 20),
  decimalEnclosedParen: inSigns(0x2474, 20),
  decimalEnclosedFullstop: inSigns(0x2488, 20),
  ideographEnclosedCircle: inSigns(0x3280, 10),
  upperLetter: (value) => letters(value, 'A'),
  lowerLetter: (value) => letters(value, 'a'),
  upperRoman: roman,
  lowerRoman: (value) => roman(value).toLowerCase(),
  chineseCounting: counting('〇一二三四五六七八九', ['', '十', '百', '千'], true),
  chineseCountingThousand: counting('零一二三四五六七八九', ['', '十', '百', '千'], true),
  japaneseCounting: counting('〇一二三四五六七八九', ['', '十', '百', '千'], true),
  taiwaneseCounting: counting('〇一二三四五六七八九', ['', '十', '百', '千'], true),
  taiwaneseCountingThousand: counting('零一二三四五六七八九', ['', '十', '百', '千'], true),
  chineseLegalSimplified: counting('零壹贰叁肆伍陆柒捌玖', ['', '拾', '佰', '仟'], false),
  ideographLegalTraditional: counting('零壹貳參肆伍陸柒捌玖', ['', '拾', '佰', '仟'], false),
  ideographDigital: (value) =>
    [...String(value)].map((digit) => '〇一二三四五六七八九'[Number(digit)]).join(''),
  ideographTraditional: (value) => '甲乙丙丁戊己庚辛壬癸'[value - 1] ?? null,
  ideographZodiac: (value) => '子丑寅卯辰巳午未申酉戌亥'[value - 1] ?? null,
  none: () => '',
}

function fullWidth(value: number): string {
  return [...String(value)].map((digit) => String.fromCharCode(0xff10 + Number(digit))).join('')
}

function inSigns(first: number, count: number): Format {
  return (value) => (value <= count ? String.fromCodePoint(first + value - 1) : String(value))
}

/** a … z, then aa, bb … */
function letters(value: number, first: 'A' | 'a'): string {
  const letter = String.fromCharCode(first.charCodeAt(0) + ((value - 1) % 26))
  return letter.repeat(Math.ceil(value / 26))
}

const romans: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

function roman(value: number): string {
  let rest = value
  let text = ''
  for (const [worth, sign] of romans) {
    while (rest >= worth) {
      text += sign
      rest -= worth
    }
  }
  return text
}

/** Numerals with their places named, up to thousands; `十一` rather than `一十一` where `short`. */
function counting(digits: string, places: readonly string[], short: boolean): Format {
  return (value) => {
    const written = [...String(value)].map(Number)
    let text = ''
    let pendingZero = false
    for (const [index, digit] of written.entries()) {
      const place = places[written.length - 1 - index] ?? ''
      if (digit === 0) {
        pendingZero = text !== ''
        continue
      }
      if (pendingZero) text += digits[0] ?? ''
      pendingZero = false
      text += (digits[digit] ?? '') + place
    }
    const isTeen = short && value >= 10 && value < 20
    return isTeen ? text.slice(1) : text
  }
}
