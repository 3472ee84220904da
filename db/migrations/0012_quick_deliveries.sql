-- Headers as lines of text: nothing in the database reads them.
CREATE FUNCTION "header_lines"("given" jsonb) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
  select coalesce(string_agg(key || ': ' || value, E'\n'), '') from jsonb_each_text(given)
$$;--> statement-breakpoint
ALTER TABLE "delivery_attempts" ALTER COLUMN "headers" SET DATA TYPE text USING "header_lines"("headers");--> statement-breakpoint
ALTER TABLE "delivery_attempts" ALTER COLUMN "response_headers" SET DATA TYPE text USING "header_lines"("response_headers");--> statement-breakpoint
DROP FUNCTION "header_lines"(jsonb);--> statement-breakpoint
-- A row is claimed, and its delivery settled, within its own page: without that each index is written again.
ALTER TABLE "delivery_queue" SET (fillfactor = 50);--> statement-breakpoint
ALTER TABLE "deliveries" SET (fillfactor = 50);
