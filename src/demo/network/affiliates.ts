/** An affiliate: how much it sends, how it is told of conversions, and how it is paid. */
export interface AffiliatePlan {
  name: string;
  email: string;
  weight: number;
  sources: readonly string[];
  body: Record<string, unknown>;
  /** Bank details; null if it hasn't given any. */
  details: Record<string, string> | null;
  /** How its endpoint behaves; null if it has none. */
  endpoint: "well" | "healed" | "failing" | null;
  /** Numbers of the campaigns that it may run. */
  campaigns: readonly number[];
}

const SEPA = { payment_method: "sepa", schedule: null };

/** Numbers of example accounts: their check digits are right, their owners aren't real. */
export const AFFILIATES: readonly AffiliatePlan[] = [
  {
    name: "Harbour Media",
    email: "pay@harbour.example",
    weight: 6,
    sources: ["newsletter", "banner", "sidebar"],
    body: { ...SEPA, min_payout: "25.00" },
    details: {
      holder: "Harbour Media GmbH",
      iban: "DE89370400440532013000",
      bic: "COBADEFFXXX",
    },
    endpoint: "well",
    campaigns: [0, 1, 2, 3, 4, 5],
  },
  {
    name: "Coupon Atlas",
    email: "finance@coupons.example",
    weight: 5,
    sources: ["coupon", "search", "homepage"],
    body: { ...SEPA, min_payout: "50.00" },
    details: {
      holder: "Coupon Atlas B.V.",
      iban: "NL91ABNA0417164300",
      bic: "ABNANL2A",
    },
    endpoint: "healed",
    campaigns: [0, 2, 3, 5],
  },
  {
    name: "Voltage Reviews",
    email: "billing@voltage.example",
    weight: 4,
    sources: ["review", "comparison"],
    body: { ...SEPA, min_payout: "25.00" },
    details: {
      holder: "Voltage Reviews SARL",
      iban: "FR1420041010050500013M02606",
    },
    endpoint: "well",
    campaigns: [0, 1, 3, 4],
  },
  {
    name: "Northlight Social",
    email: "money@northlight.example",
    weight: 4,
    sources: ["reels", "stories"],
    body: { payment_method: "paypal", min_payout: "20.00" },
    details: { email: "money@northlight.example" },
    endpoint: "failing",
    campaigns: [0, 4, 5],
  },
  {
    name: "Budget Compass",
    email: "office@budget.example",
    weight: 3,
    sources: ["guide", "calculator"],
    body: { ...SEPA, min_payout: "50.00" },
    details: {
      holder: "Budget Compass Öffentlichkeitsarbeit e. K.",
      iban: "AT611904300234573201",
    },
    endpoint: "well",
    campaigns: [2, 3],
  },
  {
    name: "Pixel Orchard",
    email: "hello@orchard.example",
    weight: 3,
    sources: ["stream", "discord"],
    body: { ...SEPA, min_payout: "25.00", payment_hold: true },
    details: { holder: "Pixel Orchard Oy", iban: "FI2112345600000785" },
    endpoint: null,
    campaigns: [3, 4],
  },
  {
    name: "Fern & Field",
    email: "hello@fern.example",
    weight: 2,
    sources: ["blog"],
    body: { ...SEPA, min_payout: "25.00" },
    details: null,
    endpoint: null,
    campaigns: [0, 2, 5],
  },
  {
    name: "Quiet Corner",
    email: "post@quiet.example",
    weight: 0.4,
    sources: ["letter"],
    body: { ...SEPA, min_payout: "100.00" },
    details: { holder: "Quiet Corner", iban: "BE68539007547034" },
    endpoint: null,
    campaigns: [0, 3, 5],
  },
];

/** People who wait to be let in. */
export const APPLICANTS = [
  {
    name: "Sunday Deals",
    email: "apply@sunday.example",
    website: "https://sunday.example/",
    answers: { traffic: "A weekly letter to 40,000 readers, and its archive." },
  },
  {
    name: "Trail & Tarmac",
    email: "hi@trail.example",
    website: "https://trail.example/",
    answers: { traffic: "Reviews of running shoes; most visitors search." },
  },
  {
    name: "Cheap Clicks 24",
    email: "sales@clicks24.example",
    website: "https://clicks24.example/",
    answers: { traffic: "All kinds." },
  },
];
