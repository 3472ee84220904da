import { asc } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { sources } from "../../db/schema/mod.ts";
import type { SealedSecret, StatusMeaning } from "../../db/schema/mod.ts";
import type { ConfigurationPart } from "../campaigns/mod.ts";
import { parseCidrs, randomToken } from "../kernel/mod.ts";
import type { Cidr, SealKey } from "../kernel/mod.ts";
import { isMmp } from "./mmps/mmp_names.ts";
import type { MmpName } from "./mmps/mmp_names.ts";
import { NameTable } from "./names.ts";
import type { AnswerStyle } from "./platforms/answer_style.ts";
import type { PresetName, ReversalAmount } from "./platforms/presets.ts";
import { laySettings, lowerKeys } from "./lay_settings.ts";
import type { LaidSettings } from "./lay_settings.ts";
import { readableReplaced } from "./replaced_secret.ts";
import type { ReplacedText } from "./replaced_secret.ts";
import { PixelKeys } from "./pixel_key.ts";
import { openSourceKey } from "./source_key.ts";
import { unsealSecret } from "./source_secret.ts";
import { isShop } from "./shops/shop_types.ts";
import { isStore } from "./stores/store_types.ts";
import { storeSettings } from "./stores/store_settings.ts";
import type { StoreSettings } from "./stores/store_reading.ts";
import { TokenMarks } from "./token_marks.ts";

/** Kinds of proof that a postback may need, weakest first. */
export const PROOFS = ["none", "token", "signature"] as const;

/** All kinds, weakest first: Apple's signature proves an install, but neither sender nor value. */
const BY_STRENGTH = ["none", "skan", "token", "signature"] as const;

/** Proof that a postback gave or needs. */
export type Proof = (typeof BY_STRENGTH)[number];
/** Proof that a source may require. */
export type RequiredProof = (typeof PROOFS)[number];

/** Whether a proof is at least as strong as another. */
export function provesAtLeast(proof: Proof, needed: Proof): boolean {
  return BY_STRENGTH.indexOf(proof) >= BY_STRENGTH.indexOf(needed);
}

/** A source ready to use: its own settings applied over its preset, its secrets unsealed. */
export interface SourceConfig {
  id: number;
  advertiser_id: number;
  name: string;
  /** The random part of its own address `/v1/postback/{key}`. */
  key: string;
  is_default: boolean;
  /** Its key in pages; absent where they report nothing. */
  pixel_key?: string;
  /** Set where pages may have reported sales. */
  had_pixel?: true;
  preset: PresetName | null;
  /** Whether it takes the notifications of a store, and nothing else. */
  is_store?: boolean;
  /** The measurement partner whose forms it takes; absent: none. */
  mmp?: MmpName | undefined;
  /** The secrets of a shop's source; only such a source has any. Short as they are, they prove nothing else. */
  shop_secrets?: readonly string[];
  /** The sender's parameter names. */
  names: NameTable;
  /** The sender's goals in lower case, mapped to our goal keys. */
  goal_map: ReadonlyMap<string, string>;
  /** The sender's status words in lower case. */
  status_map: ReadonlyMap<string, StatusMeaning>;
  /** Live signing secrets in plain text; two during rotation. */
  secrets: readonly string[];
  token: string | null;
  /** The mark that replaces the token in stored requests. */
  token_mark: string | null;
  /** The key and token before the present ones; absent where none is still taken. */
  old_key?: ReplacedText | undefined;
  old_token?: (ReplacedText & { mark: string }) | undefined;
  require: RequiredProof;
  /** Empty: any address. */
  allow_ips: readonly Cidr[];
  /** False: failed checks are recorded but let pass. */
  enforce: boolean;
  drift_seconds: number;
  timezone: string;
  currency: string | null;
  amount_unit: "major" | "minor";
  decimal_comma: boolean;
  amount_updates: boolean;
  reversal_amount: ReversalAmount | null;
  reinstate: boolean;
  /** Set for a store's word that undoes a refund, whole or in part. */
  undoes_refunds?: boolean;
  /** Set for a store: of its refunds and what undoes them, the latest by its own time stands. */
  keeps_times?: boolean;
  answer: AnswerStyle;
  rate_per_second: number | null;
  store: StoreSettings;
  /** The key file of Google's service account. */
  service_account: string | null;
}

/**
 * The proof needed for a new conversion: the source's own requirement, and at least a token if
 * any source of the advertiser requires proof.
 */
export function neededProof(
  source: SourceConfig | null,
  all: readonly SourceConfig[],
): RequiredProof {
  const own = source?.enforce === true ? source.require : "none";
  const any = all.some(({ enforce, require }) => enforce && require !== "none");
  return PROOFS[Math.max(PROOFS.indexOf(own), any ? 1 : 0)] ?? own;
}

