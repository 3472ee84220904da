import type { endpoints } from "../../../db/schema/mod.ts";
import { checkPrintable, invalid } from "../../http/mod.ts";
import { newId } from "../../kernel/mod.ts";
import type { AdPlatform } from "../ads/ad_platform.ts";
import { adPlatform } from "../ads/ad_platforms.ts";
import { readAdSettings } from "../ads/ad_settings.ts";
import { checkKeyFile } from "../ads/google_access.ts";
import { sealSecret } from "../sealed_secret.ts";
import type { EndpointChange } from "./endpoint_body.ts";
import { originOf, ownerOf } from "./endpoint_config.ts";
import type { EndpointRow } from "./endpoint_config.ts";
import { readOrigin } from "./endpoint_preset.ts";
import type { EndpointSecretDeps } from "./endpoint_secret.ts";

type Values = Partial<typeof endpoints.$inferInsert>;

/** The parts of an endpoint that make it one of an ad platform. */
export type AdParts = Pick<EndpointRow, "preset" | "url" | "ad" | "credential">;

/** Fields that other endpoints are made by. */
const NOT_OF_ADS = [
  "url",
  "key",
  "click_ref_in",
  "method",
  "body",
  "success_match",
] as const;

/** The ad platform of an endpoint as it will be; undefined for others. */
export function adPlatformOf(
  { url, preset }: EndpointChange,
  current: Pick<AdParts, "preset">,
): AdPlatform | undefined {
  return adPlatform(preset ?? (url === undefined ? current.preset : null));
}

/** Checks the fields of an ad platform's endpoint; null for an endpoint of another kind. */
export function readAdInput(
  input: EndpointChange,
  current: AdParts,
): Values | null {
  const preset = input.preset ?? current.preset;
  const platform = adPlatformOf(input, current);
  if (platform === undefined) {
    if (input.ad === undefined) return null;
    throw invalid("ad", "goes with the preset of an ad platform");
  }
  const { title } = platform;
  for (const field of NOT_OF_ADS) {
    if (input[field] === undefined || input[field] === null) continue;
    throw invalid(field, `can't be given: ${title} has its own`);
  }
  const is_same = preset === current.preset;
  const ad = readAdSettings(
    platform,
    input.ad ?? {},
    is_same ? current.ad : null,
  );
  const { domain } = input;
  const origin =
    domain !== undefined
      ? readOrigin(domain)
      : is_same
        ? originOf(current.url)
        : platform.origin;
  const { credential } = input;
  if (checkCredential(platform, credential, held(current, preset, origin))) {
    if (platform.credential?.kind === "google") checkKeyFile(credential ?? "");
    else checkToken(credential ?? "");
  }
  return {
    preset,
    url: origin + platform.path(ad),
    method: platform.method,
    body: null,
    success_match: null,
    ad,
    ...(platform.credential === null ? { credential: null } : {}),
  };
}

/** The credential that an endpoint has, as far as it still goes. */
export interface Held {
  has_one: boolean;
  /** Whether it would go to another address than before. */
  is_elsewhere: boolean;
}

/** The credential that an endpoint would go on using, with this preset at this origin. */
export function held(
  current: AdParts,
  preset: string | null,
  origin: string,
): Held {
  const is_same = preset === current.preset;
  return {
    has_one: is_same && current.credential !== null,
    is_elsewhere: is_same && origin !== originOf(current.url),
  };
}

/**
 * Checks whether a credential is given where it is needed. One that is there stays, but not for
 * another address: whoever may change the endpoint without knowing it could have it sent to a
 * place of theirs. Returns whether a new one is given.
 */
export function checkCredential(
  rule: { title: string; credential?: { what: string } | null | undefined },
  text: string | undefined,
  { has_one, is_elsewhere }: Held,
): boolean {
  const { title, credential = null } = rule;
  if (credential === null) {
    if (text === undefined) return false;
    throw invalid("credential", `can't be given: ${title} asks for none`);
  }
  if (text !== undefined) return true;
  if (!has_one) throw invalid("credential", `is required: ${credential.what}`);
  if (!is_elsewhere) return false;
  throw invalid("credential", "give it again: it goes to another address");
}

/** Checks a token as it is given. */
export function checkToken(text: string): void {
  checkPrintable("credential", text);
  if (/^[\x21-\x7e]+$/.test(text)) return;
  throw invalid("credential", "must be printable ASCII without spaces");
}

/** The given credential, sealed for its affiliate; nothing if none is given. */
export function sealedCredential(
  deps: Pick<EndpointSecretDeps, "clock" | "seal_key">,
  affiliate_id: number,
  text: string | undefined,
): Values {
  if (text === undefined) return {};
  const credential = sealSecret(deps.seal_key, ownerOf({ affiliate_id }), {
    id: newId(deps.clock),
    text,
    created_at: deps.clock.nowMs(),
  });
  return { credential };
}
