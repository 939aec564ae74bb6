CREATE TABLE "corrections" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "corrections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sha256" text NOT NULL,
	"part" integer NOT NULL,
	"reason" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"subject" text NOT NULL,
	"property" text NOT NULL,
	"value" text,
	CONSTRAINT "corrections_signed" CHECK (btrim("corrections"."made_by") <> '' and btrim("corrections"."reason") <> '')
);
--> statement-breakpoint
CREATE TABLE "document_paths" (
	"path_key" text NOT NULL,
	"version" integer NOT NULL,
	"path" text NOT NULL,
	"sha256" text NOT NULL,
	"current" boolean NOT NULL,
	"modified_ns" bigint NOT NULL,
	"batch" text,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "document_paths_path_key_version_pk" PRIMARY KEY("path_key","version")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"sha256" text PRIMARY KEY NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "documents_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"bytes" bigint NOT NULL,
	"media_type" text NOT NULL,
	"first_path" text NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"failure_code" text,
	"failure_zh" text,
	"failure_en" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "documents_seq_unique" UNIQUE("seq"),
	CONSTRAINT "documents_state" CHECK ("documents"."state" in ('received', 'queued', 'reading', 'read', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "filings" (
	"reading_id" bigint NOT NULL,
	"part" integer NOT NULL,
	"id" text collate "C" NOT NULL,
	"sha256" text NOT NULL,
	"form_id" text NOT NULL,
	"form_title" text,
	"form_confidence" double precision NOT NULL,
	"unit_name" text,
	"unit_code" text,
	"unit_key" text NOT NULL,
	"fiscal_year" integer,
	"list_key" text collate "C" NOT NULL,
	"json" text NOT NULL,
	"current" boolean NOT NULL,
	"fund_count" integer NOT NULL,
	"indicator_count" integer NOT NULL,
	"error_count" integer NOT NULL,
	"warning_count" integer NOT NULL,
	"info_count" integer NOT NULL,
	CONSTRAINT "filings_reading_id_part_pk" PRIMARY KEY("reading_id","part")
);
--> statement-breakpoint
CREATE TABLE "finding_states" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "finding_states_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sha256" text NOT NULL,
	"part" integer NOT NULL,
	"reason" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finding_id" text NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "finding_states_known" CHECK ("finding_states"."state" in ('open', 'accepted', 'dismissed')),
	CONSTRAINT "finding_states_signed" CHECK (btrim("finding_states"."made_by") <> '' and btrim("finding_states"."reason") <> '')
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"reading_id" bigint NOT NULL,
	"part" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"id" text NOT NULL,
	"check_code" text NOT NULL,
	"severity" text NOT NULL,
	"severity_rank" smallint NOT NULL,
	"message_zh" text NOT NULL,
	"message_en" text NOT NULL,
	"subjects" text[] NOT NULL,
	"expected" text,
	"actual" text,
	"locators" jsonb NOT NULL,
	CONSTRAINT "findings_reading_id_part_ordinal_pk" PRIMARY KEY("reading_id","part","ordinal")
);
--> statement-breakpoint
CREATE TABLE "fund_amounts" (
	"reading_id" bigint NOT NULL,
	"part" integer NOT NULL,
	"fund" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"measure" text NOT NULL,
	"raw" text NOT NULL,
	"value" numeric,
	"unit" text,
	"confidence" double precision NOT NULL,
	CONSTRAINT "fund_amounts_reading_id_part_fund_ordinal_pk" PRIMARY KEY("reading_id","part","fund","ordinal")
);
--> statement-breakpoint
CREATE TABLE "funds" (
	"reading_id" bigint NOT NULL,
	"part" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"id" text NOT NULL,
	"section" text NOT NULL,
	"path" text[] NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "funds_reading_id_part_ordinal_pk" PRIMARY KEY("reading_id","part","ordinal")
);
--> statement-breakpoint
CREATE TABLE "indicators" (
	"reading_id" bigint NOT NULL,
	"part" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"level1" text,
	"level2" text,
	"task" text,
	"subprojects" text[] NOT NULL,
	"name" text NOT NULL,
	"explanation" text,
	"value_source" text,
	"weight" numeric,
	"score" numeric,
	"deviation_reason" text,
	"confidence" double precision NOT NULL,
	CONSTRAINT "indicators_reading_id_part_ordinal_pk" PRIMARY KEY("reading_id","part","ordinal")
);
--> statement-breakpoint
CREATE TABLE "readings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "readings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sha256" text NOT NULL,
	"extractor_version" text NOT NULL,
	"read_at" timestamp with time zone DEFAULT now() NOT NULL,
	"duration_ms" integer NOT NULL,
	"failure_code" text,
	"failure_zh" text,
	"failure_en" text
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"state" text DEFAULT 'running' NOT NULL,
	"extractor_version" text NOT NULL,
	"roots" text[] NOT NULL,
	"counts" jsonb,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "targets" (
	"reading_id" bigint NOT NULL,
	"part" integer NOT NULL,
	"indicator" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"period" text NOT NULL,
	"raw" text NOT NULL,
	"operator" text,
	"value" numeric,
	"upper" numeric,
	"unit" text,
	"text" text,
	"confidence" double precision NOT NULL,
	CONSTRAINT "targets_reading_id_part_indicator_ordinal_pk" PRIMARY KEY("reading_id","part","indicator","ordinal")
);
--> statement-breakpoint
ALTER TABLE "document_paths" ADD CONSTRAINT "document_paths_sha256_documents_sha256_fk" FOREIGN KEY ("sha256") REFERENCES "public"."documents"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filings" ADD CONSTRAINT "filings_reading_id_readings_id_fk" FOREIGN KEY ("reading_id") REFERENCES "public"."readings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_of_filing" FOREIGN KEY ("reading_id","part") REFERENCES "public"."filings"("reading_id","part") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fund_amounts" ADD CONSTRAINT "fund_amounts_of_fund" FOREIGN KEY ("reading_id","part","fund") REFERENCES "public"."funds"("reading_id","part","ordinal") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funds" ADD CONSTRAINT "funds_of_filing" FOREIGN KEY ("reading_id","part") REFERENCES "public"."filings"("reading_id","part") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "indicators" ADD CONSTRAINT "indicators_of_filing" FOREIGN KEY ("reading_id","part") REFERENCES "public"."filings"("reading_id","part") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_sha256_documents_sha256_fk" FOREIGN KEY ("sha256") REFERENCES "public"."documents"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "targets" ADD CONSTRAINT "targets_of_indicator" FOREIGN KEY ("reading_id","part","indicator") REFERENCES "public"."indicators"("reading_id","part","ordinal") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "corrections_of_filing" ON "corrections" USING btree ("sha256","part","id");--> statement-breakpoint
CREATE UNIQUE INDEX "document_paths_one_current" ON "document_paths" USING btree ("path_key") WHERE "document_paths"."current";--> statement-breakpoint
CREATE INDEX "document_paths_by_document" ON "document_paths" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "documents_by_state" ON "documents" USING btree ("state","seq");--> statement-breakpoint
CREATE INDEX "filings_by_id" ON "filings" USING btree ("id");--> statement-breakpoint
CREATE INDEX "filings_by_document" ON "filings" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "filings_listed" ON "filings" USING btree ("list_key") WHERE "filings"."current";--> statement-breakpoint
CREATE INDEX "filings_listed_by_form" ON "filings" USING btree ("form_id","list_key") WHERE "filings"."current";--> statement-breakpoint
CREATE INDEX "filings_listed_by_year" ON "filings" USING btree ("fiscal_year","list_key") WHERE "filings"."current";--> statement-breakpoint
CREATE INDEX "finding_states_of_finding" ON "finding_states" USING btree ("sha256","part","finding_id","id");--> statement-breakpoint
CREATE INDEX "findings_listed" ON "findings" USING btree ("severity_rank","reading_id","part","ordinal");--> statement-breakpoint
CREATE INDEX "findings_listed_by_check" ON "findings" USING btree ("check_code","severity_rank","reading_id","part","ordinal");--> statement-breakpoint
CREATE UNIQUE INDEX "readings_once" ON "readings" USING btree ("sha256","extractor_version");