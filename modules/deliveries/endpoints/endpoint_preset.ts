import { invalid } from "../../http/mod.ts";
import { AD_PLATFORM_NAMES, isAdPlatform } from "../ads/ad_platforms.ts";
import type { AdPlatformName } from "../ads/ad_platforms.ts";
import { presentAdPreset } from "../ads/ad_presets.ts";
import type { Ask } from "../ads/ad_presets.ts";
import { testReceiverUrl } from "../test_receiver.ts";
import { TRACKERS, trackerPreset } from "./tracker_presets.ts";
import type { Preset, TrackerName } from "./tracker_presets.ts";

/** The preset of the tracker's own test receiver. */
export const TEST_RECEIVER = "test_receiver";

/** Receivers with a known postback URL, in the order offered. */
export const PRESET_NAMES = [
  ...(Object.keys(TRACKERS) as TrackerName[]),
  ...AD_PLATFORM_NAMES,
  TEST_RECEIVER,
] as const;

/** A receiver with a known postback URL. */
export type PresetName = (typeof PRESET_NAMES)[number];

/** A receiver whose URL is a template. */
export type TrackerPreset = Exclude<PresetName, AdPlatformName>;

export interface PresetInput {
  preset: TrackerPreset;
  domain?: string | undefined;
  key?: string | undefined;
  /** The macro that holds the receiver's own click id. */
  click_ref_in?: string | undefined;
  /** Where this tracker is known. */
  public_url: string;
}

/** A preset's URL and success rule, and its request where that isn't a GET. */
export interface BuiltPreset {
  url: string;
  success_match: string | null;
  method?: "POST";
  body?: string | null;
}

/** The query of the test receiver: all that a tracker is usually told. */
const TRIED_QUERY =
  "?click_id={click_id}&click_ref={click_ref}&payout={payout}&currency={currency}&status={status}&goal={goal}&order_id={order_id}&txid={conversion_id}&is_test={is_test}";

const CLICK_REF_MACROS: readonly string[] = [
  "click_ref",
  ...Array.from({ length: 10 }, (_, index) => `sub${index + 1}`),
];
const KEY_CHARS_MAX = 200;

/** A preset with its fields. */
export interface PresetView extends Pick<BuiltPreset, "url" | "success_match"> {
  preset: PresetName;
  title: string;
  asks: readonly Ask[];
}

/** Lists the presets with their fields. */
export function listPresets(public_url: string): PresetView[] {
  return PRESET_NAMES.map((name) => {
    if (isAdPlatform(name)) return presentAdPreset(name);
    if (name === TEST_RECEIVER) {
      const built = buildPreset({ preset: name, public_url });
      return { preset: name, title: "Test receiver", asks: [], ...built };
    }
    const tracker: Preset = TRACKERS[name];
    const { title, domain = "DOMAIN", success_match = null } = tracker;
    const key = tracker.key === undefined ? "" : "KEY";
    const filled = fill(withKey(tracker, key), {
      ref: "click_ref",
      parts: ["KEY", ...(tracker.key?.what.split("/") ?? [])],
    });
    const url = `https://${domain}${filled}`;
    return { preset: name, title, asks: asksOf(tracker), url, success_match };
  });
}

function asksOf({ domain, key, credential }: Preset): Ask[] {
  return [
    domain === undefined
      ? { field: "domain", what: "its tracking domain", required: true }
      : {
          field: "domain",
          what: "its domain",
          required: false,
          default: domain,
        },
    ...(key === undefined
      ? []
      : [{ field: "key", what: key.what, required: key.required }]),
    ...(credential === undefined
      ? []
      : [
          {
            field: "credential",
            what: credential.what,
            required: true,
            secret: true,
          },
        ]),
    {
      field: "click_ref_in",
      what: "which macro holds its click id",
      required: false,
      default: "click_ref",
      values: CLICK_REF_MACROS,
    },
  ];
}

/** Filters and sorts of presets. */
export const PRESET_LIST = {
  filters: { q: "text", preset: PRESET_NAMES },
  sorts: ["position", "preset", "title"],
} as const;

/** How presets are read. */
export const PRESET_ROWS = {
  keyOf: ({ preset }: { preset: string }) => preset,
  order: "position",
  searched: ["preset", "title"],
};

/** Builds the URL template of a receiver. */
export function buildPreset(input: PresetInput): BuiltPreset {
  const { preset, public_url } = input;
  if (preset === TEST_RECEIVER) {
    for (const field of ["domain", "key", "click_ref_in"] as const) {
      if (input[field] === undefined) continue;
      throw invalid(field, "can't be given: the test receiver takes none");
    }
    const url = testReceiverUrl(public_url) + TRIED_QUERY;
    return { url, success_match: null };
  }
  const tracker: Preset = TRACKERS[preset];
  const { title, body, method, success_match = null } = tracker;
  const ref = (input.click_ref_in ?? "click_ref").replace(/^\{(.*)\}$/, "$1");
  if (!CLICK_REF_MACROS.includes(ref)) {
    throw invalid("click_ref_in", "must be click_ref or one of sub1 to sub10");
  }
  const key = readKey(input.key, title, tracker.key);
  const parts = [key, ...(tracker.key?.form?.exec(key)?.slice(1) ?? [])];
  const filled = fill(withKey(tracker, key), { ref, parts });
  const url = readOrigin(input.domain ?? tracker.domain) + filled;
  if (method === undefined) return { url, success_match };
  const sent = body === undefined ? null : fill(body, { ref, parts });
  return { url, success_match, method, body: sent };
}

/** The path of a receiver, with the parameter of a key that is given. */
function withKey({ path, key }: Preset, text: string): string {
  return text === "" || key?.parameter === undefined
    ? path
    : path.replace("?", `?${key.parameter}=$key&`);
}

/** Fills in the click id's macro, and a key with its parts. */
function fill(
  template: string,
  { ref, parts }: { ref: string; parts: readonly string[] },
): string {
  return template.replaceAll(/\$(key|ref|[1-9])/g, (_, name: string) => {
    if (name === "ref") return `{${ref}}`;
    const part = parts[name === "key" ? 0 : Number(name)] ?? "";
    return encodeURIComponent(part);
  });
}

function readKey(
  key: string | undefined,
  title: string,
  rule: Preset["key"],
): string {
  if (rule === undefined) {
    if (key === undefined) return "";
    throw invalid("key", `can't be given: ${title} takes none`);
  }
  const text = key?.trim() ?? "";
  if (text === "" && rule.required) {
    throw invalid("key", `is required: ${rule.what}`);
  }
  if (text.length > KEY_CHARS_MAX) {
    throw invalid("key", `must have at most ${KEY_CHARS_MAX} characters`);
  }
  if (text !== "" && rule.form?.test(text) === false) {
    throw invalid("key", `must be ${rule.what}`);
  }
  return text;
}

/** A receiver's rule for its token; undefined if it takes none. */
export function credentialRule(preset: string | null): Preset["credential"] {
  return trackerPreset(preset)?.credential;
}

/** Accepts a domain as pasted: with or without scheme and trailing slash. */
export function readOrigin(domain: string | undefined): string {
  const [, scheme = "https://", host = ""] =
    /^(https?:\/\/)?([^/?#{}@\\\s]+)\/?$/i.exec(domain?.trim() ?? "") ?? [];
  const url = URL.parse(scheme.toLowerCase() + host);
  if (host !== "" && url !== null) return scheme.toLowerCase() + host;
  throw invalid("domain", "must be a host name such as track.example.com");
}
