import { BROWSER_MAP, getParser } from "bowser";
import { isbot } from "isbot";
import { GenerationMap } from "./generation_map.ts";

/** What a user agent says of the device; names are in lower case. */
export interface Device {
  device: "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other";
  /** One of windows, macos, ios, android, linux, chromeos and other. */
  os: string;
  /** Without the system's name ("10", "17.5.1"); null where it is not told. */
  os_version: string | null;
  /** One word ("chrome", "samsung_internet"), for apps that show pages themselves the app ("facebook"), or other. */
  browser: string;
  is_bot: boolean;
}

const ENTRIES_MAX = 10_000;
/** Longer ones are read up to here and not held: ten thousand of what a header may hold would be 160 MB. */
const LENGTH_MAX = 512;

const OS_BY_NAME: Readonly<Record<string, string>> = {
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
/** Apps whose web view calls itself Chrome or Safari: much of an affiliate's traffic comes from inside them. */
const APPS: readonly (readonly [string, RegExp])[] = [
  ["instagram", /\bInstagram\b/],
  ["facebook", /\bFB(?:AN|AV|_IAB)\//],
  ["tiktok", /\b(?:musical_ly|BytedanceWebview|TikTok)\b/],
  ["snapchat", /\bSnapchat\b/],
  ["pinterest", /\[?Pinterest\//],
];
/** Screens in the living room that look like tablets or desktops otherwise. */
const TV =
  /\b(?:AFT[A-Z]{1,4}\b|BRAVIA|CrKey|(?:Android|Apple|Google|Hbb|Smart|SMART)[ -]?TV|Nintendo|PlayStation|Xbox)/;

const cache = new GenerationMap<string, Device>({ entries_max: ENTRIES_MAX });

/**
 * Reads a user agent; one that is empty is a bot's. An iPad that asks for desktop pages says that it is a Mac, and
 * is taken for one.
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
  // Parsed one by one: the engine, which nobody asks for, is a third of the work.
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
