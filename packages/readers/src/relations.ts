/** The relations between the parts of an Office package (ECMA-376 part 2): which part is the document. */
import { elements, parseXml } from './xml.ts'
import { partText, type ZipParts } from './zip.ts'

export interface Relation {
  readonly id: string
  /** Last segment of the relation's type: `officeDocument`, `worksheet`, `sharedStrings`. */
  readonly type: string
  /** Name of the part in the container, without a leading slash. */
  readonly target: string
}

/** The internal relations of a part; of the package itself where the name is `''`. */
export function relationsOf(parts: ZipParts, part: string): readonly Relation[] {
  const slash = part.lastIndexOf('/')
  const folder = part.slice(0, slash + 1)
  const xml = partText(parts, `${folder}_rels/${part.slice(slash + 1)}.rels`)
  if (xml === null) return []
  return elements(parseXml(xml)).flatMap(({ attributes }) => {
    const { Id, Type, Target, TargetMode } = attributes
    if (Id === undefined || Type === undefined || Target === undefined || TargetMode === 'External') return []
    return [{ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target: resolved(folder, Target) }]
  })
}

/** The main part of the package: what the package's relations name, else the usual place. */
export function mainPart(parts: ZipParts, usual: string): string {
  return relationsOf(parts, '').find(({ type }) => type === 'officeDocument')?.target ?? usual
}

function resolved(folder: string, target: string): string {
  const segments: string[] = []
  for (const segment of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return segments.join('/')
}
