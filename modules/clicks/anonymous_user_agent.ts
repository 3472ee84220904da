import { userAgentId } from "./enrich/mod.ts";
import type { UserAgentRow } from "./enrich_click.ts";

type Kind = Pick<UserAgentRow, "device" | "os" | "browser" | "is_bot">;

/** The user agent without a text that all forgotten visitors of a device, system and browser share. */
export function anonymousUserAgent(kind: Kind): UserAgentRow {
  const { device, os, browser, is_bot } = kind;
  // No stored text has a NUL, so this is the id of no visitor's.
  const ua_id = userAgentId(["", device, os, browser, is_bot].join("\0"));
  const user_agent = "";
  return { ua_id, user_agent, device, os, os_version: null, browser, is_bot };
}

/** Whether a user agent is a forgotten visitor's; also an empty text may have been sent. */
export function isAnonymous(row: UserAgentRow): boolean {
  return row.user_agent === "" && row.ua_id === anonymousUserAgent(row).ua_id;
}
