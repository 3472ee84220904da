/** A sale as the shop knows it. */
export interface Sale {
  click_id: string;
  order_id: string;
  goal: string;
  /** Null where the goal has none, such as a sign-up. */
  amount: string | null;
  status: "pending" | "approved" | "rejected" | "reversed" | null;
}

/** A goal: its prices, and how often it is reached. */
export interface GoalPlan {
  key: string;
  name: string;
  body: Record<string, unknown>;
  /** Share of valid clicks that reach it. */
  rate: number;
  /** Smallest and largest sale in units of the currency. */
  amounts: readonly [number, number] | null;
  /** Share of the reached that is refused or refunded later. */
  lost: number;
}

export interface CampaignPlan {
  name: string;
  currency: string;
  destination_url: string;
  /** How much of the traffic is its. */
  weight: number;
  body: Record<string, unknown>;
  goals: readonly GoalPlan[];
}

/** An advertiser, its campaigns, and the dialect in which its server tells of sales. */
export interface AdvertiserPlan {
  name: string;
  body: Record<string, unknown>;
  source: Record<string, unknown>;
  /** The parameters of a postback. */
  say(sale: Sale): Record<string, string>;
  /** Whether its server tells of later changes; otherwise somebody here makes them. */
  tells_changes: boolean;
  /** Days before the end from which it sends nothing; 0 for never. */
  silent_days: number;
  campaigns: readonly CampaignPlan[];
}

const AFFISE_STATUS = { approved: "1", pending: "2", rejected: "3" };
export const AFFISE_TOKEN = "lumen-games-demo-token";

function filled(values: Record<string, string | null>): Record<string, string> {
  const entries = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as Record<string, string>;
}

function fixed(amount: string) {
  return { type: "fixed", amount };
}

function percent(share: string) {
  return { type: "percent", percent: share };
}

export const ADVERTISERS: readonly AdvertiserPlan[] = [
  {
    name: "Northwind Shoes",
    body: { currency: "USD", terms_days: 30, timezone: "America/New_York" },
    source: { name: "Shop" },
    say: ({ click_id, order_id, goal, amount, status }) =>
      filled({ click_id, order_id, goal, amount, status }),
    tells_changes: true,
    silent_days: 0,
    campaigns: [
      {
        name: "Winter boots",
        currency: "USD",
        destination_url: "https://shoes.example/winter",
        weight: 5,
        body: {
          visibility: "public",
          description: "Boots and shoes for cold feet. Cookie of 30 days.",
        },
        goals: [
          {
            key: "sale",
            name: "Sale",
            body: { revenue: percent("10"), payout: percent("7.5") },
            rate: 0.042,
            amounts: [45, 210],
            lost: 0.07,
          },
        ],
      },
      {
        name: "Running club",
        currency: "USD",
        destination_url: "https://shoes.example/club",
        weight: 2,
        body: {
          visibility: "request",
          terms: "No bids on our name. No mail to lists that were bought.",
        },
        goals: [
          {
            key: "signup",
            name: "Sign-up",
            body: { revenue: fixed("6.00"), payout: fixed("4.20") },
            rate: 0.07,
            amounts: null,
            lost: 0.02,
          },
        ],
      },
    ],
  },
  {
    name: "Meridian Bank",
    body: { currency: "EUR", terms_days: 45, timezone: "Europe/Berlin" },
    source: { name: "TUNE", preset: "tune" },
    say: ({ click_id, order_id, status }) =>
      filled({
        transaction_id: click_id,
        adv_sub: order_id,
        // The bank decides later whether an account was opened.
        status: status ?? "pending",
      }),
    tells_changes: true,
    silent_days: 0,
    campaigns: [
      {
        name: "Current account",
        currency: "EUR",
        destination_url: "https://bank.example/open",
        weight: 3,
        body: { visibility: "request", show_advertiser: true },
        goals: [
          {
            key: "account",
            name: "Account opened",
            body: {
              revenue: fixed("60.00"),
              payout: fixed("42.00"),
              default_status: "pending",
              hold_days: 7,
            },
            rate: 0.022,
            amounts: null,
            lost: 0.22,
          },
        ],
      },
    ],
  },
  {
    name: "Atlas Hosting",
    body: { currency: "EUR", terms_days: 14 },
    source: { name: "Everflow", preset: "everflow" },
    say: ({ click_id, order_id, amount }) =>
      filled({
        transaction_id: click_id,
        order_id,
        amount: amount?.replace(".", ",") ?? null,
      }),
    tells_changes: false,
    silent_days: 0,
    campaigns: [
      {
        name: "Shared hosting",
        currency: "EUR",
        destination_url: "https://hosting.example/start",
        weight: 3,
        body: { visibility: "public" },
        goals: [
          {
            key: "order",
            name: "Order",
            body: { revenue: percent("40"), payout: percent("30") },
            rate: 0.03,
            amounts: [48, 190],
            lost: 0.05,
          },
        ],
      },
    ],
  },
  {
    name: "Lumen Games",
    body: { currency: "USD", terms_days: 30, timezone: "Asia/Tokyo" },
    source: {
      name: "Affise",
      preset: "affise",
      require: "token",
      token: AFFISE_TOKEN,
    },
    say: ({ click_id, order_id, goal, amount, status }) =>
      filled({
        clickid: click_id,
        action_id: order_id,
        goal,
        sum: amount,
        status:
          AFFISE_STATUS[status as keyof typeof AFFISE_STATUS] ??
          AFFISE_STATUS.approved,
        secure: AFFISE_TOKEN,
      }),
    tells_changes: false,
    silent_days: 0,
    campaigns: [
      {
        name: "Island Builder",
        currency: "USD",
        destination_url: "https://games.example/island",
        weight: 4,
        body: { visibility: "public" },
        goals: [
          {
            key: "install",
            name: "Install",
            body: {
              revenue: fixed("2.40"),
              payout: fixed("1.70"),
              default: true,
            },
            rate: 0.11,
            amounts: null,
            lost: 0.03,
          },
          {
            key: "deposit",
            name: "Deposit",
            body: { revenue: percent("20"), payout: percent("14") },
            rate: 0.018,
            amounts: [5, 60],
            lost: 0.08,
          },
        ],
      },
    ],
  },
  {
    name: "Oak & Linen",
    body: { currency: "GBP", terms_days: 30, timezone: "Europe/London" },
    source: { name: "Own server" },
    say: ({ click_id, order_id, goal, amount, status }) =>
      filled({ click_id, order_id, goal, amount, status }),
    tells_changes: true,
    silent_days: 2,
    campaigns: [
      {
        name: "Bedding",
        currency: "GBP",
        destination_url: "https://linen.example/beds",
        weight: 3,
        body: { visibility: "public" },
        goals: [
          {
            key: "sale",
            name: "Sale",
            body: { revenue: percent("12"), payout: percent("9") },
            rate: 0.09,
            amounts: [35, 180],
            lost: 0.06,
          },
        ],
      },
    ],
  },
];
