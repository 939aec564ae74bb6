/** The words that reports of public bodies are made of, in the languages that they are written in. */
import type { Random } from '../fixtures/random.ts'

export interface Language {
  readonly nouns: readonly [string, ...string[]]
  readonly adjectives: readonly [string, ...string[]]
  readonly links: readonly [string, ...string[]]
  /** Short words that prose is full of. */
  readonly small: readonly [string, ...string[]]
  readonly verbs: readonly [string, ...string[]]
  readonly regions: readonly [string, ...string[]]
  readonly months: readonly [string, ...string[]]
  readonly table: string
  readonly figure: string
  readonly source: string
  readonly note: string
  readonly total: string
  readonly units: readonly [string, ...string[]]
  readonly decimal: ',' | '.'
  readonly thousands: ',' | '.' | ' ' | ''
}

const split = (text: string): readonly [string, ...string[]] => {
  const [first = '', ...rest] = text.split('|')
  return [first, ...rest]
}

export const languages: readonly [Language, ...Language[]] = [
  {
    nouns: split(
      'expenditure|households|employment|enterprises|students|programs|transport|hospitals|imports|services|grants|agriculture|forestry|income|pensions|energy|research|manufacturing|vessels|waste water|respondents|schools|vehicles|fisheries|permits|training|staff|loans|construction|emissions|species|counties',
    ),
    adjectives: split(
      'annual|public|private|total|average|rural|urban|federal|local|net|gross|other|new|primary|higher|general|foreign|registered|full-time|seasonal|estimated|reported|capital',
    ),
    links: split('of|for|by|in|and|with|from|per|to'),
    small: split('the|a|its|these|all|such|this|more|no|an|as|is|at|on|or|it|not'),
    verbs: split(
      'increased|declined|covers|includes|shows|was measured|represents|were reported|depends on|remains',
    ),
    regions: split(
      'North|South|Midwest|New England|Alabama|Wyoming|Belgium|Denmark|Czech Republic|Portugal|United Kingdom|Ireland|Slovak Republic|Texas|West Virginia|District of Columbia|Sweden|Austria|Baltic States|Pacific|Malta|Greece|Mountain|Latvia|Hungary|Finland',
    ),
    months: split('January|February|March|April|May|June|July|August|September|October|November|December'),
    table: 'Table',
    figure: 'Figure',
    source: 'Source',
    note: 'Note',
    total: 'Total',
    units: split('(%)|(in millions of dollars)|(1,000 tonnes)|Number|Percent|EUR million|(thousands)'),
    decimal: '.',
    thousands: ',',
  },
  {
    nouns: split(
      'dépenses|ménages|emploi|entreprises|étudiants|programmes|transports|hôpitaux|importations|services|subventions|agriculture|revenus|retraites|énergie|recherche|véhicules|formation|logements|prêts|écoles|communes',
    ),
    adjectives: split(
      'annuel|public|privé|moyen|rural|urbain|national|local|net|brut|autre|nouveau|primaire|général|étranger|estimé',
    ),
    links: split('de|pour|par|dans|et|avec|selon|des|à'),
    small: split('la|le|les|un|une|ces|ce|son|leur|plus|on|est|ou|que|sa'),
    verbs: split('augmente|diminue|comprend|montre|représente|dépend de|reste|concerne'),
    regions: split(
      'Alsace|Bretagne|Île-de-France|Haute-Normandie|Belgique|Pays-Bas|Royaume-Uni|Espagne|Corse|Limousin|Portugal|Autriche|Grèce|Pays de la Loire',
    ),
    months: split('janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre'),
    table: 'Tableau',
    figure: 'Graphique',
    source: 'Source',
    note: 'Note',
    total: 'Ensemble',
    units: split('(en %)|en millions d’euros|(en milliers)|Effectifs'),
    decimal: ',',
    thousands: ' ',
  },
  {
    nouns: split(
      'Ausgaben|Haushalte|Beschäftigung|Unternehmen|Studierende|Verkehr|Krankenhäuser|Einfuhren|Dienstleistungen|Zuschüsse|Landwirtschaft|Einkommen|Renten|Energie|Forschung|Fahrzeuge|Ausbildung|Wohnungen|Gemeinden',
    ),
    adjectives: split(
      'jährliche|öffentliche|private|durchschnittliche|ländliche|städtische|sonstige|neue|höhere|allgemeine',
    ),
    links: split('der|für|nach|in|und|mit|von|je'),
    small: split('die|das|ein|eine|dem|den|als|im|am|auch|ist|zu|es|sie'),
    verbs: split('stieg|sank|umfasst|zeigt|beträgt|enthält|bleibt|betrifft'),
    regions: split(
      'Bayern|Hessen|Nordrhein-Westfalen|Sachsen-Anhalt|Österreich|Dänemark|Tschechische Republik|Belgien|Polen|Ungarn|Finnland|Bremen',
    ),
    months: split('Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember'),
    table: 'Tabelle',
    figure: 'Abbildung',
    source: 'Quelle',
    note: 'Anmerkung',
    total: 'Insgesamt',
    units: split('(in %)|Mio. EUR|1 000 t|Anzahl'),
    decimal: ',',
    thousands: '.',
  },
]

/** A label of so many words. */
export function label(random: Random, language: Language, words: number): string {
  const parts: string[] = []
  while (parts.length < words) {
    if (parts.length > 0 && random.chance(0.45)) parts.push(random.pick(language.links))
    if (random.chance(0.5)) parts.push(random.pick(language.adjectives))
    parts.push(random.pick(language.nouns))
  }
  const text = parts.slice(0, Math.max(1, words)).join(' ')
  const tidy = text.replace(
    / (?:of|for|by|in|and|with|from|per|to|de|pour|par|dans|et|avec|selon|des|à|der|für|nach|und|mit|von|je)$/u,
    '',
  )
  return tidy.charAt(0).toUpperCase() + tidy.slice(1)
}

export function sentence(random: Random, language: Language): string {
  const subject = label(random, language, random.whole(2, 4))
  const rest = Array.from({ length: random.whole(1, 3) }, () => {
    const words = label(random, language, random.whole(2, 5)).toLowerCase().split(' ')
    const tail = words.flatMap((word) => (random.chance(0.6) ? [random.pick(language.small), word] : [word]))
    return `${random.pick(language.links)} ${tail.join(' ')}`
  })
  const figure = random.chance(0.3) ? ` ${random.whole(2, 900)}.${random.whole(0, 9)}%` : ''
  const year = random.chance(0.25) ? ` (${random.whole(1985, 2012)})` : ''
  return `${subject} ${random.pick(language.verbs)} ${rest.join(' ')}${figure}${year}.`
}

export function paragraph(random: Random, language: Language, sentences: number): string {
  return Array.from({ length: sentences }, () => sentence(random, language)).join(' ')
}

/** A figure as tables print it. */
export function figure(language: Language, value: number, decimals: number): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.')
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/gu, language.thousands)
  return fraction === undefined ? grouped : `${grouped}${language.decimal}${fraction}`
}
