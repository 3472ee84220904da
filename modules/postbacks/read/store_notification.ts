import {
  AppleSignatures,
  isStore,
  publicAddress,
  readAppStore,
  readPlay,
  refusal,
} from "../../sources/mod.ts";
import type {
  Address,
  AnswerStyle,
  Dialect,
  RawPostback,
  Refusal,
  SourceConfig,
  StoreReading,
} from "../../sources/mod.ts";
import { isTestClick, readClickId } from "../../clicks/mod.ts";
import type { ClickSearch, KeyOf } from "../judge/find_click.ts";
import { takesFrom } from "./sender_signature.ts";
import { storeNoteOf } from "./store_note.ts";
import type { Trace } from "./trace.ts";

/** The means by which stores' notifications are checked. */
export interface StoreChecks {
  signatures: AppleSignatures;
  /** The address of the tracker, which Google's tokens are for. */
  public_url: string;
  /** Reads the UUID that stands for a click id. */
  uuidToClickId(uuid: string, keyOf: KeyOf): string | null;
}

interface StoreDeps {
  keyOf: KeyOf;
  learnKey(key_number: number): Promise<unknown>;
  stores?: StoreChecks | undefined;
}

const PINNED: StoreChecks = {
  signatures: new AppleSignatures(),
  public_url: "",
  uuidToClickId: () => null,
};

/** Reads a notification at a store's address; a click's key that isn't known here is looked up once, if `asks`. */
export async function readStore(
  raw: RawPostback,
  {
    address,
    source,
    asks,
  }: { address: Address; source: SourceConfig; asks: boolean },
  deps: StoreDeps,
): Promise<StoreReading> {
  const unknown = new Set<number>();
  const keyOf = (key_number: number) => {
    const key = deps.keyOf(key_number);
    if (key === undefined) unknown.add(key_number);
    return key;
  };
  const read = () =>
    readOnce(raw, { address, source, keyOf }, deps.stores ?? PINNED);
  const reading = read();
  if (!asks || unknown.size === 0) return reading;
  await Promise.all([...unknown].map((number) => deps.learnKey(number)));
  return read();
}

function readOnce(
  raw: RawPostback,
  {
    address,
    source,
    keyOf,
  }: { address: Address; source: SourceConfig; keyOf: KeyOf },
  { signatures, public_url, uuidToClickId }: StoreChecks,
): StoreReading {
  const { body, received_at } = raw;
  const clickOf = (text: string) => {
    const by_uuid = uuidToClickId(text, keyOf);
    if (by_uuid !== null) return by_uuid;
    const read = readClickId(text.trim(), keyOf);
    return read.kind === "valid" ? read.id : null;
  };
  const input = { body, received_at, source, clickOf };
  return address.store === "app_store"
    ? readAppStore({ ...input, signatures })
    : readPlay({
        ...input,
        note: storeNoteOf(raw),
        audience: playAudience(public_url),
      });
}

/** The audience of a source's own address; its key is left out, wherever audiences are compared or kept. */
export function playAudience(public_url: string): string {
  return `${publicAddress(public_url)}/v1/play/{key}`;
}

/** Why a source doesn't take what comes to this address; null if it does. */
export function faultOfStoreAddress(
  { store }: Address,
  source: SourceConfig | null,
): { step: string; refusal: Refusal } | null {
  if (source === null || source.preset === store) return null;
  if (store !== undefined) {
    const detail = `The source "${source.name}" has another preset than ${store}: its own address is another`;
    return { step: "source", refusal: refusal("unknown_source", detail) };
  }
  const is_shop = source.shop_secrets !== undefined;
  if (!isStore(source.preset) && !is_shop) return null;
  const who = is_shop ? "shop" : "store";
  const detail = `The source "${source.name}" takes only what its ${who} proves, at its own address`;
  return { step: "proof", refusal: refusal("missing_signature", detail) };
}

/** Why the sender's address isn't allowed; null if it is. */
export function faultOfStoreSender(
  source: SourceConfig,
  { ip }: RawPostback,
): Refusal | null {
  if (takesFrom(source, ip)) return null;
  const detail = `${ip.slice(0, 64)} is not among the addresses that this source takes postbacks from`;
  return refusal("sender_not_allowed", detail);
}

/** Adds the checks of a reading to the trace. */
export function traceStore(
  { steps, refused, ignored }: StoreReading,
  trace: Trace,
): void {
  for (const { step, found, looked_at } of steps) {
    trace.passed(step, found, looked_at);
  }
  if (refused !== null) trace.refused(refused.step, refused.refusal);
  else if (ignored !== null) trace.passed("status", ignored);
}

/**
 * How a store's notification is answered. A store sends again what isn't taken: Apple five times, which helps
 * where a setting is put right meanwhile; Google for days, so that what it proved is always taken, and
 * is kept to be judged again.
 */
export function storeAnswer(
  { store }: Address,
  { is_proven, refused }: StoreReading,
): AnswerStyle {
  if (refused === null) return "store";
  return is_proven && store === "google_play" ? "store" : "problem";
}

/** The dialect of a store's source: what stands in a notification isn't the source's to say. */
export function storeDialect(source: SourceConfig): Dialect {
  return {
    ...source,
    amount_unit: "major",
    decimal_comma: false,
    reversal_amount: "refunded",
    timezone: "UTC",
  };
}

/** The refusal of a test purchase that names a click that pays; null for any other. */
export function sandboxFault(
  store: StoreReading | null,
  found: ClickSearch,
): Refusal | null {
  if (store?.is_sandbox !== true || !found.ok) return null;
  if (isTestClick(found.click.fields)) return null;
  const detail =
    "A test purchase names a click that pays: it counts only with a test click";
  return refusal("sandbox_only", detail);
}
