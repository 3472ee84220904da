import type { endpoints } from "../../../db/schema/mod.ts";
import { invalid, maskedHeaders } from "../../http/mod.ts";
import {
  foreignMacro,
  trimInvisible,
  parseTemplate,
  Problem,
  templateMacros,
} from "../../kernel/mod.ts";
import type { Cidr, Template } from "../../kernel/mod.ts";
import {
  DELIVERY_ALIASES,
  DELIVERY_MACROS,
  readDeliveryUrl,
} from "../delivery_macros.ts";
import { adPlatform, isAdPlatform } from "../ads/ad_platforms.ts";
import { checkCredential, checkToken, held, readAdInput } from "./ad_input.ts";
import type { AdParts } from "./ad_input.ts";
import type { EndpointChange } from "./endpoint_body.ts";
import { originOf } from "./endpoint_config.ts";
import type { EndpointRow } from "./endpoint_config.ts";
import { trackerPreset } from "./tracker_presets.ts";
import type { Preset } from "./tracker_presets.ts";
import { isTestReceiver } from "../test_receiver.ts";
import { buildPreset, TEST_RECEIVER } from "./endpoint_preset.ts";
import { checkTarget } from "./endpoint_target.ts";

type Values = Partial<typeof endpoints.$inferInsert>;

/** Which addresses an endpoint may have. */
export interface EndpointRules {
  allowed_targets: readonly Cidr[];
  /** Where this tracker is known; its test receiver may be told wherever that is. */
  public_url: string;
}

/** Fields that are checked together. */
type Checked = Pick<
  EndpointRow,
  | "url"
  | "method"
  | "body"
  | "statuses"
  | "also_general"
  | "campaign_id"
  | "preset"
>;

const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]{1,64}$/;
const HEADER_VALUE = /^[\x20-\x7e]*$/;
/** Headers set by the connection or by us. */
const OUR_HEADERS =
  /^(host|content-length|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|accept-encoding|proxy-.*|webhook-.*)$/;

/** Validates the given fields of an endpoint together with its current ones. */
export function readEndpointInput(
  given: EndpointChange,
  current: Checked & AdParts & { headers: Record<string, string> },
  rules: EndpointRules,
): Values {
  const input = trimmed(given);
  const { headers, preset, domain, key, click_ref_in, ad, ...more } = input;
  const { credential, ...plain } = more;
  const of_ads = readAdInput(input, current);
  const values: Values = {
    ...plain,
    ...(of_ads ?? readAddress(input, current, rules)),
    ...(headers === undefined
      ? {}
      : { headers: readHeaders(headers, current.headers) }),
  };
  // A preset sets its receiver's rule, unless one is given.
  if (of_ads === null && input.success_match !== undefined) {
    values.success_match = input.success_match;
  }
  const checked = togetherWith(current, values);
  if (checked.url === "") {
    throw invalid(
      "url",
      "is required, unless you give a preset and its domain",
    );
  }
  if (input.url !== undefined) refuseForeign("url", input.url);
  if (typeof input.body === "string") refuseForeign("body", input.body);
  checkTogether(checked, rules);
  return values;
}

/** Copied URLs and hosts often have spaces around them. */
function trimmed(given: EndpointChange): EndpointChange {
  const { url, domain } = given;
  return {
    ...given,
    ...(url === undefined ? {} : { url: trimInvisible(url) }),
    ...(domain === undefined ? {} : { domain: trimInvisible(domain) }),
  };
}

/** Other trackers' macro syntax would be sent as is. Stored templates are not checked. */
function refuseForeign(field: "url" | "body", text: string): void {
  const why = foreignMacro(text, {
    known: DELIVERY_MACROS,
    aliases: DELIVERY_ALIASES,
  });
  if (why === null) return;
  throw new Problem(422, "foreign_macro", `Cannot use ${field}: ${why}`, {
    errors: [{ field, message: why }],
  });
}

function togetherWith(current: Checked, values: Values): Checked {
  const {
    url = current.url,
    method = current.method,
    body = current.body,
    statuses = current.statuses,
    also_general = current.also_general,
    preset = current.preset,
  } = values;
  const { campaign_id } = current;
  return { url, method, body, statuses, also_general, campaign_id, preset };
}

/** An address that is no ad platform's any more leaves nothing of it. */
const NO_AD = { ad: null, credential: null };

