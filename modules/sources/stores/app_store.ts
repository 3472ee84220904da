import { StepFault } from "../codes.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { AppleSignatures } from "./apple_chain.ts";
import {
  asObject,
  parseObject,
  textOf,
  timeOf,
  wholeOf,
} from "./json_fields.ts";
import type { JsonFields } from "./json_fields.ts";
import { readJws } from "./jws.ts";
import {
  clickIn,
  contentOf,
  decimalOf,
  given,
  goalParameters,
  readingOf,
  shown,
  wordOf,
} from "./store_reading.ts";
import type {
  ClickOf,
  PurchaseKind,
  StoreReading,
  StoreSource,
} from "./store_reading.ts";
import { REINSTATING } from "./store_types.ts";

/** A notification as it came, and what it is checked with. */
export interface AppStoreInput {
  body: Uint8Array | null;
  received_at: number;
  source: StoreSource;
  signatures: AppleSignatures;
  clickOf: ClickOf;
}

/** Reads an App Store server notification (V2) and checks Apple's signatures. */
export function readAppStore(input: AppStoreInput): StoreReading {
  return readingOf((reading) => check(reading, input));
}

function check(reading: StoreReading, input: AppStoreInput): void {
  const { source } = input;
  const body = parseObject(Buffer.from(input.body ?? []).toString("utf8"));
  const payload_text = textOf(body?.signedPayload);
  if (payload_text === null) {
    const detail =
      "The body is not JSON with a signedPayload, as Apple sends it";
    throw new StepFault("parse", "malformed", detail);
  }
  const payload = signedBy(payload_text, "signedPayload", input);
  reading.is_proven = true;
  reading.signed_at = timeOf(payload.signedDate) ?? input.received_at;
  const made_at = isoTime(reading.signed_at);
  note(reading, "signature", `Apple's, made at ${made_at}`);
  const subject = subjectOf(payload);
  checkApp(reading, subject, source);
  const type = textOf(payload.notificationType) ?? "";
  const subtype = textOf(payload.subtype);
  const label = subtype === null ? type : `${type}.${subtype}`;
  const uuid = textOf(payload.notificationUUID);
  reading.nonce = uuid === null ? null : `app-store ${uuid.slice(0, 200)}`;
  const word = wordOf(source, type, subtype);
  if (word === null) {
    reading.ignored = `${shown(label)} is no type that this version knows: it is kept`;
  } else if (source.status_map.get(word)?.status === "ignore") {
    reading.ignored = `${shown(label)} changes no sale`;
  } else {
    reading.reinstates = word === REINSTATING;
    readSale(reading, { subject, word, label }, input);
  }
}

/** Reads the transaction of a notification that changes a sale. */
function readSale(
  reading: StoreReading,
  {
    subject,
    word,
    label,
  }: { subject: JsonFields; word: string; label: string },
  input: AppStoreInput,
): void {
  const fail = (detail: string) =>
    new StepFault("transaction", "malformed", detail);
  const text = textOf(subject.signedTransactionInfo);
  if (text === null) {
    throw fail(
      `${shown(label)} came without its transaction (signedTransactionInfo)`,
    );
  }
  const transaction = signedBy(text, "signedTransactionInfo", input);
  checkTransaction(transaction, subject);
  const id = textOf(transaction.transactionId);
  if (id === null) throw fail("The transaction has no transactionId");
  const share = wholeOf(transaction.revocationPercentage);
  reading.content = contentOf([word, id, share]);
  if (transaction.inAppOwnershipType === "FAMILY_SHARED") {
    reading.ignored =
      "It is shared by a family: whoever paid has a transaction of their own";
    return;
  }
  const kind = kindOf(transaction);
  const product = textOf(transaction.productId) ?? "";
  note(
    reading,
    "transaction",
    `A ${kind} of ${shown(product)}, by ${label}`,
    id,
  );
  const token = tokenOf(transaction, subject, input);
  const click_id = clickIn(token, "appAccountToken", reading, input.clickOf);
  const purchase = { transaction, click_id, word, label, kind };
  const signed_at = reading.signed_at ?? input.received_at;
  reading.parameters = parametersOf(purchase, signed_at, input);
}

/** The token that the app put into the purchase, or into the subscription. */
function tokenOf(
  transaction: JsonFields,
  subject: JsonFields,
  input: AppStoreInput,
): string | null {
  const own = textOf(transaction.appAccountToken);
  const text = textOf(subject.signedRenewalInfo);
  if (own !== null || text === null) return own;
  const renewal = signedBy(text, "signedRenewalInfo", input);
  return textOf(renewal.appAccountToken);
}

function note(
  reading: StoreReading,
  step: string,
  found: string,
  looked_at?: string,
) {
  reading.steps.push({ step, found: found.toWellFormed(), looked_at });
}

/** The payload of a JWS that Apple signed, and not in the future. */
function signedBy(
  text: string,
  name: string,
  { signatures, received_at, source }: AppStoreInput,
): JsonFields {
  const jws = readJws(text);
  if (jws === null) {
    const detail = `${name} is no whole JWS of three parts`;
    throw new StepFault("signature", "bad_signature", detail);
  }
  const at_ms = timeOf(jws.payload.signedDate) ?? received_at;
  const verified = signatures.verify(jws, at_ms);
  if (!verified.ok) {
    const detail = `The signature of ${name} does not count: ${verified.why}`;
    throw new StepFault("signature", "bad_signature", detail);
  }
  if (at_ms > received_at + source.drift_seconds * 1000) {
    const detail = `${name} was signed at ${isoTime(at_ms)}, which is in the future`;
    throw new StepFault("signature", "stale_timestamp", detail);
  }
  return jws.payload;
}

