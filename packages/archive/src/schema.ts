/** The archive's tables; after a change here, `npm run migrations -w @backfile/archive` writes the next migration. */
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  customType,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'

/** What a document goes through: received, queued, being read, then read or failed with a reason. */
export const documentStates = ['received', 'queued', 'reading', 'read', 'failed'] as const
export type DocumentState = (typeof documentStates)[number]

export const runStates = ['running', 'finished', 'interrupted', 'failed'] as const
export type RunState = (typeof runStates)[number]

/** Text compared byte by byte, so that an order and a page boundary are the same under every locale. */
const plainText = customType<{ data: string; driverData: string }>({ dataType: () => 'text collate "C"' })

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
const serialNumber = (name: string) => bigint(name, { mode: 'number' }).generatedAlwaysAsIdentity()

/** One content, known by its hash, whatever it was called. */
export const documents = pgTable(
  'documents',
  {
    sha256: text('sha256').primaryKey(),
    /** Order of receipt. */
    seq: serialNumber('seq').unique(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    mediaType: text('media_type').notNull(),
    firstPath: text('first_path').notNull(),
    state: text('state', { enum: documentStates }).notNull().default('received'),
    failureCode: text('failure_code'),
    failureZh: text('failure_zh'),
    failureEn: text('failure_en'),
    attempts: integer('attempts').notNull().default(0),
    receivedAt: moment('received_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (t) => [
    check('documents_state', sql`${t.state} in ('received', 'queued', 'reading', 'read', 'failed')`),
    index('documents_by_state').on(t.state, t.seq),
  ],
)

/** Every path a content was seen at; a path whose content changed has one row a version, the last is current. */
export const documentPaths = pgTable(
  'document_paths',
  {
    /** SHA-256 of the path: a path may be longer than an index entry can be. */
    pathKey: text('path_key').notNull(),
    version: integer('version').notNull(),
    path: text('path').notNull(),
    sha256: text('sha256')
      .notNull()
      .references(() => documents.sha256),
    current: boolean('current').notNull(),
    /** Time of last change by the file system, in nanoseconds; with the size it tells an unchanged file. */
    modifiedNs: bigint('modified_ns', { mode: 'bigint' }).notNull(),
    /** The load it came with: a run's number, or a label from a manifest. */
    batch: text('batch'),
    seenAt: moment('seen_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.pathKey, t.version] }),
    uniqueIndex('document_paths_one_current').on(t.pathKey).where(sql`${t.current}`),
    index('document_paths_by_document').on(t.sha256),
  ],
)

/** One document read by one version of the extractor: once, whatever a queue delivers. */
export const readings = pgTable(
  'readings',
  {
    id: serialNumber('id').primaryKey(),
    sha256: text('sha256')
      .notNull()
      .references(() => documents.sha256),
    extractorVersion: text('extractor_version').notNull(),
    readAt: moment('read_at').notNull().defaultNow(),
    durationMs: integer('duration_ms').notNull(),
    /** Null where the reading succeeded. */
    failureCode: text('failure_code'),
    failureZh: text('failure_zh'),
    failureEn: text('failure_en'),
  },
  (t) => [uniqueIndex('readings_once').on(t.sha256, t.extractorVersion)],
)

/** One filing as one reading saw it. */
export const filings = pgTable(
  'filings',
  {
    readingId: bigint('reading_id', { mode: 'number' })
      .notNull()
      .references(() => readings.id, { onDelete: 'cascade' }),
    part: integer('part').notNull(),
    /** Stable over readings: made from the content's hash and the part. */
    id: plainText('id').notNull(),
    sha256: text('sha256').notNull(),
    formId: text('form_id').notNull(),
    formTitle: text('form_title'),
    formConfidence: doublePrecision('form_confidence').notNull(),
    unitName: text('unit_name'),
    unitCode: text('unit_code'),
    /** The unit's name as names are compared; empty where the source gives none. */
    unitKey: text('unit_key').notNull(),
    fiscalYear: integer('fiscal_year'),
    /** Unit, year, form and id in one: the order of listings and the place where the next page starts. */
    listKey: plainText('list_key').notNull(),
    /** The filing's JSON, byte for byte as it was given. */
    json: text('json').notNull(),
    /** Is the newest successful reading of a content that is, of some path, the newest version that was read. */
    current: boolean('current').notNull(),
    fundCount: integer('fund_count').notNull(),
    indicatorCount: integer('indicator_count').notNull(),
    errorCount: integer('error_count').notNull(),
    warningCount: integer('warning_count').notNull(),
    infoCount: integer('info_count').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.readingId, t.part] }),
    index('filings_by_id').on(t.id),
    index('filings_by_document').on(t.sha256),
    index('filings_listed').on(t.listKey).where(sql`${t.current}`),
    index('filings_listed_by_form').on(t.formId, t.listKey).where(sql`${t.current}`),
    index('filings_listed_by_year').on(t.fiscalYear, t.listKey).where(sql`${t.current}`),
  ],
)

const ofFiling = () => ({
  readingId: bigint('reading_id', { mode: 'number' }).notNull(),
  part: integer('part').notNull(),
})

/** Fund lines. Here and below: where each was read stands in the filing's JSON, under the same id. */
export const funds = pgTable(
  'funds',
  {
    ...ofFiling(),
    ordinal: integer('ordinal').notNull(),
    id: text('id').notNull(),
    section: text('section').notNull(),
    path: text('path').array().notNull(),
    role: text('role').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.readingId, t.part, t.ordinal] }),
    foreignKey({
      name: 'funds_of_filing',
      columns: [t.readingId, t.part],
      foreignColumns: [filings.readingId, filings.part],
    }).onDelete('cascade'),
  ],
)

