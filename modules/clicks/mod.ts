/**
 * Clicks: self-authenticating ids, the redirect that counts clicks, and look-ups.
 *
 *     const { redirector, drain } = createClickParts(deps);
 *
 * @module
 */
export { CLICK_API } from "./click_api.ts";
export { readClickFacts } from "./click_facts.ts";
export type { ClickFacts } from "./click_facts.ts";
export { createClickParts, DRAIN_LOOP } from "./click_parts.ts";
export type { ClickParts } from "./click_parts.ts";
export { countPricedClicks } from "./count_priced_clicks.ts";
export {
  clicklessId,
  isClickless,
  clickIdBytes,
  clickIdText,
  peekClickId,
  readClickId,
  readClickTime,
  isTestClick,
} from "./click_id.ts";
export type { ClickIdFields } from "./click_id.ts";
export { isDataCentre } from "./enrich/mod.ts";
export { KeyRing } from "./key_ring.ts";
export { linkNow } from "./link_now.ts";
export type { LinkNowDeps } from "./link_now.ts";
export { Minter } from "./minter.ts";
export type { OldClick, OldClickVerdict } from "./old_clicks/old_click.ts";
export type { OldClicks } from "./old_clicks/old_clicks.ts";
export { readClicks } from "./read_click.ts";
export { readTrackingLink } from "./read_tracking_link.ts";
export { RECORD_TYPE } from "./record_type.ts";
export { requireClickId } from "./require_click_id.ts";
export { clickRoutes } from "./routes.ts";
export type { ClickRoutesDeps } from "./routes.ts";
export type { ProvingKeys } from "./prove_click_id.ts";
export { syncDirectory } from "./journal/mod.ts";
export type { HeldJournal, JournalFile } from "./journal_copy.ts";
export type { Position } from "./journal/mod.ts";
export { journalFiles } from "./journal_files.ts";