/** The part of a notification that names its app; which one it is depends on the type. */
function subjectOf(payload: JsonFields): JsonFields {
  const of = (name: string) => asObject(payload[name]);
  const external = of("externalPurchaseToken");
  if (external !== null) {
    const id = textOf(external.externalPurchaseId) ?? "";
    const environment = id.startsWith("SANDBOX") ? "Sandbox" : "Production";
    return { ...external, environment };
  }
  return of("data") ?? of("summary") ?? of("appData") ?? {};
}

function checkApp(
  reading: StoreReading,
  subject: JsonFields,
  { store }: StoreSource,
): void {
  const fail = (
    code: "sender_not_allowed" | "sandbox_only",
    detail: string,
  ) => {
    throw new StepFault("app", code, detail);
  };
  const bundle_id = textOf(subject.bundleId) ?? "";
  const environment = textOf(subject.environment) ?? "";
  if (!store.bundle_ids.includes(bundle_id)) {
    const own = store.bundle_ids.map(shown).join(", ");
    fail(
      "sender_not_allowed",
      `It is of the app ${shown(bundle_id)}; the source takes ${own === "" ? "none yet (store.bundle_ids)" : own}`,
    );
  }
  reading.is_sandbox = environment !== "Production";
  if (reading.is_sandbox && !store.sandbox) {
    fail(
      "sandbox_only",
      `It is from the environment ${shown(environment)}; only a source with store.sandbox takes what isn't from Production`,
    );
  }
  if (!reading.is_sandbox && store.sandbox) {
    fail(
      "sender_not_allowed",
      "It is from Production; the source takes only the sandbox's (store.sandbox)",
    );
  }
  const app_id = wholeOf(subject.appAppleId);
  if (
    !reading.is_sandbox &&
    (app_id === null || app_id !== store.app_apple_id)
  ) {
    const own = store.app_apple_id ?? "none yet (store.app_apple_id)";
    fail(
      "sender_not_allowed",
      `Its App Apple ID is ${app_id ?? "missing"}; the source takes ${own}`,
    );
  }
  note(reading, "app", `${bundle_id}, ${environment}`);
}

function checkTransaction(transaction: JsonFields, subject: JsonFields): void {
  for (const name of ["bundleId", "environment"]) {
    if (transaction[name] === subject[name]) continue;
    const found = textOf(transaction[name]) ?? "";
    const detail = `The transaction is of ${name} ${shown(found)}, its notification of another`;
    throw new StepFault("transaction", "sender_not_allowed", detail);
  }
}

/** The kind of a transaction, which its refund has as well. */
function kindOf(transaction: JsonFields): PurchaseKind {
  const { offerDiscountType, transactionReason } = transaction;
  if (offerDiscountType === "FREE_TRIAL") return "trial";
  const is_offer = wholeOf(transaction.offerType) !== null;
  if (is_offer && transaction.price === 0) return "trial";
  return transactionReason === "RENEWAL" ? "rebill" : "sale";
}

interface Purchase {
  transaction: JsonFields;
  click_id: string | null;
  word: string;
  label: string;
  kind: PurchaseKind;
}

function parametersOf(
  { transaction, click_id, word, label, kind }: Purchase,
  signed_at: number,
  { source }: AppStoreInput,
) {
  const product = textOf(transaction.productId);
  const is_end = source.status_map.get(word)?.status === "reversed";
  const at_ms = timeOf(
    is_end ? transaction.revocationDate : transaction.purchaseDate,
  );
  return [
    ...given("appAccountToken", click_id),
    ...given("transactionId", textOf(transaction.transactionId)),
    ...given(
      "originalTransactionId",
      textOf(transaction.originalTransactionId),
    ),
    ...given("notificationType", word),
    ...goalParameters(source, { word, product, kind }),
    ...given("price", is_end ? refundOf(transaction) : priceOf(transaction)),
    ...given("currency", textOf(transaction.currency)),
    // A renewal is told up to a day ahead of its time.
    ...given("purchaseDate", isoTime(Math.min(at_ms ?? signed_at, signed_at))),
    ...given("reason", is_end ? label.toLowerCase() : null),
    ...given("productId", product),
    ...given("storefront", textOf(transaction.storefront)),
  ];
}

const MICROS_PER_MILLI = 1_000n;
/** All of it, in thousandths of a percent. */
const WHOLE = 100_000;

/** The price in major units, which Apple writes in thousandths. */
function priceOf(transaction: JsonFields): string | null {
  const milli = wholeOf(transaction.price);
  return milli === null || milli < 0
    ? null
    : decimalOf(BigInt(milli) * MICROS_PER_MILLI);
}

/** The amount that was given back, where that is a part; null: all of it. */
function refundOf(transaction: JsonFields): string | null {
  const share = wholeOf(transaction.revocationPercentage);
  const milli = wholeOf(transaction.price);
  if (share === null || milli === null || share <= 0 || share >= WHOLE)
    return null;
  return decimalOf(
    (BigInt(milli) * MICROS_PER_MILLI * BigInt(share)) / BigInt(WHOLE),
  );
}
