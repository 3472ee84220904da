CREATE TABLE "move_batches" (
	"move_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"row_count" integer NOT NULL,
	"state" text NOT NULL,
	"done_at" timestamp(3) with time zone,
	CONSTRAINT "move_batches_move_id_no_pk" PRIMARY KEY("move_id","no")
);
--> statement-breakpoint
CREATE TABLE "move_parts" (
	"move_id" uuid NOT NULL,
	"file_no" integer NOT NULL,
	"part" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "move_parts_move_id_file_no_part_pk" PRIMARY KEY("move_id","file_no","part")
);
--> statement-breakpoint
CREATE TABLE "move_rows" (
	"move_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"from_name" text NOT NULL,
	"kind" text NOT NULL,
	"old_id" text NOT NULL,
	"file" text NOT NULL,
	"row_no" integer NOT NULL,
	"thing" jsonb NOT NULL,
	"verdict" text,
	"reason" text,
	"notes" text[] DEFAULT '{}' NOT NULL,
	"state" text NOT NULL,
	"target_id" text,
	"before" jsonb,
	"after" jsonb,
	"done_at" timestamp(3) with time zone,
	CONSTRAINT "move_rows_move_id_no_pk" PRIMARY KEY("move_id","no")
);
--> statement-breakpoint
CREATE TABLE "moves" (
	"id" uuid PRIMARY KEY NOT NULL,
	"from_name" text NOT NULL,
	"status" text NOT NULL,
	"settings" jsonb NOT NULL,
	"files" jsonb NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"created_by" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"planned_at" timestamp(3) with time zone,
	"applied_at" timestamp(3) with time zone,
	"undone_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE INDEX "move_rows_work" ON "move_rows" USING btree ("move_id","kind","state","no");--> statement-breakpoint
CREATE INDEX "move_rows_names" ON "move_rows" USING btree ("kind","old_id");--> statement-breakpoint
CREATE UNIQUE INDEX "moves_under_way" ON "moves" USING btree ((true)) WHERE status in ('applying', 'undoing');