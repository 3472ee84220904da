import type { Mutation } from "./mutation.ts";

const SHOPS = "modules/sources/shops";
const PAYPAL = ["tests/journeys/shop_paypal_test.ts"];
const PROVIDERS = ["tests/journeys/shop_providers_test.ts"];
const STRIPE = ["tests/journeys/shops_stripe_test.ts"];

/** Mutations of what shops and payment providers tell. */
export const SHOP_MUTATIONS: readonly Mutation[] = [
  {
    name: "PayPal's certificate may stand at any host",
    file: `${SHOPS}/paypal_certificate.ts`,
    text: "const is_own = is_sandbox || LIVE_HOSTS.has(url.host);",
    instead: "const is_own = true;",
    tests: PAYPAL,
  },
  {
    name: "PayPal's certificate may be anybody's",
    file: `${SHOPS}/paypal_certificate.ts`,
    text: "if (!SIGNERS.test(leaf.subject))",
    instead: "if (false as boolean)",
    tests: PAYPAL,
  },
  {
    name: "PayPal is asked for as many certificates as anybody makes up",
    file: "modules/postbacks/shops/paypal_certificates.ts",
    text: "const RATE = { at_once: 5,",
    instead: "const RATE = { at_once: 500,",
    tests: PAYPAL,
  },
  {
    name: "a dispute and the reversal for it are subtracted both",
    file: `${SHOPS}/paypal.ts`,
    text: 'return `reversed-${order_id ?? ""}-${amount ?? ""}`;',
    instead: "return `reversed-${Math.random()}`;",
    tests: PAYPAL,
  },
  {
    name: "of several items of Adyen's the first counts alone",
    file: `${SHOPS}/adyen.ts`,
    text: "if (items.length < 2 || items.length > ITEMS_MAX) return [body];",
    instead: "if (items.length > 0) return [body];",
    tests: PROVIDERS,
  },
  {
    name: "a forged item hides behind one that is right",
    file: "modules/postbacks/inbound_routes.ts",
    text: "answer.status > worst.answered.answer.status",
    instead: "(false as boolean)",
    tests: PROVIDERS,
  },
  {
    name: "a payment of another shop's names the order of this one",
    file: "modules/postbacks/judge/references.ts",
    text: "          eq(postbacks.source_id, source_id),\n",
    instead: "",
    tests: STRIPE,
  },
  {
    name: "what comes to a sandbox's source is paid",
    file: "modules/postbacks/shops/read_shop.ts",
    text: "  reading.is_test ||= source.store.sandbox;\n",
    instead: "",
    tests: STRIPE,
  },
];
