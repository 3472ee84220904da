import type { Facts } from "../rollups/mod.ts";
import { readLabels } from "./click_record.ts";
import type { ClickFields } from "./click_record.ts";
import { MARK, NOT_VALID, readDevice } from "./enrich/mod.ts";

const MINUTE_MS = 60_000;
const MINUTES = 1440;

/** Marks that reports count by. */
const COUNTED_MARKS =
  MARK.unique | MARK.repeat | MARK.bot | MARK.prefetch | MARK.test;

/** Beside the marks: a valid click over a cap, for which nobody is paid. */
const UNPAID = 32;

/** A click as reports count it. */
export function clickEntry(
  fields: ClickFields,
  { marks, country }: { marks: number; country: string | null },
): Facts {
  const { device, os, browser } = readDevice(fields.user_agent);
  const minute = Math.floor(fields.time_ms / MINUTE_MS) % MINUTES;
  return {
    ...readLabels(fields),
    affiliate: fields.affiliate_id,
    campaign: fields.campaign_id,
    link: fields.link_id,
    kind: kindOf(fields, marks),
    country,
    device,
    os,
    browser,
    minute: String(minute),
  };
}

function kindOf({ verdict, pays }: ClickFields, marks: number): string {
  const is_valid = verdict === "sent" && (marks & NOT_VALID) === 0;
  const unpaid = is_valid && pays !== "t" ? UNPAID : 0;
  return `${(marks & COUNTED_MARKS) | unpaid} ${verdict}`;
}
