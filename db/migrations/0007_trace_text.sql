-- A line a step: as JSON the trace was the largest part of a postback's row.
CREATE FUNCTION trace_as_text(steps jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(string_agg(
    rtrim(concat_ws(E'\t',
      CASE WHEN (s->>'ok')::boolean THEN '' ELSE '!' END || (s->>'step'),
      regexp_replace(coalesce(s->>'found', ''), E'[\t\n\r]+', ' ', 'g'),
      regexp_replace(coalesce(s->>'looked_at', ''), E'[\t\n\r]+', ' ', 'g'),
      regexp_replace(coalesce(s->>'expected', ''), E'[\t\n\r]+', ' ', 'g')), E'\t'),
    E'\n' ORDER BY n), '')
  FROM jsonb_array_elements(steps) WITH ORDINALITY AS t(s, n)
$$;--> statement-breakpoint
ALTER TABLE "postbacks" ALTER COLUMN "trace" SET DATA TYPE text USING trace_as_text("trace");--> statement-breakpoint
DROP FUNCTION trace_as_text(jsonb);
