/** Characters of symbol fonts, which Word stores by their place in the font, as the characters that a person sees. */

/** The character at a symbol font's place, or null where it is not known. */
export function symbolCharacter(font: string, code: number): string | null {
  const place = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code
  const places = fonts[font.toLowerCase()]
  if (places !== undefined) return places[place] ?? null
  // Outside symbol fonts a code is a character; the private use area says nothing.
  return code >= 0xe000 && code <= 0xf8ff ? null : String.fromCodePoint(code)
}

export function isSymbolFont(font: string): boolean {
  return font.toLowerCase() in fonts
}

type Places = Readonly<Record<number, string>>

/** Adobe's Symbol encoding: the signs that forms use, and letters and digits where they stand as in ASCII. */
const symbol: Places = {
  ...ascii(/[\d !#%&()+,./:;<=>?[\]_{|}]/),
  45: '−',
  162: '′',
  163: '≤',
  165: '∞',
  172: '←',
  173: '↑',
  174: '→',
  175: '↓',
  176: '°',
  177: '±',
  178: '″',
  179: '≥',
  180: '×',
  183: '•',
  184: '÷',
  185: '≠',
  186: '≡',
  187: '≈',
  188: '…',
  214: '√',
  229: '∑',
  97: 'α',
  98: 'β',
  103: 'γ',
  100: 'δ',
  68: 'Δ',
  109: 'μ',
  112: 'π',
  115: 'σ',
  83: 'Σ',
  87: 'Ω',
  119: 'ω',
  108: 'λ',
}

const wingdings: Places = {
  32: ' ',
  108: '●',
  110: '■',
  111: '□',
  113: '❑',
  114: '❒',
  117: '◆',
  118: '❖',
  119: '◆',
  159: '•',
  161: '○',
  168: '□',
  216: '➢',
  224: '→',
  251: '✗',
  252: '✓',
  253: '☒',
  254: '☑',
}

const wingdings2: Places = {
  32: ' ',
  79: '✗',
  80: '✓',
  81: '☒',
  82: '☑',
  83: '☒',
  84: '☒',
  151: '●',
  162: '■',
  163: '□',
}

const fonts: Readonly<Record<string, Places>> = { symbol, wingdings, 'wingdings 2': wingdings2 }

function ascii(pattern: RegExp): Places {
  const places: Record<number, string> = {}
  for (let code = 0x20; code < 0x7f; code++) {
    const character = String.fromCharCode(code)
    if (pattern.test(character)) places[code] = character
  }
  return places
}
