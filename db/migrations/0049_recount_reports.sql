CREATE TABLE "report_clicks_kept" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"from_day" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_recounts" (
	"axis" text NOT NULL,
	"day" integer NOT NULL,
	CONSTRAINT "report_recounts_axis_day_pk" PRIMARY KEY("axis","day")
);
--> statement-breakpoint
-- Clicks of before there were blocks are counted by a job.
INSERT INTO "report_recounts" ("axis", "day")
SELECT 'click', to_date(substr(c.relname, length('clicks_') + 1), 'YYYYMMDD') - date '1970-01-01'
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = 'clicks'::regclass AND c.relname ~ '^clicks_\d{8}$';
