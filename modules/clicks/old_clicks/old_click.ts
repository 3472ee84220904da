import { createHash } from "node:crypto";
import type { LinkConfig } from "../../campaigns/mod.ts";
import { IMPORT_NODES } from "../click_id.ts";

/** A click from before the move, as a file of the old tracker has it. */
export interface OldClick {
  /** The id that the old tracker gave out. */
  old_id: string;
  clicked_at: number;
  /** Our link; or campaign and affiliate, whose link is taken, and made where there is none. */
  link_id?: number | undefined;
  campaign_id?: number | undefined;
  affiliate_id?: number | undefined;
  /** The affiliate's own click id. */
  click_ref?: string | undefined;
  source?: string | undefined;
  /** `sub1` to `sub10`. */
  subs?: Readonly<Record<string, string>> | undefined;
  ip?: string | undefined;
  country?: string | undefined;
  user_agent?: string | undefined;
}

/** Why an old click isn't imported. */
export type OldClickFault =
  | "bad_id"
  | "our_own_id"
  | "bad_time"
  | "in_the_future"
  | "before_window"
  | "unknown_link"
  | "unknown_campaign"
  | "unknown_affiliate"
  | "other_content";

/**
 * The verdict on an old click. `same`: it was imported before, as it is. Where nothing was written yet,
 * a link that would be made has no id, and neither has the click.
 */
export type OldClickVerdict =
  | { kind: "create"; click_id: string | null; link_id: number | null }
  | { kind: "same"; click_id: string | null }
  | OldClickRefusal;

/** Why an old click isn't imported, with a sentence for the owner. */
export interface OldClickRefusal {
  kind: "refuse";
  code: OldClickFault;
  detail: string;
}

/** An old click that may be imported, with its link; null where that isn't made yet. */
export interface PlacedClick {
  /** Its place in the batch. */
  at: number;
  given: OldClick;
  old_id: string;
  link: LinkConfig | null;
}

const OLD_ID_CHARS_MAX = 256;
/** Postgres' years, and those of a click id. */
const TIME_MS_MIN = Date.UTC(1990, 0, 1);
/** Clocks of two machines differ. */
const AHEAD_MS_MAX = 300_000;
const DAY_MS = 86_400_000;
/** Each day has a part of the table of its own: clicks that are kept and convert for ever may be no older. */
const AGE_DAYS_MAX = 1_100;

/** A refusal with its reason as a sentence. */
export function refuse(code: OldClickFault, detail: string): OldClickRefusal {
  return { kind: "refuse", code, detail };
}

/** The id as postbacks are searched for it. */
export function oldIdOf(text: string): string {
  return text.trim();
}

/** The fault of an old id or its time, whatever its link; null without one. */
export function faultOf(
  { old_id, clicked_at }: OldClick,
  now_ms: number,
): OldClickRefusal | null {
  const id = oldIdOf(old_id);
  if (id === "") return refuse("bad_id", "The click has no id");
  if (id.length > OLD_ID_CHARS_MAX) {
    const detail = `The click's id has ${id.length} characters; ${OLD_ID_CHARS_MAX} are allowed`;
    return refuse("bad_id", detail);
  }
  // Postgres takes neither NUL nor half a character, and no sender puts the others into a URL.
  if (/\p{Cc}/u.test(id) || !id.isWellFormed() || id.includes("\ufffd")) {
    const detail = "The click's id has control characters, or isn't UTF-8";
    return refuse("bad_id", detail);
  }
  if (!Number.isSafeInteger(clicked_at) || clicked_at < TIME_MS_MIN) {
    return refuse("bad_time", "The click's time can't be read");
  }
  if (clicked_at > now_ms + AHEAD_MS_MAX) {
    return refuse("in_the_future", "The click's time is in the future");
  }
  return null;
}

interface Windows {
  lookback_days: number;
  backfill_days: number;
  goals: readonly { lookback_days: number | null }[];
}

/** Days after a click during which a postback may still count; null for ever. */
export function windowDays(campaign: Windows): number | null {
  const { lookback_days, backfill_days, goals } = campaign;
  const each = goals.map((goal) => goal.lookback_days ?? lookback_days);
  const days = [lookback_days, ...each];
  return days.includes(0) ? null : Math.max(backfill_days, ...days);
}

/** The refusal of a click that is too old to convert, or to be kept; null for a younger one. */
export function faultOfAge(
  { clicked_at }: OldClick,
  now_ms: number,
  {
    window_days,
    retention_days,
  }: { window_days: number | null; retention_days: number },
): OldClickRefusal | null {
  const age_days = (now_ms - clicked_at) / DAY_MS;
  if (window_days !== null && age_days > window_days) {
    const detail = `The click is ${Math.floor(age_days)} days old; its campaign takes postbacks for ${window_days} days`;
    return refuse("before_window", detail);
  }
  if (retention_days > 0 && age_days > retention_days) {
    const detail = `The click is ${Math.floor(age_days)} days old; clicks are kept for ${retention_days} days`;
    return refuse("before_window", detail);
  }
  if (age_days > AGE_DAYS_MAX) {
    const detail = `The click is ${Math.floor(age_days)} days old; ${AGE_DAYS_MAX} are allowed`;
    return refuse("before_window", detail);
  }
  return null;
}

const CONTENT_BYTES = 16;

/**
 * A hash of what a row says, so that the same id with other content is seen. Without the address: all else is known here,
 * so that trying each address would tell it.
 */
export function contentOf(
  { clicked_at, click_ref, source, subs, country, user_agent }: OldClick,
  link: Pick<LinkConfig, "campaign_id" | "affiliate_id">,
): Uint8Array {
  const { campaign_id, affiliate_id } = link;
  const labels = Object.entries(subs ?? {}).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const said = [
    ...[clicked_at, campaign_id, affiliate_id, labels],
    ...[click_ref, source, country, user_agent].map((text) => text ?? ""),
  ];
  const hash = createHash("sha256").update(JSON.stringify(said)).digest();
  return new Uint8Array(hash.subarray(0, CONTENT_BYTES));
}

/** Node and sequence of an old click's id: the same for the same click; each try gives others. */
export function placeInId(
  old_id: string,
  tries: number,
): { node: number; sequence: number } {
  const hash = createHash("sha256").update(`${tries} ${old_id}`).digest();
  return {
    node: IMPORT_NODES.first + (hash.readUInt16BE(0) % IMPORT_NODES.count),
    sequence: hash.readUInt16BE(2),
  };
}
