import type { Configuration } from "../../campaigns/mod.ts";
import { refusal } from "../../sources/mod.ts";
import type { Address, Parameter, StoreReading } from "../../sources/mod.ts";
import type { ClickSearch, FoundClick } from "../judge/find_click.ts";
import type { References } from "../judge/references.ts";
import { describeSource, referredClick, search } from "./locate_sender.ts";
import type { Located } from "./locate_sender.ts";
import type { ReadPostback } from "./read_result.ts";
import { readWhole, refused } from "./read_whole.ts";
import type { EventEvidence } from "./resolve_event.ts";
import {
  faultOfStoreSender,
  sandboxFault,
  storeAnswer,
  storeDialect,
  traceStore,
} from "./store_notification.ts";

/** A store's notification with its source. */
interface StoreInput {
  address: Address;
  located: Located;
  parameters: readonly Parameter[];
  clicks: readonly FoundClick[];
  store: StoreReading;
  checks_nonce: boolean;
}

interface StoreDeps {
  configuration: Configuration;
  references: Pick<References, "click">;
}

/** Reads on what a store's notification says, once its proof was checked. */
export async function checkStore(
  read: ReadPostback,
  input: StoreInput,
  deps: StoreDeps,
): Promise<ReadPostback> {
  const { raw, trace } = read;
  const { located, address, store, clicks, parameters } = input;
  const { source } = located;
  trace.passed("source", describeSource(located, address));
  if (source === null) throw new Error("A store's source is always known");
  read.answer = storeAnswer(address, store);
  const not_allowed = faultOfStoreSender(source, raw);
  if (not_allowed !== null) return refused(read, "address", not_allowed);
  if (store.is_proven) read.proof = "signature";
  traceStore(store, trace);
  if (store.refused !== null) return refused(read, null, store.refused.refusal);
  if (store.ignored !== null) return { ...read, result: { kind: "ignored" } };
  const dialect = storeDialect(source);
  const booked = await bookedClick(input, deps);
  if (booked === null && store.needs_booked !== null) {
    const why = refusal("purchase_unknown", store.needs_booked);
    return refused(read, "purchase", why);
  }
  const found =
    booked ?? referredClick(located) ?? search({ parameters, clicks }, dialect);
  if (!found.ok && found.refusal.code === "missing_click_id") {
    trace.passed("click_id", "It names no click of ours: nobody referred it");
    return { ...read, result: { kind: "ignored" } };
  }
  const fault = sandboxFault(store, found);
  if (fault !== null) return refused(read, "click", fault);
  const evidence: EventEvidence = {
    source: {
      ...source,
      reversal_amount: "refunded",
      reinstate: source.reinstate || store.reinstates,
      undoes_refunds: store.reinstates,
      keeps_times: true,
    },
    proof: "signature",
    needed_proof: "signature",
    signed_at: store.signed_at,
    received_at: raw.received_at,
    nonce_key: null,
    content: store.content,
    sender_ip: raw.ip,
  };
  const whole = {
    ...{ address, located, parameters, found, dialect, evidence },
    sender_nonce: store.nonce,
    transaction: store.is_sandbox ? ("test" as const) : ("purchase" as const),
    content: store.content,
    checks_nonce: input.checks_nonce,
    install: null,
    reads_query: true,
  };
  return readWhole(read, whole, deps);
}

/** The click of the conversion that its transaction is already, whatever click it names now; null without one. */
async function bookedClick(
  { located, parameters, store }: StoreInput,
  { references }: StoreDeps,
): Promise<ClickSearch | null> {
  const { advertiser_id, dialect } = located;
  const [order] = dialect.names.only(parameters, "order_id");
  if (order === undefined || advertiser_id === null) return null;
  const click_id = await references.click({
    kind: "transaction",
    advertiser_id,
    order_id: order.value,
    is_test: store.is_sandbox,
  });
  if (click_id === null) return null;
  const by = "the conversion of its transaction";
  return referredClick({ ...located, referred: { click_id, by } });
}
