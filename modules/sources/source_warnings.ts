import type { Configuration } from "../campaigns/mod.ts";
import type { SourceRow } from "./source_directory.ts";
import type { SecretView } from "../http/mod.ts";
import { isMmp, MMP_TITLES } from "./mmps/mmp_names.ts";
import { storeWarnings } from "./stores/store_settings.ts";
import { isShop, SHOP_PRESETS } from "./shops/shop_types.ts";
import type { ShopName } from "./shops/shop_types.ts";
import { isStore } from "./stores/store_types.ts";

/** Shorter random keys could be brute-forced. */
const KEY_CHARS_SAFE = 16;

/** A setting of a source that is allowed but probably unintended. */
export interface SourceWarning {
  field: string;
  message: string;
}

/** A source's secrets for display; null where one can't be unsealed. */
interface Secrets {
  key: string | null;
  secrets: readonly SecretView[];
  token: SecretView | null;
}

/**
 * Returns the settings that would refuse postbacks that should pass, or let pass what should be
 * refused.
 */
export function warningsOf(
  row: SourceRow,
  secrets: Secrets,
  configuration: Configuration,
): SourceWarning[] {
  return [
    ...proofWarnings(row, secrets),
    ...sealWarnings(secrets),
    ...goalWarnings(row, configuration),
    ...storeWarnings(row.preset, row.store, row.service_account !== null),
  ];
}

function proofWarnings(
  row: SourceRow,
  { key, secrets, token }: Secrets,
): SourceWarning[] {
  const warnings: SourceWarning[] = [];
  const warn = (field: string, message: string) =>
    warnings.push({ field, message });
  // A store proves itself, by what it signs.
  if (isStore(row.preset)) return [];
  if (isShop(row.preset)) return shopWarnings(row.preset, { key, secrets });
  if (row.require === "signature" && secrets.length === 0) {
    warn(
      "require",
      "a signature is required and there is no secret to check it with: every postback is refused",
    );
  }
  if (row.require === "token") warnings.push(...keyWarnings(key));
  if (row.require === "none") {
    warn(
      "require",
      "nothing is required: an affiliate who sees the click ids of its own clicks can report conversions",
    );
  }
  if (!row.enforce) {
    warn("enforce", "what a check would refuse is only recorded, and passes");
  }
  if (row.require === "signature" && isMmp(row.preset)) {
    warn(
      "require",
      `${MMP_TITLES[row.preset]} signs nothing: its postbacks are refused`,
    );
  }
  // An MMP has no address of its own here.
  const has_address = row.preset !== null && !isMmp(row.preset);
  if (row.require === "token" && has_address && token === null) {
    warn(
      "token",
      "there is none: only this source's own address is proof, a platform's own address without a key is refused",
    );
  }
  return warnings;
}

/** A shop proves itself by its own secret, whatever the source asks for else. */
function shopWarnings(
  preset: ShopName,
  { key, secrets }: Pick<Secrets, "key" | "secrets">,
): SourceWarning[] {
  if (secrets.length > 0) return [];
  if (SHOP_PRESETS[preset].by_address) return keyWarnings(key);
  const message =
    "there is no secret of the shop yet to check with: every order is refused";
  return [{ field: "secrets", message }];
}

/** Warns about a key that can be guessed where the own address is the proof. */
function keyWarnings(key: string | null): SourceWarning[] {
  const chars = key?.length ?? KEY_CHARS_SAFE;
  if (chars >= KEY_CHARS_SAFE) return [];
  const message = `its own address counts as proof, and a key of ${chars} characters can be guessed: add a token or a secret, or rotate the key`;
  return [{ field: "key", message }];
}

function sealWarnings(all: {
  secrets: readonly SecretView[];
  token: SecretView | null;
}): SourceWarning[] {
  const broken = (view: SecretView | null) => view?.masked === null;
  const message =
    "it was sealed under another key than this tracker's and can't be used; put in a new one";
  return [
    ...(all.secrets.some(broken) ? [{ field: "secrets", message }] : []),
    ...(broken(all.token) ? [{ field: "token", message }] : []),
  ];
}

/** Warns about words mapped to a goal that no campaign of the advertiser has. */
function goalWarnings(
  row: SourceRow,
  configuration: Configuration,
): SourceWarning[] {
  const mapped = [
    ...Object.entries(row.goal_map).map(([word, goal]) => {
      return { field: `goal_map.${word}`, goal };
    }),
    ...Object.entries(row.status_map).map(([word, { goal }]) => {
      return { field: `status_map.${word}.goal`, goal };
    }),
  ];
  if (mapped.length === 0) return [];
  const keys = new Set<string | undefined>([undefined]);
  for (const campaign of configuration.campaigns()) {
    if (campaign.advertiser_id !== row.advertiser_id) continue;
    for (const goal of campaign.goals) keys.add(goal.key);
  }
  return mapped
    .filter(({ goal }) => !keys.has(goal))
    .map(({ field, goal }) => {
      const message = `no campaign of the advertiser has a goal "${goal}"`;
      return { field, message };
    });
}
