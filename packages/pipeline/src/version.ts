/** The extractor's version: raised whenever the same bytes may give other figures than before. */
export const EXTRACTOR_VERSION = '6'