/** A source as stored. */
export type SourceRow = typeof sources.$inferSelect;

type Failed = (what: string, error: unknown) => void;

const NONE: readonly SourceConfig[] = [];
/** A range that contains no sender. */
const NOBODY = "0.0.0.0/32";
const KEY_BYTES = 16;

/** All sources, kept in memory with the configuration. */
export class SourceDirectory implements ConfigurationPart {
  readonly name = "sources";
  readonly #seal_key: SealKey;
  readonly marks: TokenMarks;
  readonly #pixel_keys: PixelKeys;
  readonly #failed: Failed;
  /** Failures already reported, so that each is reported once rather than at every reload. */
  #told = new Set<string>();
  #all: readonly SourceConfig[] = NONE;
  #by_id = new Map<number, SourceConfig>();
  #by_key = new Map<string, SourceConfig>();
  #by_old_key = new Map<string, SourceConfig>();
  #by_pixel_key = new Map<string, SourceConfig>();
  /** Source keys by the marks that replace them in stored requests. */
  #keys = new Map<string, string>();
  #by_advertiser = new Map<number, SourceConfig[]>();
  #by_preset = new Map<PresetName | null, SourceConfig[]>();
  #defaults = new Map<number, SourceConfig>();

  constructor(seal_key: SealKey, failed: Failed = () => {}) {
    this.#seal_key = seal_key;
    this.marks = new TokenMarks(seal_key);
    this.#pixel_keys = new PixelKeys(seal_key);
    this.#failed = failed;
  }

  async read(tx: Transaction): Promise<SourceRow[]> {
    return await tx.select().from(sources).orderBy(asc(sources.id));
  }

