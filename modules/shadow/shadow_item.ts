import type { shadowItems } from "../../db/schema/mod.ts";

/** The outcome for one sale, as stored. */
export type ShadowItem = typeof shadowItems.$inferSelect;
