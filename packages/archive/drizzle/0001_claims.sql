CREATE TABLE "claims" (
	"path_key" text PRIMARY KEY NOT NULL,
	"path" text NOT NULL,
	"unit" text,
	"fiscal_year" integer,
	"form" text,
	"noted_at" timestamp with time zone DEFAULT now() NOT NULL
);
