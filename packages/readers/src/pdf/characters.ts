/** From what a font maps a glyph to, to the characters that the filing means. */

/**
 * The characters of a glyph: Latin ligatures are spelt out, Kangxi and supplementary radicals and compatibility
 * ideographs (which some producers map to because fonts share the glyph) become the ideograph that looks the
 * same, vertical forms of punctuation become the ordinary ones. Full and half width are left alone.
 */
export function meantCharacters(mapped: string): string {
  // Nearly every glyph is one plain character.
  if (mapped.length === 1) {
    const code = mapped.charCodeAt(0)
    if (code < 0x2e80 || (code > 0x2fd5 && code < 0xf900) || (code > 0xfe4f && code < 0xd800)) return mapped
    return meantCharacter(mapped, code)
  }
  return Array.from(mapped, (character) => meantCharacter(character, character.codePointAt(0) ?? 0)).join('')
}

/** A code that fonts use for themselves, or a control character: nobody knows what it means. */
export function isUnmappedCode(code: number): boolean {
  return (
    (code < 0x20 && !isWhiteSpaceCode(code)) ||
    (code >= 0x7f && code < 0xa0 && code !== 0x85) ||
    (code >= 0xe000 && code <= 0xf8ff) ||
    code === 0xfffd ||
    code >= 0xf0000
  )
}

/** A private-use character that stands for the glyph with this code in its font, so that equal glyphs stay equal. */
export function privateCharacter(glyphCode: number): string {
  return String.fromCodePoint(0xf0000 + (glyphCode % 0xfffe))
}

export function isWhiteSpace(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (!isWhiteSpaceCode(text.charCodeAt(i))) return false
  return true
}

function isWhiteSpaceCode(code: number): boolean {
  return (
    code === 0x20 ||
    (code >= 0x09 && code <= 0x0d) ||
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x3000 ||
    (code >= 0x2000 && code <= 0x200d) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x2060 ||
    code === 0xfeff ||
    code === 0
  )
}

function meantCharacter(character: string, code: number): string {
  if (code >= 0x2e80 && code <= 0x2ef3) return radicals.get(character) ?? character.normalize('NFKC')
  if (code >= 0x2f00 && code <= 0x2fd5) return simplified.get(character) ?? character.normalize('NFKC')
  if (code >= 0xf900 && code <= 0xfaff) return character.normalize('NFC')
  if (code >= 0xfb00 && code <= 0xfb06) return character.normalize('NFKC')
  if (code >= 0xfe10 && code <= 0xfe48) return verticalForms.get(character) ?? character
  if (code >= 0x2f800 && code <= 0x2fa1d) return character.normalize('NFC')
  return character
}

/** Pairs of a character and what it means, written one after the other. */
function pairs(written: string): ReadonlyMap<string, string> {
  const characters = Array.from(written)
  const map = new Map<string, string>()
  for (let i = 0; i + 1 < characters.length; i += 2) map.set(characters[i] ?? '', characters[i + 1] ?? '')
  return map
}

/** CJK Radicals Supplement that Unicode does not decompose; from its EquivalentUnifiedIdeograph property. */
const radicals = pairs(
  '⺁厂⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺍小⺎兀⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺜日⺝月⺠民⺡氵⺢氺⺣灬⺤爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺶羊⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀',
)

/** The Kangxi radical whose glyph fonts for simplified Chinese share with another ideograph than the one of its name. */
const simplified = pairs('⼾户')

const verticalForms = pairs(
  '︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︙…︰‥︱—︲–︳_︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』﹇［﹈］',
)
