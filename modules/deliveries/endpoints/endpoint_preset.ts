import { invalid } from "../../http/mod.ts";
import { AD_PLATFORM_NAMES, isAdPlatform } from "../ads/ad_platforms.ts";
import type { AdPlatformName } from "../ads/ad_platforms.ts";
import { presentAdPreset } from "../ads/ad_presets.ts";
import type { Ask } from "../ads/ad_presets.ts";
import { testReceiverUrl } from "../test_receiver.ts";

/** The preset of the tracker's own test receiver. */
export const TEST_RECEIVER = "test_receiver";

/** Receivers with a known postback URL, in the order offered. */
export const PRESET_NAMES = [
  "voluum",
  "redtrack",
  "bemob",
  "keitaro",
  "binom",
  "everflow",
  "tune",
  "affise",
  "scaleo",
  "cake",
  "generic",
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

/** A preset's URL and success rule. */
export interface BuiltPreset {
  url: string;
  success_match: string | null;
}

interface Preset {
  title: string;
  /**
   * Path and query: `$ref` is the macro with the click id, `$key` the key that the
   * receiver issued.
   */
  path: string;
  key?: { what: string; required: boolean; parameter?: string };
  /** Text in the body of a success, for receivers that always answer 200. */
  success_match?: string;
}

const LEAD_WORDS =
  "{status:approved=sale pending=lead rejected=rejected reversed=rejected}";
const SCALEO_WORDS =
  "{status:approved=approved pending=pending rejected=rejected reversed=rejected}";
const AFFISE_NUMBERS = "{status:approved=1 pending=2 rejected=3 reversed=3}";

/**
 * `{conversion_id}` tells two sales of one click apart, and stays the same through
 * their changes.
 */
const PRESETS: Record<Exclude<TrackerPreset, typeof TEST_RECEIVER>, Preset> = {
  voluum: {
    title: "Voluum",
    path: "/postback?cid=$ref&payout={payout}&currency={currency}&txid={conversion_id}",
  },
  redtrack: {
    title: "RedTrack",
    path: "/postback?clickid=$ref&sum={payout}&currency={currency}&status={status}&rdtk_event_id={conversion_id}",
  },
  bemob: {
    title: "BeMob",
    path: "/postback?cid=$ref&payout={payout}&txid={conversion_id}&status={status}",
  },
  keitaro: {
    title: "Keitaro",
    path: `/$key/postback?subid=$ref&status=${LEAD_WORDS}&payout={payout}&currency={currency}&tid={conversion_id}`,
    key: { what: "the postback key of its address", required: true },
  },
  binom: {
    title: "Binom",
    path: "/click.php?cnv_id=$ref&payout={payout}&cnv_currency={currency}&cnv_status={status}",
  },
  everflow: {
    title: "Everflow",
    path: "/?transaction_id=$ref&amount={payout}&order_id={order_id}",
    key: { what: "the network's id (nid)", required: true, parameter: "nid" },
  },
  tune: {
    title: "TUNE",
    path: "/aff_lsr?transaction_id=$ref&amount={payout}&adv_sub={order_id}&conversion_unique_id={conversion_id}",
    key: {
      what: "the advertiser's security token",
      required: false,
      parameter: "security_token",
    },
    success_match: "success=true",
  },
  affise: {
    title: "Affise",
    path: `/postback?clickid=$ref&action_id={conversion_id}&sum={payout}&status=${AFFISE_NUMBERS}`,
    key: {
      what: "the advertiser's secure code",
      required: false,
      parameter: "secure",
    },
  },
  scaleo: {
    title: "Scaleo",
    path: `/track/conv?click_id=$ref&amount={payout}&adv_order_id={order_id}&conv_status=${SCALEO_WORDS}`,
    key: { what: "the advertiser's token", required: true, parameter: "token" },
  },
  cake: {
    title: "CAKE",
    path: "/p.ashx?f=pb&r=$ref&t={conversion_id}&p={payout}",
    key: { what: "the advertiser's id (a)", required: true, parameter: "a" },
  },
  generic: {
    title: "Any other",
    path: "/postback?click_id=$ref&payout={payout}&currency={currency}&status={status}&goal={goal}&txid={conversion_id}",
  },
};

/** The query of the test receiver: all that a tracker is usually told. */
const TRIED_QUERY =
  "?click_id={click_id}&click_ref={click_ref}&payout={payout}&currency={currency}&status={status}&goal={goal}&order_id={order_id}&txid={conversion_id}&is_test={is_test}";

const CLICK_REF_MACROS: readonly string[] = [
  "click_ref",
  ...Array.from({ length: 10 }, (_, index) => `sub${index + 1}`),
];
const KEY_CHARS_MAX = 200;

/** A preset with its fields. */
export interface PresetView extends BuiltPreset {
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
    const { title, key, success_match = null } = PRESETS[name];
    const key_field =
      key === undefined
        ? []
        : [{ field: "key", what: key.what, required: key.required }];
    const { url } = buildPreset({
      preset: name,
      domain: "DOMAIN",
      key: key === undefined ? undefined : "KEY",
      public_url,
    });
    return {
      preset: name,
      title,
      asks: [
        { field: "domain", what: "its tracking domain", required: true },
        ...key_field,
        {
          field: "click_ref_in",
          what: "which macro holds its click id",
          required: false,
          default: "click_ref",
          values: CLICK_REF_MACROS,
        },
      ],
      url,
      success_match,
    };
  });
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
  const { title, path, key: key_rule, success_match = null } = PRESETS[preset];
  const ref = (input.click_ref_in ?? "click_ref").replace(/^\{(.*)\}$/, "$1");
  if (!CLICK_REF_MACROS.includes(ref)) {
    throw invalid("click_ref_in", "must be click_ref or one of sub1 to sub10");
  }
  const key = readKey(input.key, title, key_rule);
  const named =
    key === "" || key_rule?.parameter === undefined
      ? path
      : path.replace("?", `?${key_rule.parameter}=$key&`);
  const filled = named
    .replace("$key", () => encodeURIComponent(key))
    .replace("$ref", `{${ref}}`);
  return { url: readOrigin(input.domain) + filled, success_match };
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
  return text;
}

/** Accepts a domain as pasted: with or without scheme and trailing slash. */
export function readOrigin(domain: string | undefined): string {
  const [, scheme = "https://", host = ""] =
    /^(https?:\/\/)?([^/?#{}@\\\s]+)\/?$/i.exec(domain?.trim() ?? "") ?? [];
  const url = URL.parse(scheme.toLowerCase() + host);
  if (host !== "" && url !== null) return scheme.toLowerCase() + host;
  throw invalid("domain", "must be a host name such as track.example.com");
}