  build(rows: readonly unknown[]): void {
    const told = new Set<string>();
    const fail: Failed = (what, error) => {
      told.add(what);
      if (!this.#told.has(what)) this.#failed(what, error);
    };
    const all = (rows as readonly SourceRow[]).map((row) =>
      buildSource(row, this.#seal_key, this.marks, fail, this.#pixel_keys),
    );
    this.#told = told;
    this.#all = all;
    this.#by_id = new Map(all.map((source) => [source.id, source]));
    this.#by_key = new Map(all.map((source) => [source.key, source]));
    this.#by_old_key = new Map(
      all.flatMap((source) =>
        source.old_key === undefined ? [] : [[source.old_key.text, source]],
      ),
    );
    this.#by_pixel_key = new Map(
      all.flatMap((source) =>
        source.pixel_key === undefined ? [] : [[source.pixel_key, source]],
      ),
    );
    const keys = [...this.#by_old_key.keys(), ...this.#by_key.keys()];
    this.#keys = new Map(keys.map((key) => [this.marks.of(key), key]));
    this.#by_advertiser = Map.groupBy(all, (source) => source.advertiser_id);
    this.#by_preset = Map.groupBy(all, (source) => source.preset);
    this.#defaults = new Map();
    for (const [advertiser_id, own] of this.#by_advertiser) {
      const chosen =
        own.find((source) => source.is_default) ??
        own.find(({ preset }) => !isStore(preset) && !isShop(preset));
      if (chosen !== undefined) this.#defaults.set(advertiser_id, chosen);
    }
  }

  /** The source that had the address `/v1/postback/{key}` at a time. */
  byKey(key: string, at_ms: number): SourceConfig | undefined {
    const source = this.#by_key.get(key);
    if (source !== undefined) return source;
    const before = this.#by_old_key.get(key);
    return before?.old_key !== undefined && at_ms < before.old_key.valid_until
      ? before
      : undefined;
  }

  /** The source whose sales pages report under a key. */
  byPixelKey(pixel_key: string): SourceConfig | undefined {
    return this.#by_pixel_key.get(pixel_key);
  }

  /** Whether pages report an advertiser's sales, or did: what they said is to be found also after they may say no more. */
  hadPixels(advertiser_id: number): boolean {
    return this.ofAdvertiser(advertiser_id).some(
      ({ had_pixel }) => had_pixel === true,
    );
  }

  /** The key that a mark in a stored request stands for. The mark itself is no valid address. */
  keyOfMark(mark: string): string | undefined {
    return this.#keys.get(mark);
  }

  /** A source by its id. */
  byId(id: number): SourceConfig | undefined {
    return this.#by_id.get(id);
  }

  /** An advertiser's sources by id. */
  ofAdvertiser(advertiser_id: number): readonly SourceConfig[] {
    return this.#by_advertiser.get(advertiser_id) ?? NONE;
  }

  /**
   * The source that judges an advertiser's postbacks at the plain address: the one marked as
   * default, else the first.
   */
  defaultOf(advertiser_id: number): SourceConfig | null {
    return this.#defaults.get(advertiser_id) ?? null;
  }

  /** The sources with a platform's preset, by id. */
  withPreset(preset: PresetName): readonly SourceConfig[] {
    return this.#by_preset.get(preset) ?? NONE;
  }

  /** All sources, by id. */
  all(): readonly SourceConfig[] {
    return this.#all;
  }
}

function buildSource(
  row: SourceRow,
  seal_key: SealKey,
  marks: TokenMarks,
  fail: Failed,
  pixel_keys: PixelKeys,
): SourceConfig {
  const laid = laySettings(row);
  const { id, advertiser_id } = row;
  const label = `source ${id} of advertiser ${advertiser_id}`;
  if (row.preset !== null && laid.preset === null) {
    fail(`${label}: its preset "${row.preset}" is unknown`, null);
  }
  const unsealed = (secret: SealedSecret) => {
    try {
      return unsealSecret(seal_key, advertiser_id, secret);
    } catch (error) {
      fail(`${label}: its secret ${secret.id} can't be unsealed`, error);
      return null;
    }
  };
  const token = row.token === null ? null : unsealed(row.token);
  const key = openKey(row, seal_key, label, fail);
  const goal_map = new Map(Object.entries(lowerKeys(row.goal_map)));
  const status_map = new Map(Object.entries(lowerKeys(laid.status_map)));
  return {
    id,
    advertiser_id,
    name: row.name,
    key,
    is_default: row.is_default,
    ...(row.pixel ? { pixel_key: pixel_keys.of(key) } : {}),
    ...(row.had_pixel ? { had_pixel: true } : {}),
    preset: laid.preset,
    is_store: isStore(laid.preset),
    mmp: isMmp(laid.preset) ? laid.preset : undefined,
    names: new NameTable(laid.mapping, [
      ...goal_map.keys(),
      ...status_map.keys(),
    ]),
    goal_map,
    status_map,
    ...secretsOf(laid, row.secrets.map(unsealed)),
    token,
    token_mark: token === null ? null : marks.of(token),
    ...replacedOf(row, { seal_key, marks }),
    require: row.require as RequiredProof,
    allow_ips: readRanges(row.allow_ips, label, fail),
    enforce: row.enforce,
    drift_seconds: row.drift_seconds,
    timezone: row.timezone,
    currency: row.currency,
    amount_unit: laid.amount_unit,
    decimal_comma: laid.decimal_comma,
    amount_updates: row.amount_updates,
    reversal_amount: laid.reversal_amount,
    reinstate: row.reinstate,
    answer: laid.answer,
    rate_per_second: row.rate_per_second,
    // Rows of an earlier version's snapshot have neither.
    store: storeSettings(row.store ?? null),
    service_account:
      row.service_account == null ? null : unsealed(row.service_account),
  };
}

function secretsOf(
  { preset }: LaidSettings,
  unsealed: readonly (string | null)[],
): Pick<SourceConfig, "secrets" | "shop_secrets"> {
  const secrets = unsealed.filter((secret) => secret !== null);
  return isShop(preset) ? { secrets: [], shop_secrets: secrets } : { secrets };
}

/** The replaced key and token; rows of an earlier version's snapshot have neither. */
function replacedOf(
  { advertiser_id, old_key, old_token }: SourceRow,
  { seal_key, marks }: { seal_key: SealKey; marks: TokenMarks },
): Pick<SourceConfig, "old_key" | "old_token"> {
  const key = readableReplaced(seal_key, advertiser_id, old_key ?? null);
  const token = readableReplaced(seal_key, advertiser_id, old_token ?? null);
  return {
    ...(key === null ? {} : { old_key: key }),
    ...(token === null
      ? {}
      : { old_token: { ...token, mark: marks.of(token.text) } }),
  };
}

/** If the key can't be unsealed, uses a random one that nobody knows. */
function openKey(
  row: SourceRow,
  seal_key: SealKey,
  label: string,
  fail: Failed,
): string {
  try {
    return openSourceKey(seal_key, row.advertiser_id, row);
  } catch (error) {
    fail(`${label}: its key can't be unsealed`, error);
    return randomToken(KEY_BYTES);
  }
}

/** A list that can't be parsed lets nobody in; an empty one would let everybody in. */
function readRanges(
  ranges: readonly string[],
  label: string,
  fail: Failed,
): readonly Cidr[] {
  try {
    return parseCidrs(ranges.join(" "));
  } catch (error) {
    fail(`${label}: its addresses can't be read`, error);
    return parseCidrs(NOBODY);
  }
}
