CREATE TABLE "idempotency_keys" (
	"id" "bytea" PRIMARY KEY NOT NULL,
	"request_hash" "bytea",
	"created_at" timestamp(3) with time zone NOT NULL,
	"status" integer,
	"answer" "bytea"
);
--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_at" ON "idempotency_keys" USING btree ("created_at");