import type { Mutation } from "./mutation.ts";

const CONVERSIONS = "modules/conversions";
const PIXEL = "modules/postbacks/pixel";
const TESTS = ["tests/journeys/pixel_test.ts"];

/** Mutations of what pages report, and of where a domain's lost visitors go. */
export const PAGE_MUTATIONS: readonly Mutation[] = [
  {
    name: "a page's sale is approved as its goal says",
    file: `${PIXEL}/claimed.ts`,
    text: 'status: "pending",',
    instead: "status: null,",
    tests: TESTS,
  },
  {
    name: "a page names a customer",
    file: `${PIXEL}/read_pixel.ts`,
    text: '"order_id", "amount", "currency"]',
    instead: '"order_id", "amount", "currency", "customer_id"]',
    tests: TESTS,
  },
  {
    name: "a page's sales count among those of its click",
    file: `${CONVERSIONS}/working_set.ts`,
    text: 'return dedupe_key.startsWith(CLAIM) && status !== "approved";',
    instead: "return false && dedupe_key === status;",
    tests: TESTS,
  },
  {
    name: "a page's sale keeps the order from the click that proves it",
    file: `${CONVERSIONS}/find_same.ts`,
    text: "  const dedupe_key = claimKey(event);\n  const order =",
    instead:
      "  const dedupe_key = event.order_id === null ? claimKey(event) : `o:${event.order_id}`;\n  const order =",
    tests: TESTS,
  },
  {
    name: "a page's amount stays where its sale is proven",
    file: `${CONVERSIONS}/events/sale_context.ts`,
    text: "recorded.confirm(claim, { ...row, id, version, recorded_at });",
    instead:
      "recorded.confirm(claim, { ...row, id, version, recorded_at, amount_micros: before.amount_micros });",
    tests: TESTS,
  },
  {
    name: "a click may be claimed without end",
    file: "modules/postbacks/read/sender_limits.ts",
    text: "[this.#claims_of_clicks, click_id, CLAIM_OF_CLICK_RATE],",
    instead: "[this.#claims_of_clicks, null, CLAIM_OF_CLICK_RATE],",
    tests: TESTS,
  },
  {
    name: "the network's fallback comes before the domain's",
    file: "modules/clicks/click_recorder.ts",
    text: "network_fallback: visit.domain_fallback ?? network_fallback,",
    instead: "network_fallback: network_fallback ?? visit.domain_fallback,",
    tests: ["tests/journeys/domains_test.ts"],
  },
  {
    name: "a domain's fallback leads to a domain",
    file: "modules/campaigns/domains/domain.ts",
    text: "if (to === null || (to !== host && !configuration.domains.has(to))) return;",
    instead:
      "if (to === null || to !== host || configuration.domains.has(to)) return;",
    tests: ["tests/journeys/domains_test.ts"],
  },
];
