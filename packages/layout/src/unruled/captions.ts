/** The words with which captions and notes begin: they stand beside a table, not in it. */

const CAPTION =
  /^(?:(?:TABLE|[Tt]able|TABLEAU|[Tt]ableau|TABELLE|[Tt]abelle|TABLA|[Tt]abla|TABELLA|[Tt]abella|[Tt]ab\.|FIGURE|[Ff]igure|ABBILDUNG|[Aa]bbildung|[Aa]bb\.|GRAPHIQUE|[Gg]raphique|FIG\.|[Ff]ig\.|CHART|[Cc]hart|GRAPH|[Gg]raph|BOX|[Bb]ox|EXHIBIT|[Ee]xhibit|ANNEX|[Aa]nnex|APPENDIX|[Aa]ppendix)\s+(?:\d|[IVX]{1,5}\b|[A-Z]\b|[A-Z][.-]?\d)|(?:表|图|附表)\s*[\d一二三四五六七八九十])/u
const NOTE =
  /^(?:notes?|sources?|source\(s\)|remarks?|nota|quelle|anmerkung|remarque|注|注释|说明|资料来源|数据来源|备注)\s*[:：.]|^(?:\*{1,3}|†|‡)\s?\p{L}/iu

export function isCaptionText(text: string): boolean {
  return CAPTION.test(text)
}

/** The words with which a table is announced. */
const TABLE_WORD = /^(?:table|tableau|tabelle|tabla|tabella|tab\.|表|附表)/iu

/** Whether a caption says that a table stands here, not a chart or a box. */
export function isTableCaptionText(text: string): boolean {
  return isCaptionText(text) && TABLE_WORD.test(text)
}

/** The words with which a chart or a drawing is announced. */
const FIGURE_WORD = /^(?:fig|chart|graph|abb|图)/iu

/** Whether a caption says that a chart or a drawing stands here. */
export function isFigureCaptionText(text: string): boolean {
  return isCaptionText(text) && FIGURE_WORD.test(text)
}

export function isNoteText(text: string): boolean {
  return NOTE.test(text)
}
