import { SUBS } from "../rollups/mod.ts";
import type { DimensionColumn } from "../rollups/mod.ts";
import type { Dimension, TimeDimension } from "./model.ts";

export const TIME_DIMENSIONS = [
  "hour",
  "day",
  "week",
  "month",
  "hour_of_day",
  "weekday",
] as const satisfies readonly TimeDimension[];

/** Things that are set up, and have a name. */
export const THINGS = ["advertiser", "campaign", "affiliate", "link"] as const;

export type ThingDimension = (typeof THINGS)[number];

/** All dimensions, in the order in which they are documented. */
export const DIMENSIONS: readonly Dimension[] = [
  ...TIME_DIMENSIONS,
  ...THINGS,
  "goal",
  "country",
  "device",
  "os",
  "browser",
  "source",
  ...SUBS,
  "verdict",
  "status",
];

export function isTimeDimension(name: Dimension): name is TimeDimension {
  return (TIME_DIMENSIONS as readonly Dimension[]).includes(name);
}

export function isThing(name: Dimension): name is ThingDimension {
  return (THINGS as readonly Dimension[]).includes(name);
}

/** The column of blocks that a dimension is read from; null if clicks don't have it, or it is a time. */
export function columnOf(
  dimension: Dimension,
  of: "clicks" | "conversions",
): DimensionColumn | null {
  if (isTimeDimension(dimension)) return null;
  if (dimension === "advertiser") return "campaign";
  if (of === "conversions") return dimension;
  if (dimension === "goal" || dimension === "status") return null;
  return dimension === "verdict" ? "kind" : dimension;
}
