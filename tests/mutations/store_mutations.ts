import type { Mutation } from "./mutation.ts";

const CONVERSIONS = "modules/conversions";
const STORES = "modules/sources/stores";
const LOOKUPS = "modules/postbacks/stores";
const ONCE = "tests/journeys/app_store_once_test.ts";
const ORDERS = "tests/journeys/google_play_orders_test.ts";
const TURNS = `${CONVERSIONS}/transition_turns_test.ts`;

/** Mutations of what stores tell, and of Apple's installs. */
export const STORE_MUTATIONS: readonly Mutation[] = [
  {
    name: "a store's transaction is another sale in another campaign",
    file: `${CONVERSIONS}/find_same.ts`,
    text: "if (transaction === undefined || order_id === null) return null;",
    instead: "if (transaction !== undefined || order_id === null) return null;",
    tests: [ONCE],
  },
  {
    name: "an install of Apple's is another one in another campaign",
    file: `${CONVERSIONS}/find_same.ts`,
    text: 'if (transaction === "install") return proof === "skan";',
    instead: 'if (transaction === "install") return false;',
    tests: ["tests/journeys/apple_installs_test.ts"],
  },
  {
    name: "a store's notification goes to the click that it names now",
    file: "modules/postbacks/read/check_store.ts",
    text: "if (click_id === null) return null;",
    instead: "if (click_id !== null) return null;",
    tests: [ONCE],
  },
  {
    name: "a refund of a purchase that doesn't count refunds another",
    file: `${CONVERSIONS}/events/judge_sale.ts`,
    text: "return row.order_id !== null && row.order_id !== order_id;",
    instead: "return false;",
    tests: [ONCE],
  },
  {
    name: "a store's refund after one that was undone is a duplicate",
    file: `${CONVERSIONS}/transition.ts`,
    text: "const is_later_turn = is_newer && isTurn(wish);",
    instead: "const is_later_turn = is_newer && isTurn(given) && false;",
    tests: [TURNS],
  },
  {
    name: "the time of a store's word that changes nothing is forgotten",
    file: `${CONVERSIONS}/transition.ts`,
    text: 'if (!is_later_turn || result.kind !== "duplicate") return result;',
    instead:
      'if (!is_later_turn || result.kind === "duplicate") return result;',
    tests: [TURNS],
  },
  {
    name: "a part that is refunded before its sale is known ends it",
    file: `${CONVERSIONS}/events/judge_sale.ts`,
    text: 'if (!waits || status !== "reversed") return null;',
    instead: 'if (waits || status !== "reversed") return null;',
    tests: ["tests/journeys/app_store_test.ts"],
  },
  {
    name: "a refund that Google has not processed counts",
    file: `${STORES}/play_purchase.ts`,
    text: 'state === "PROCESSED_SUCCESSFULLY"',
    instead: 'state !== "FAILED"',
    tests: ["tests/journeys/google_play_test.ts"],
  },
  {
    name: "a late renewal is booked under the latest order",
    file: `${STORES}/play_order.ts`,
    text: '> late_ms ? "dated" : "latest"',
    instead: '> late_ms ? "latest" : "latest"',
    tests: [ORDERS],
  },
  {
    name: "a late purchase is booked under the latest order",
    file: `${STORES}/play_order.ts`,
    text: 'if (type === "subscription.purchased") return "first";',
    instead: 'if (type === "subscription.purchased") return "latest";',
    tests: [ORDERS],
  },
  {
    name: "a purchase that was not found is never looked up again",
    file: `${STORES}/play_purchase.ts`,
    text: 'if (lookup?.kind !== "found") return true;',
    instead: 'if (lookup?.kind !== "found") return false;',
    tests: [ORDERS],
  },
  {
    name: "a price that its account could not read stays unknown",
    file: `${STORES}/play_purchase.ts`,
    text: 'return state === "pending" || (price === null && !is_trial);',
    instead: 'return state === "pending";',
    tests: [ORDERS],
  },
  {
    name: "a look-up that succeeds later is not kept",
    file: "modules/postbacks/receive/write_postbacks.ts",
    text: "if (rows.length === 0) return;\n  await updateRows(tx, postbacks, rows, {",
    instead:
      "if (rows.length > 0) return;\n  await updateRows(tx, postbacks, rows, {",
    tests: [ORDERS],
  },
  {
    name: "a slow source takes more than its share of look-ups",
    file: `${LOOKUPS}/lookup_share.ts`,
    text: "return this.#all < all_max && running < each_max;",
    instead: "return this.#all < all_max && running <= each_max;",
    tests: [`${LOOKUPS}/lookup_share_test.ts`],
  },
  {
    name: "Google's keys are asked for as often after each failure",
    file: `${LOOKUPS}/google_key_ring.ts`,
    text: "this.#failures++;",
    instead: "this.#failures = 0;",
    tests: [`${LOOKUPS}/google_key_ring_test.ts`],
  },
  {
    name: "an advertiser makes a plain source of a store's",
    file: "modules/sources/source_rights.ts",
    text: "if (!isStore(before) && !isShop(before)) return;",
    instead: "if (isStore(before) || isShop(before)) return;",
    tests: ["tests/journeys/own_sources_test.ts"],
  },
  {
    name: "an install whose click can't be read is answered without it",
    file: "modules/postbacks/inbound_routes.ts",
    text: "readClickFacts(db, [click_id]).catch(comeAgain);",
    instead:
      "readClickFacts(db, [click_id]).catch(() => new Map<string, never>());",
    tests: ["tests/journeys/app_install_fault_test.ts"],
  },
];
