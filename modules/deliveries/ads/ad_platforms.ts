import type { AdPlatform } from "./ad_platform.ts";
import { GOOGLE_ADS } from "./google_ads.ts";
import { LINKEDIN } from "./linkedin.ts";
import { META } from "./meta.ts";
import { OUTBRAIN, TABOOLA } from "./native_ads.ts";
import { PINTEREST } from "./pinterest.ts";
import { REDDIT } from "./reddit.ts";
import { SNAPCHAT } from "./snapchat.ts";
import { TIKTOK } from "./tiktok.ts";

const PLATFORMS = {
  meta: META,
  google_ads: GOOGLE_ADS,
  tiktok: TIKTOK,
  snapchat: SNAPCHAT,
  pinterest: PINTEREST,
  reddit: REDDIT,
  linkedin: LINKEDIN,
  taboola: TABOOLA,
  outbrain: OUTBRAIN,
} as const satisfies Record<string, AdPlatform>;

/** An ad platform that is told of conversions. */
export type AdPlatformName = keyof typeof PLATFORMS;

/** The ad platforms, in the order offered. */
export const AD_PLATFORM_NAMES = Object.keys(
  PLATFORMS,
) as readonly AdPlatformName[];

/** Returns an ad platform; undefined for presets of other kinds. */
export function adPlatform(preset: string | null): AdPlatform | undefined {
  return isAdPlatform(preset) ? PLATFORMS[preset] : undefined;
}

/** Whether a preset is an ad platform. */
export function isAdPlatform(preset: string | null): preset is AdPlatformName {
  return preset !== null && Object.hasOwn(PLATFORMS, preset);
}
