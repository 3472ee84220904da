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
    for (const field of ["ad", "credential"] as const) {
      if (input[field] === undefined) continue;
      throw invalid(field, "goes with the preset of an ad platform");
    }
    return null;
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
  checkCredential(platform, input, {
    has_one: is_same && current.credential !== null,
    is_elsewhere: is_same && origin !== originOf(current.url),
  });
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

/**
 * A credential that is there stays, but not for another address: whoever may change the endpoint
 * without knowing it could have it sent to a place of theirs.
 */
function checkCredential(
  { title, credential }: AdPlatform,
  input: EndpointChange,
  { has_one, is_elsewhere }: { has_one: boolean; is_elsewhere: boolean },
): void {
  const { credential: text } = input;
  if (credential === null) {
    if (text === undefined) return;
    throw invalid("credential", `can't be given: ${title} asks for none`);
  }
  if (text === undefined) {
    if (!has_one) {
      throw invalid("credential", `is required: ${credential.what}`);
    }
    if (!is_elsewhere) return;
    throw invalid("credential", "give it again: it goes to another address");
  }
  if (credential.kind === "google") checkKeyFile(text);
  else {
    checkPrintable("credential", text);
    if (/^[\x21-\x7e]+$/.test(text)) return;
    throw invalid("credential", "must be printable ASCII without spaces");
  }
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