export const fundAmounts = pgTable(
  'fund_amounts',
  {
    ...ofFiling(),
    fund: integer('fund').notNull(),
    ordinal: integer('ordinal').notNull(),
    measure: text('measure').notNull(),
    raw: text('raw').notNull(),
    value: numeric('value'),
    unit: text('unit'),
    confidence: doublePrecision('confidence').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.readingId, t.part, t.fund, t.ordinal] }),
    foreignKey({
      name: 'fund_amounts_of_fund',
      columns: [t.readingId, t.part, t.fund],
      foreignColumns: [funds.readingId, funds.part, funds.ordinal],
    }).onDelete('cascade'),
  ],
)

export const indicators = pgTable(
  'indicators',
  {
    ...ofFiling(),
    ordinal: integer('ordinal').notNull(),
    id: text('id').notNull(),
    /** The row's number in the form, from 1. */
    position: integer('position').notNull(),
    level1: text('level1'),
    level2: text('level2'),
    task: text('task'),
    subprojects: text('subprojects').array().notNull(),
    name: text('name').notNull(),
    explanation: text('explanation'),
    valueSource: text('value_source'),
    weight: numeric('weight'),
    score: numeric('score'),
    deviationReason: text('deviation_reason'),
    confidence: doublePrecision('confidence').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.readingId, t.part, t.ordinal] }),
    foreignKey({
      name: 'indicators_of_filing',
      columns: [t.readingId, t.part],
      foreignColumns: [filings.readingId, filings.part],
    }).onDelete('cascade'),
  ],
)

export const targets = pgTable(
  'targets',
  {
    ...ofFiling(),
    indicator: integer('indicator').notNull(),
    ordinal: integer('ordinal').notNull(),
    period: text('period').notNull(),
    raw: text('raw').notNull(),
    operator: text('operator'),
    value: numeric('value'),
    upper: numeric('upper'),
    unit: text('unit'),
    text: text('text'),
    confidence: doublePrecision('confidence').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.readingId, t.part, t.indicator, t.ordinal] }),
    foreignKey({
      name: 'targets_of_indicator',
      columns: [t.readingId, t.part, t.indicator],
      foreignColumns: [indicators.readingId, indicators.part, indicators.ordinal],
    }).onDelete('cascade'),
  ],
)

export const findings = pgTable(
  'findings',
  {
    ...ofFiling(),
    ordinal: integer('ordinal').notNull(),
    id: text('id').notNull(),
    check: text('check_code').notNull(),
    severity: text('severity').notNull(),
    /** 0 error, 1 warning, 2 info: the order in which a person wants them. */
    severityRank: smallint('severity_rank').notNull(),
    messageZh: text('message_zh').notNull(),
    messageEn: text('message_en').notNull(),
    subjects: text('subjects').array().notNull(),
    expected: text('expected'),
    actual: text('actual'),
    locators: jsonb('locators').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.readingId, t.part, t.ordinal] }),
    foreignKey({
      name: 'findings_of_filing',
      columns: [t.readingId, t.part],
      foreignColumns: [filings.readingId, filings.part],
    }).onDelete('cascade'),
    index('findings_listed').on(t.severityRank, t.readingId, t.part, t.ordinal),
    index('findings_listed_by_check').on(t.check, t.severityRank, t.readingId, t.part, t.ordinal),
  ],
)

/** One ingest, from its start to its end. */
export const runs = pgTable('runs', {
  id: serialNumber('id').primaryKey(),
  state: text('state', { enum: runStates }).notNull().default('running'),
  extractorVersion: text('extractor_version').notNull(),
  roots: text('roots').array().notNull(),
  counts: jsonb('counts').$type<Readonly<Record<string, number>>>(),
  startedAt: moment('started_at').notNull().defaultNow(),
  endedAt: moment('ended_at'),
})

/** What a manifest says of a path: compared with what is read of the file there. */
export const claims = pgTable('claims', {
  pathKey: text('path_key').primaryKey(),
  path: text('path').notNull(),
  unit: text('unit'),
  fiscalYear: integer('fiscal_year'),
  form: text('form'),
  notedAt: moment('noted_at').notNull().defaultNow(),
})

/*
 * What people decide lives apart from what was read. These tables know a filing by content hash and part and its
 * figures by stable id, and refer to no reading: reading the file again leaves them as they are. Rows are only added.
 */

const decided = () => ({
  id: serialNumber('id').primaryKey(),
  sha256: text('sha256').notNull(),
  part: integer('part').notNull(),
  reason: text('reason').notNull(),
  madeBy: text('made_by').notNull(),
  madeAt: moment('made_at').notNull().defaultNow(),
})

export const corrections = pgTable(
  'corrections',
  {
    ...decided(),
    /** Stable id of the fund line or indicator, or a field's key. */
    subject: text('subject').notNull(),
    /** Which of its values: a measure, a period, `name`, `text` … */
    property: text('property').notNull(),
    /** Null where the person says that the source has no such value. */
    value: text('value'),
  },
  (t) => [
    check('corrections_signed', sql`btrim(${t.madeBy}) <> '' and btrim(${t.reason}) <> ''`),
    index('corrections_of_filing').on(t.sha256, t.part, t.id),
  ],
)

export const findingStates = pgTable(
  'finding_states',
  {
    ...decided(),
    findingId: text('finding_id').notNull(),
    state: text('state', { enum: ['open', 'accepted', 'dismissed'] }).notNull(),
  },
  (t) => [
    check('finding_states_known', sql`${t.state} in ('open', 'accepted', 'dismissed')`),
    check('finding_states_signed', sql`btrim(${t.madeBy}) <> '' and btrim(${t.reason}) <> ''`),
    index('finding_states_of_finding').on(t.sha256, t.part, t.findingId, t.id),
  ],
)