function readAddress(
  input: EndpointChange,
  current: AdParts,
  { public_url }: EndpointRules,
): Values {
  const { url, preset, domain, key, click_ref_in, credential } = input;
  if (preset !== undefined && !isAdPlatform(preset)) {
    if (url !== undefined) {
      throw invalid("url", "a preset makes it: give the one or the other");
    }
    const made = { preset, domain, key, click_ref_in, public_url };
    const built = buildPreset(made);
    return {
      preset,
      ad: null,
      ...methodAfter(input, current),
      ...built,
      ...readToken(input, current, built),
    };
  }
  for (const [field, value] of Object.entries({ domain, key, click_ref_in })) {
    if (value !== undefined) throw invalid(field, "it goes with a preset");
  }
  if (url === undefined) {
    if (credential === undefined) return {};
    readToken({ ...input, preset: current.preset }, current, current);
    return {};
  }
  if (credential !== undefined) {
    throw invalid("credential", "it goes with a preset");
  }
  // A URL written by hand no longer belongs to a preset, except that nobody should take
  // the test receiver for a tracker.
  return {
    url,
    ...NO_AD,
    ...methodAfter(input, current),
    preset: isTestReceiver(url, public_url) ? TEST_RECEIVER : null,
  };
}

/** A method that a preset set goes with it. */
function methodAfter(
  { method, body }: EndpointChange,
  { preset }: AdParts,
): Values {
  const was_set = isAdPlatform(preset) || trackerPreset(preset)?.method;
  if (!was_set) return {};
  return { method: method ?? "GET", body: body ?? null };
}

/** Checks the token of a receiver; one that was another's, or that it doesn't take, is left out. */
function readToken(
  {
    preset = null,
    credential,
  }: { preset?: string | null; credential?: string },
  current: AdParts,
  { url }: { url: string },
): Values {
  const rule: Pick<Preset, "title" | "credential"> = trackerPreset(preset) ?? {
    title: "This endpoint",
  };
  const has = held(current, preset, originOf(url));
  if (checkCredential(rule, credential, has)) checkToken(credential ?? "");
  return rule.credential === undefined ? { credential: null } : {};
}

function checkTogether(
  endpoint: Checked,
  { allowed_targets, public_url }: EndpointRules,
): void {
  const { url, method, body, statuses, also_general, campaign_id } = endpoint;
  const platform = adPlatform(endpoint.preset);
  const macros = templateMacros(readDeliveryUrl(url));
  if (!isTestReceiver(url, public_url)) checkTarget(url, allowed_targets);
  if (body !== null) {
    if (method === "GET") throw invalid("body", "a GET carries none");
    macros.push(...templateMacros(readBodyTemplate(body)));
  }
  const is_only_approved = statuses.every((name) => name === "approved");
  if (platform !== undefined) {
    if (!statuses.every((name) => name === "approved" || name === "pending")) {
      const message = `must be approved or pending: ${platform.title} takes nothing back`;
      throw invalid("statuses", message);
    }
  } else if (!is_only_approved && !macros.includes("status")) {
    const message = "others than approved need {status} in the URL or body";
    throw invalid("statuses", message);
  }
  if (also_general && campaign_id === null) {
    const message = "it goes with a campaign's own endpoint";
    throw invalid("also_general", message);
  }
}

function readBodyTemplate(text: string): Template {
  const parsed = parseTemplate(text, {
    known: DELIVERY_MACROS,
    aliases: DELIVERY_ALIASES,
    kind: "json",
  });
  if (parsed.ok) return parsed.template;
  throw new Problem(422, parsed.code, parsed.detail, {
    errors: [{ field: "body", message: parsed.detail }],
  });
}

/**
 * Lowercases names, so that each occurs once. A masked value sent back as shown keeps
 * its secret.
 */
function readHeaders(
  given: Record<string, string>,
  current: Record<string, string>,
): Record<string, string> {
  const shown = maskedHeaders(current);
  const read = new Map<string, string>();
  for (const [given_name, text] of Object.entries(given)) {
    const name = given_name.toLowerCase();
    const field = `headers.${given_name.slice(0, 64)}`;
    if (!HEADER_NAME.test(name))
      throw invalid(field, "is not a valid header name");
    if (OUR_HEADERS.test(name)) throw invalid(field, "is set by the tracker");
    if (read.has(name)) throw invalid(field, "is given twice");
    const is_kept = Object.hasOwn(shown, name) && text === shown[name];
    const value = is_kept ? (current[name] ?? text) : text.trim();
    if (!HEADER_VALUE.test(value)) {
      throw invalid(field, "must be printable ASCII characters");
    }
    read.set(name, value);
  }
  return Object.fromEntries(read);
}
