-- Reports tell unpaid clicks apart by now. Days that have some are counted again by a job; clicks are
-- only looked through where a cap ever left some unpaid.
INSERT INTO "report_recounts" ("axis", "day")
SELECT DISTINCT 'click', floor(extract(epoch FROM "clicked_at") / 86400)::integer
FROM "clicks"
WHERE NOT "pays" AND "verdict" = 'sent' AND ("marks" & 28) = 0
  AND EXISTS (
    SELECT FROM "caps" WHERE "over" = 'unpaid'
    UNION ALL
    SELECT FROM "audit" WHERE "resource" = 'caps'
      AND ("before" ->> 'over' = 'unpaid' OR "after" ->> 'over' = 'unpaid')
  )
ON CONFLICT DO NOTHING;
