import type { AppleInstall } from "../../../db/schema/mod.ts";
import { Refused } from "../../sources/mod.ts";
import { checkAak, checkSkan, objectOf, textOf } from "./apple_signature.ts";
import type { AppleFault, Sent } from "./apple_signature.ts";

/** An install that Apple signed, as its postback tells it. */
export interface SignedInstall {
  facts: AppleInstall;
  did_win: boolean;
  /** Whether its source identifier may be cut to the last digits. */
  is_hierarchical: boolean;
  /** Signed by one of Apple's development keys. */
  is_development: boolean;
  /** Shown by no app of the store: Apple's sign of a test. */
  is_test: boolean;
  /** Who signed it, in words. */
  signed_by: string;
}

const COARSE = new Set(["low", "medium", "high"]);
const FINE_MAX = 63;
const WINDOW_MAX = 2;
const ID_CHARS_MAX = 100;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads an install postback and checks its signature. Throws `Refused` for one that can't be read,
 * that Apple didn't sign, or of a version that can't be checked.
 */
export function readAppleInstall(
  via: "skan" | "aak",
  body: Uint8Array | null,
  skan_spki?: string,
): SignedInstall {
  const sent = readObject(body);
  return via === "skan" ? readSkan(sent, skan_spki) : readAak(sent);
}

function readObject(body: Uint8Array | null): Sent {
  const text = Buffer.from(body ?? []).toString("utf8");
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // Said below, as for any other body.
  }
  const sent = objectOf(value);
  if (sent !== null) return sent;
  throw new Refused("malformed", "The body is not a JSON object");
}

function refuse({ code, detail }: AppleFault): never {
  throw new Refused(code, detail);
}

function readSkan(sent: Sent, spki?: string): SignedInstall {
  const wrong = checkSkan(sent, spki);
  if (wrong !== null) refuse(wrong);
  const version = textOf(sent["version"]) ?? "";
  const is_hierarchical = version === "4.0";
  const source_app_id = readNumber(sent, "source-app-id");
  const values = readValues(sent);
  const source_identifier = readId(
    sent,
    is_hierarchical ? "source-identifier" : "campaign-id",
  );
  // Fields that the version's signature doesn't cover could be anybody's.
  const source_domain = is_hierarchical ? textOf(sent["source-domain"]) : null;
  const fidelity = version === "2.1" ? null : sent["fidelity-type"];
  const facts: AppleInstall = {
    via: "skan",
    version,
    app_id: readAppId(sent, "app-id"),
    ad_network_id: readId(sent, "ad-network-id").toLowerCase(),
    transaction_id: readTransaction(sent, "transaction-id"),
    source_identifier,
    window: is_hierarchical ? readWindow(sent) : 0,
    tier: null,
    kind: sent["redownload"] === true ? "redownload" : "download",
    interaction: fidelity === 0 ? "view" : fidelity === 1 ? "click" : null,
    source_app_id,
    source_domain: source_domain?.slice(0, ID_CHARS_MAX) ?? null,
    marketplace: null,
    country: null,
    ...values,
  };
  const has_source = source_app_id !== null || source_domain !== null;
  return {
    facts: {
      ...facts,
      tier: is_hierarchical ? tierOf(facts, has_source) : null,
    },
    did_win: version < "3.0" || sent["did-win"] === true,
    is_hierarchical,
    is_development: false,
    is_test: source_app_id === 0,
    signed_by: `Apple's key signed it as SKAdNetwork ${version}`,
  };
}

function readAak(sent: Sent): SignedInstall {
  const checked = checkAak(sent);
  if (!checked.ok) refuse(checked.fault);
  const { payload, is_development, kid } = checked;
  const publisher = readNumber(payload, "publisher-item-identifier");
  const interaction = sent["ad-interaction-type"];
  const facts: AppleInstall = {
    via: "aak",
    version: null,
    app_id: readAppId(payload, "advertised-item-identifier"),
    ad_network_id: readId(payload, "ad-network-identifier").toLowerCase(),
    transaction_id: readTransaction(payload, "postback-identifier"),
    source_identifier: readId(payload, "source-identifier"),
    window: readWindow(payload),
    tier: null,
    kind: readId(payload, "conversion-type"),
    interaction:
      interaction === "view" || interaction === "click" ? interaction : null,
    source_app_id: publisher,
    source_domain: null,
    marketplace:
      textOf(payload["marketplace-identifier"])?.slice(0, ID_CHARS_MAX) ?? null,
    country: readCountry(sent["country-code"]),
    ...readValues(sent),
  };
  return {
    facts: { ...facts, tier: tierOf(facts, publisher !== null) },
    did_win: payload["did-win"] === true,
    is_hierarchical: true,
    is_development,
    is_test: publisher === 0,
    signed_by: `Apple's key ${kid} signed it`,
  };
}

/** The tier that a first postback's fields show; later ones don't tell it. */
function tierOf(
  { window, fine, coarse, source_identifier, country }: AppleInstall,
  has_source: boolean,
): number | null {
  if (window > 0) return null;
  if (has_source || country !== null) return fine === null ? null : 3;
  if (fine !== null || source_identifier.length > 2) return 2;
  return coarse === null ? 0 : 1;
}

/** The values, which Apple doesn't sign. */
function readValues(sent: Sent): Pick<AppleInstall, "fine" | "coarse"> {
  const fine = readNumber(sent, "conversion-value");
  if (fine !== null && fine > FINE_MAX) {
    const detail = `\`conversion-value\` is ${fine}; it goes to ${FINE_MAX}`;
    throw new Refused("malformed", detail);
  }
  const coarse = textOf(sent["coarse-conversion-value"])?.toLowerCase() ?? null;
  if (coarse !== null && !COARSE.has(coarse)) {
    const detail = "`coarse-conversion-value` is none of low, medium, high";
    throw new Refused("malformed", detail);
  }
  return { fine, coarse };
}

/** A country, which isn't signed: null for what is none. */
function readCountry(value: unknown): string | null {
  const text = textOf(value) ?? "";
  return /^[A-Z]{2}$/i.test(text) ? text.toUpperCase() : null;
}

function readWindow(sent: Sent): number {
  const window = readNumber(sent, "postback-sequence-index") ?? 0;
  if (window <= WINDOW_MAX) return window;
  const detail = `\`postback-sequence-index\` is ${window}; there are 0, 1 and 2`;
  throw new Refused("malformed", detail);
}

function readAppId(sent: Sent, name: string): number {
  const app_id = readNumber(sent, name);
  if (app_id !== null) return app_id;
  throw new Refused("malformed", `\`${name}\` is missing`);
}

/** A whole number from 0, also as text; null if there is none. */
function readNumber(sent: Sent, name: string): number | null {
  const text = textOf(sent[name] ?? null);
  if (text === null) return null;
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new Refused("malformed", `\`${name}\` is no whole number`);
}

function readId(sent: Sent, name: string): string {
  const text = textOf(sent[name]) ?? "";
  if (/^[\x21-\x7e]+$/.test(text) && text.length <= ID_CHARS_MAX) return text;
  throw new Refused(
    "malformed",
    `\`${name}\` is missing, or no name of Apple's`,
  );
}

function readTransaction(sent: Sent, name: string): string {
  const text = readId(sent, name);
  if (UUID.test(text)) return text.toLowerCase();
  throw new Refused("malformed", `\`${name}\` is no UUID`);
}
