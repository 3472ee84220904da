import { BROWSER_MAP, getParser } from "bowser";
import { isbot } from "isbot";
import type { DEVICES, SYSTEMS } from "../../campaigns/mod.ts";
import { GenerationMap } from "./generation_map.ts";

/** Device facts parsed from a user agent; names are in lower case. */
export interface Device {
  device: (typeof DEVICES)[number];
  os: (typeof SYSTEMS)[number];
  /** Version only ("10", "17.5.1"); null if not stated. */
  os_version: string | null;
  /**
   * One word ("chrome", "samsung_internet"); the app's name for in-app browsers ("facebook"), or
   * other.
   */
  browser: string;
  is_bot: boolean;
}

const ENTRIES_MAX = 10_000;
/**
 * Longer user agents are truncated and not cached: ten thousand at the maximum header size would
 * take 160 MB.
 */
const LENGTH_MAX = 512;

const OS_BY_NAME: Readonly<Record<string, Device["os"]>> = {
  Android: "android",
  "Chrome OS": "chromeos",
  iOS: "ios",
  Linux: "linux",
  macOS: "macos",
  Windows: "windows",
};
const BROWSER_BY_NAME = new Map(
  Object.entries(BROWSER_MAP).map(([word, name]) => [name, word]),
);
/** Apps whose web view claims to be Chrome or Safari; they carry much of affiliate traffic. */
const APPS: readonly (readonly [string, RegExp])[] = [
  ["instagram", /\bInstagram\b/],
  ["facebook", /\bFB(?:AN|AV|_IAB)\//],
  ["tiktok", /\b(?:musical_ly|BytedanceWebview|TikTok)\b/],
  ["snapchat", /\bSnapchat\b/],
  ["pinterest", /\[?Pinterest\//],
];
/** TVs and consoles, which otherwise look like tablets or desktops. */
const TV =
  /\b(?:AFT[A-Z]{1,4}\b|BRAVIA|CrKey|(?:Android|Apple|Google|Hbb|Smart|SMART)[ -]?TV|Nintendo|PlayStation|Xbox)/;

const cache = new GenerationMap<string, Device>({ entries_max: ENTRIES_MAX });

/**
 * Parses a user agent; an empty one counts as a bot. An iPad that requests desktop sites claims to
 * be a Mac, and is taken for one.
 */
export function readDevice(user_agent: string): Device {
  if (user_agent.length > LENGTH_MAX) {
    return parseDevice(user_agent.slice(0, LENGTH_MAX));
  }
  const held = cache.get(user_agent);
  if (held !== undefined) return held;
  const device = parseDevice(user_agent);
  cache.set(user_agent, device);
  return device;
}

function parseDevice(user_agent: string): Device {
  if (user_agent.trim() === "") {
    return Object.freeze({
      device: "bot",
      os: "other",
      os_version: null,
      browser: "other",
      is_bot: true,
    });
  }
  const is_bot = isbot(user_agent);
  // Parsed piece by piece: the unused engine would be a third of the work.
  const parser = getParser(user_agent, true);
  const { name, version, versionName } = parser.getOS();
  const os = OS_BY_NAME[name ?? ""] ?? "other";
  const os_version = os === "windows" ? versionName : version;
  return Object.freeze({
    device: is_bot
      ? "bot"
      : deviceOf(user_agent, os, parser.getPlatformType(true)),
    os,
    os_version: os === "other" ? null : os_version || null,
    browser: browserOf(user_agent, parser.getBrowserName()),
    is_bot,
  });
}

function deviceOf(
  user_agent: string,
  os: string,
  platform: string,
): Device["device"] {
  if (TV.test(user_agent)) return "tv";
  if (os === "chromeos") return "desktop";
  switch (platform) {
    case "desktop":
    case "mobile":
    case "tablet":
    case "tv":
      return platform;
    default:
      return "other";
  }
}

function browserOf(user_agent: string, name: string): string {
  const app = APPS.find(([, pattern]) => pattern.test(user_agent));
  return app?.[0] ?? BROWSER_BY_NAME.get(name) ?? "other";
}
