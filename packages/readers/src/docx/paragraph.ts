/** The text of a Word paragraph as it is seen: insertions in, deletions out, fields by their results. */
import { raisedText } from '@backfile/model'
import { child, elements, isOn, type XmlElement } from '../xml.ts'
import { isHiddenRun, isRaisedRun, isStruckRun, removed, wrapped } from './content.ts'
import { isSymbolFont, symbolCharacter } from './symbols.ts'

/** Told of what the text leaves out or cannot say. */
export interface TextLosses {
  readonly hiddenText: (text: string) => void
  readonly struckText: (text: string) => void
  readonly unknownSymbol: (font: string, code: number) => void
}

/** The paragraph's own text; text boxes anchored in it are not part of it. */
export function paragraphText(paragraph: XmlElement, losses: TextLosses): string {
  return elements(paragraph)
    .map((element) => inlineText(element, losses))
    .join('')
}

function inlineText(element: XmlElement, losses: TextLosses): string {
  if (removed.has(element.name) || notText.has(element.name)) return ''
  const equation = equationText(element, losses)
  if (equation !== null) return equation
  if (element.name !== 'w:r' && element.name !== 'm:r') return paragraphText(wrapped(element), losses)
  const text = elements(element)
    .map((piece) => pieceText(piece, fontOf(element), losses))
    .join('')
  const lost = isHiddenRun(element) ? losses.hiddenText : isStruckRun(element) ? losses.struckText : null
  if (lost === null) return isRaisedRun(element) ? raisedText(text) : text
  if (text.trim() !== '') lost(text)
  return ''
}

/** Where an equation stacks its parts, a sign between them keeps `1/2` from becoming 12 and `10^3` from 103. */
function equationText(element: XmlElement, losses: TextLosses): string | null {
  const part = (name: string): string => {
    const found = child(element, name)
    return found === undefined ? '' : paragraphText(found, losses)
  }
  if (element.name === 'm:f') return `${part('m:num')}/${part('m:den')}`
  return element.name === 'm:sSup' ? `${part('m:e')}^${part('m:sup')}` : null
}

function pieceText(piece: XmlElement, font: string, losses: TextLosses): string {
  switch (piece.name) {
    case 'w:t':
    case 'm:t':
      return symbolsRead(textIn(piece), font, losses)
    case 'w:tab':
    case 'w:ptab':
      return ' '
    case 'w:br':
    case 'w:cr':
      return '\n'
    case 'w:noBreakHyphen':
      return '-'
    case 'w:sym':
      return symbol(piece.attributes.font ?? '', Number.parseInt(piece.attributes.char ?? '', 16), losses)
    case 'w:fldChar':
      return formFieldText(piece)
    case 'w:ruby': {
      const base = child(piece, 'w:rubyBase')
      return base === undefined ? '' : paragraphText(base, losses)
    }
    case 'mc:AlternateContent':
      return elements(wrapped(piece))
        .map((inner) => pieceText(inner, font, losses))
        .join('')
    default:
      return ''
  }
}

/** Text in a symbol font is kept as places of that font, usually in the private use area. */
function symbolsRead(text: string, font: string, losses: TextLosses): string {
  return text.replace(/[\uf000-\uf0ff]/g, (character) => symbol(font, character.charCodeAt(0), losses))
}

function symbol(font: string, code: number, losses: TextLosses): string {
  if (!Number.isInteger(code) || code < 0 || code > 0x10ffff) return ''
  const character = symbolCharacter(font, code)
  if (character !== null) return character
  losses.unknownSymbol(font, code)
  return String.fromCodePoint(code)
}

function fontOf(run: XmlElement): string {
  const { ascii, hAnsi } = child(run, 'w:rPr', 'w:rFonts')?.attributes ?? {}
  return [ascii, hAnsi].find((font) => font !== undefined && isSymbolFont(font)) ?? ascii ?? ''
}

/** Check boxes and drop-down lists of Word 97 forms have no result in the text: their state is in the field itself. */
function formFieldText(fieldCharacter: XmlElement): string {
  const field = child(fieldCharacter, 'w:ffData')
  const box = child(field, 'w:checkBox')
  if (box !== undefined) return isOn(child(box, 'w:checked') ?? child(box, 'w:default')) ? '☑' : '☐'
  const list = child(field, 'w:ddList')
  if (list === undefined) return ''
  const chosen = (child(list, 'w:result') ?? child(list, 'w:default'))?.attributes.val ?? '0'
  return elements(list).filter(({ name }) => name === 'w:listEntry')[Number(chosen)]?.attributes.val ?? ''
}

function textIn(element: XmlElement): string {
  return element.children.filter((part) => typeof part === 'string').join('')
}

/** Elements of a paragraph that carry properties or other layers, not its text. */
const notText: ReadonlySet<string> = new Set([
  'w:pPr',
  'w:sdtPr',
  'w:sdtEndPr',
  'w:txbxContent',
  'w:drawing',
  'w:pict',
  'w:object',
])
