import { invalid } from "../http/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { Role } from "../access/mod.ts";
import type { SourceInput } from "./source_body.ts";
import { PROOFS, provesAtLeast } from "./source_directory.ts";
import type { RequiredProof } from "./source_directory.ts";
import { isShop } from "./shops/shop_types.ts";
import { isStore } from "./stores/store_types.ts";

/** The part of a stored source that says how its sender proves itself. */
export interface ProvingSource {
  id: number;
  is_default: boolean;
  require: string;
  enforce: boolean;
  drift_seconds: number;
}

/** Drift that an advertiser may give a new source. */
const DRIFT_SECONDS = 300;

/**
 * Settings of a source that only the network decides, with the values that change nothing. They
 * would let pass what is refused, or change sales that are booked.
 */
const NETWORKS = {
  key: undefined,
  allow_ips: [] as readonly string[],
  amount_updates: false,
  reinstate: false,
  pixel: false,
  rate_per_second: null,
} as const;

type NetworksField = keyof typeof NETWORKS;

/** Throws a Problem that names each setting that an advertiser can't give its source. */
export function checkOwnSettings(
  role: Role,
  input: SourceInput,
  before: Readonly<Partial<Record<NetworksField, unknown>>> = NETWORKS,
): void {
  if (role !== "advertiser") return;
  const fields = (Object.keys(NETWORKS) as NetworksField[]).filter(
    (field) =>
      input[field] !== undefined && !isSame(input[field], before[field]),
  );
  if (fields.length > 0) throw networkDecides(fields);
}

/** Throws a Problem if an advertiser's change of its sources lets pass what needs proof now. */
export function checkOwnProof(
  role: Role,
  before: readonly ProvingSource[],
  after: readonly ProvingSource[],
): void {
  if (role !== "advertiser") return;
  const weaker = weakened(before, after);
  if (weaker === null) return;
  if (after.length >= before.length) throw networkDecides([weaker]);
  const detail =
    "Only the network removes a source on which the proof of the others rests";
  throw new Problem(403, "network_decides", detail);
}

/**
 * Only an admin may approve again what has ended. A source may do so if an admin allowed it,
 * and only an admin or its advertiser may then change how it proves itself.
 */
export function checkReinstating(role: Role, reinstates: boolean): void {
  if (!reinstates || role === "admin" || role === "advertiser") return;
  const message =
    "only an admin lets a source approve again what is over, or changes how such a source proves itself";
  throw invalid("reinstate", message);
}

/**
 * Throws a Problem if a source becomes another shop's, or none's, and keeps its secrets: they are read by what they are
 * for, and a shop's may be so short that they would prove nothing elsewhere.
 */
export function checkShopSecrets({
  before,
  row,
  input,
}: {
  /** The preset by which the given secrets were read. */
  before: string | null;
  row: { preset: string | null; secrets: readonly unknown[] };
  input: SourceInput;
}): void {
  const after = input.preset === undefined ? row.preset : input.preset;
  const is_read_otherwise =
    input.secrets !== undefined &&
    input.preset === undefined &&
    before !== row.preset;
  const keeps = input.secrets === undefined && row.secrets.length > 0;
  if (!is_read_otherwise && (!keeps || after === row.preset)) return;
  if (!isShop(row.preset) && !isShop(after)) return;
  throw invalid("preset", "give its secrets along with it");
}

/**
 * Throws a Problem if anybody but an admin makes another source of a store's or a shop's, which takes only what these
 * prove, whatever it asks for else.
 */
export function checkStorePreset(
  role: Role,
  before: string | null,
  after: string | null | undefined,
): void {
  if (role === "admin" || after === undefined || after === before) return;
  if (!isStore(before) && !isShop(before)) return;
  const detail =
    "Only an admin makes another source of a store's or shop's: what it takes would no longer be proven by these";
  const message = "only an admin can set it so: make a second source instead";
  throw new Problem(403, "network_decides", detail, {
    errors: [{ field: "preset", message }],
  });
}

/**
 * The setting by which a change of an advertiser's sources weakens their proof: that of one
 * source, of the plain address, or of all. A new source asks for at least what the strictest of
 * the others does; null if nothing is weakened.
 */
export function weakened(
  before: readonly ProvingSource[],
  after: readonly ProvingSource[],
): "require" | "enforce" | "drift_seconds" | "default" | null {
  const strictest = proofOfAll(before);
  for (const source of after) {
    const old = before.find(({ id }) => id === source.id);
    if (old !== undefined && old.enforce && !source.enforce) return "enforce";
    const needed = old === undefined ? strictest : proofOf(old);
    const drift_max = old?.drift_seconds ?? DRIFT_SECONDS;
    if (!provesAtLeast(proofOf(source), needed)) {
      return source.enforce ? "require" : "enforce";
    }
    if (source.drift_seconds > drift_max) return "drift_seconds";
  }
  const plain = plainProof(before);
  if (plain !== null && !provesAtLeast(plainProof(after) ?? "none", plain)) {
    return "default";
  }
  return provesAtLeast(proofOfAll(after), strictest) ? null : "require";
}

function proofOf({ require, enforce }: ProvingSource): RequiredProof {
  return enforce ? (require as RequiredProof) : "none";
}

/** The proof that the plain address asks for; null without a source. */
function plainProof(all: readonly ProvingSource[]): RequiredProof | null {
  const judge = all.find(({ is_default }) => is_default) ?? all[0];
  return judge === undefined ? null : proofOf(judge);
}

/** The strictest proof; where there is no source yet, the default one. */
function proofOfAll(all: readonly ProvingSource[]): RequiredProof {
  if (all.length === 0) return "token";
  const places = all.map((source) => PROOFS.indexOf(proofOf(source)));
  return PROOFS[Math.max(...places)] ?? "none";
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function networkDecides(fields: readonly string[]): Problem {
  const detail = `Only the network decides ${fields.join(", ")} of a source`;
  const message = "only the network can set it so: ask your manager there";
  return new Problem(403, "network_decides", detail, {
    errors: fields.map((field) => ({ field, message })),
  });
}
