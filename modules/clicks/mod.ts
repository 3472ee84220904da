/**
 * Clicks: their ids, which prove themselves, the redirect that counts them,
 * and the look-up.
 *
 *     const minted = minter.mint(link.id, true);
 *
 * @module
 */
export {
  clickIdBytes,
  clickIdText,
  peekClickId,
  readClickId,
  readClickTime,
} from "./click_id.ts";
export type { ClickIdFields } from "./click_id.ts";
export { dropOldClicks, makeClickDays } from "./days.ts";
export { Drain } from "./drain.ts";
export { GeoReader, RepeatMemory } from "./enrich/mod.ts";
export { Enricher } from "./enrich_click.ts";
export { Journal, segmentFiles } from "./journal/mod.ts";
export { KeyRing } from "./key_ring.ts";
export type { SealedKey } from "./key_ring.ts";
export { Minter } from "./minter.ts";
export { LeaseExpired, NodeLease } from "./node_lease.ts";
export { Redirector } from "./redirect.ts";
export { clickRoutes } from "./routes.ts";
export { SetAside } from "./set_aside.ts";
export { TimeReserve } from "./time_reserve.ts";
export { sandboxRoutes } from "./sandbox_routes.ts";
