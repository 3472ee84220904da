/** Texts of a campaign's own settings: prices, caps, destinations and targeting. */
export const OF_CAMPAIGNS = {
  destination: "Where visitors go",
  destination_hint:
    "The shop's page. We add the click's id as click_id; {click_id} puts it elsewhere.",
  for_systems: "Systems",
  for_systems_hint:
    "Such as ios or android. Empty is all that no other one is for.",
  destination_unused: "Not used now: the campaign has destinations.",
  fallback: "Otherwise to",
  fallback_hint: "Where visitors go who aren't taken: over a cap, or paused.",
  currency: "Currency",
  currency_hint: "Three letters, such as USD. It can't be changed later.",
  open_to: "Open to",
  visibilities: {
    public: "every affiliate",
    request: "those who asked and were approved",
    private: "those whom we let in",
  },
  open_to_words: {
    public: "Every active affiliate may run it; those blocked here may not.",
    request: "Affiliates see it and ask; those approved may run it.",
    private: "Only affiliates who are let in here see it.",
  },
  lookback_days: "Days from click to sale",
  lookback_hint: "A later sale isn't accepted.",
  over_cap: "A conversion over a cap",
  over_cap_hint: "The advertiser pays for those that are accepted.",
  over_caps: {
    pending: "waits for a person",
    reject: "is rejected",
    unpaid: "counts, unpaid",
    accept: "is accepted",
  },
  deep_link_hosts: "Hosts of deep links",
  deep_link_hosts_hint: "Separated by commas, such as shop.example.",
  external_id: "Its id elsewhere",
  description: "Description for affiliates",
  terms: "Terms",
  terms_hint: "A change makes a new version, which affiliates accept anew.",
  when_it_runs: "When it runs",
  starts_at: "Begins",
  starts_hint: (timezone: string) =>
    `In the zone ${timezone}. Empty is as soon as it is active.`,
  ends_at: "Ends",
  ends_hint: "Later visitors go to the fallback. Empty is never.",
  days_zone: "Time zone of its days",
  days_zone_hint:
    "Of its caps and booked clicks, such as Europe/Berlin. Empty is the network's.",
  sales: "Which sales count",
  backfill_days: "Days for late sales",
  backfill_hint:
    "A later sale that is signed, with its order and time, waits for a person.",
  min_seconds: "Seconds from click to sale, at least",
  min_seconds_hint: "An earlier sale is refused. 0 is any.",
  money_between: "Currencies",
  paid_in: "Affiliates are paid in",
  paid_in_hint: "Three letters. Empty is each affiliate's own currency.",
  fx_spread: "Percent kept of an exchange",
  fx_spread_hint: "It stays in the margin where currencies differ.",
  click_param: "Parameter of the click's id",
  click_param_hint: "For addresses that have no {click_id}.",
  pass_query: "Other parameters of a link go on to the shop",
  asks_consent: "The shop's pages keep a click only with the visitor's consent",
  creatives: "Material for affiliates",
  creative_kind: "Kind",
  creative_kinds: {
    image: "image",
    video: "video",
    text: "text",
    landing: "landing page",
    file: "file",
  },
  add_creative: "Add material",
  drop_creative: "Remove this material",
  share_amount: "Affiliates see the amount of each sale",
  show_advertiser: "Affiliates see whose campaign it is",
  shadow: "Another tracker still pays",
  shadow_hint:
    "Sales are recorded, priced and compared, but not booked, and affiliates' postbacks stay silent.",
  allow_loss: "A payout may be above its revenue",
  allow_loss_hint: "Otherwise such a conversion waits as pending.",
  fixed_facts: (currency: string) =>
    `Money is in ${currency}. The advertiser and the currency of a campaign stay as they are.`,
  pause_happens:
    "New visitors go to the fallback, or see that the offer is over. Sales from earlier clicks still count.",
  start_happens: "From now on visitors of its links are taken and counted.",
  first_goal: "What counts, and what it pays",
  goal: "Goal",
  goal_key: "What counts",
  goal_key_hint: "A word that the advertiser will send, such as sale or lead.",
  new_conversions: "A new conversion",
  default_statuses: {
    pending: "waits to be approved",
    approved: "is approved at once",
  },
  advertiser_pays: "The advertiser pays",
  affiliate_gets: "The affiliate gets",
  rule_type: "How much",
  rule_types: {
    percent: "% of the sale",
    fixed: "a fixed amount",
    fixed_plus_percent: "an amount and % of the sale",
    percent_of_revenue: "% of what the advertiser pays",
    as_sent: "what the postback says",
    none: "nothing",
  },
  amount_in: (currency: string) => `Amount, ${currency}`,
  percent: "Percent",
  percent_of_sale: (percent: string) => `${percent}% of the sale`,
  percent_of_revenue: (percent: string) =>
    `${percent}% of what the advertiser pays`,
  as_sent: "what the postback says",
  pays_nothing: "nothing",
  as_goal: "as the goal",
  prices_lead:
    "An affiliate's own price precedes one for everybody, and of those the latest. A conversion keeps the price it was recorded with, refunds included.",
  default_goal: "where none is named",
  goal_facts: (goal: {
    default_status: "pending" | "approved";
    auto_approve_days: number | null;
    hold_days: number;
    dedupe: "order" | "click" | "every";
  }) =>
    [
      `A new conversion ${goal.default_status === "pending" ? "waits to be approved" : "is approved at once"}`,
      ...(goal.auto_approve_days === null
        ? []
        : [`is approved by itself after ${goal.auto_approve_days} days`]),
      ...(goal.hold_days === 0
        ? []
        : [`its money is on hold for ${goal.hold_days} days`]),
      {
        order: "each order counts once",
        click: "each click counts once",
        every: "every event counts",
      }[goal.dedupe],
    ].join("; ") + ".",
  prices_of: (goal: string) => `Who pays and gets what for ${goal}`,
  for_whom: "For whom",
  all_others: "Everybody else",
  every_goal: "(every goal)",
  from: "From",
  from_hint: (timezone: string) =>
    `Empty is now; else that day's beginning in ${timezone}.`,
  until: "Until",
  end: "End",
  end_price: "End this price",
  end_price_happens: (who: string, otherwise: string) =>
    `From then on this price doesn't count for ${who.toLowerCase() === "everybody" ? "anybody" : who}. What counts instead is the next price that fits, in the end the goal's own: ${otherwise}. Conversions recorded until then keep theirs.`,
  end_when: "When",
  end_whens: {
    now: "now",
    later: "at a time",
    never: "not at all: it goes on",
  },
  end_at_hint: (timezone: string) => `In the zone ${timezone}.`,
  end_never: "Let it go on",
  end_never_happens: "Its planned end is taken back.",
  remove_goal_happens:
    "It goes for good, with its prices and caps. A goal that has conversions isn't removed: what was booked by it stays.",
  remove_access_happens:
    "It is as if they had never asked, and they hear of it. Where approval is needed, their new visitors go to the fallback. What was booked stays.",
  remove_campaign_happens:
    "It takes no visitors from now on. With links, clicks or conversions it is archived: what was booked stays, and reports have it. Without any, it goes for good.",
  change_price: "Change the price",
  new_price: (goal: string) => `Another price for ${goal}`,
  what_happens: "What will happen",
  from_now: "From now on",
  from_then: (time: string, timezone: string) => `From ${time} (${timezone})`,
  gets_instead: (when: string, who: string, now: string, before: string) =>
    before === now
      ? `${when}, ${who === "Everybody" ? "every affiliate" : who} gets ${now} for each, as before.`
      : `${when}, ${who === "Everybody" ? "every affiliate" : who} gets ${now} for each, instead of ${before}.`,
  pays_instead: (now: string, before: string) =>
    now === before
      ? `The advertiser pays ${now}, as before.`
      : `The advertiser pays ${now}, instead of ${before}.`,
  older_keep: "Conversions recorded before then keep their price.",
  own_keep: (names: string) =>
    `These have prices of their own, and keep them: ${names}.`,
  tiers: "More from a number on",
  tiers_by: "Counted by",
  tiers_period: "Counted",
  tier_counts: { count: "approved conversions", volume: "sum of revenue" },
  tier_periods: { day: "a day", month: "a month", total: "in total" },
  tier_conversions: "conversions",
  tier: (from: string, unit: string, period: string, pays: string) =>
    `from ${from} ${unit} ${period}: ${pays}`,
  tier_from: "From this number on",
  add_tier: "Add a step",
  drop_tier: "Remove this step",
  for_one: "What counts for one affiliate",
  counts_now: "What counts now",
  not_approved: "This affiliate may not run the campaign as things are.",
  new_goal: "Add a goal",
  make_goal: "Make the goal",
  is_default_goal: "Counts where the postback names no goal",
  dedupe: "Counts",
  dedupes: {
    order: "each order once",
    click: "each click once",
    every: "every event",
  },
  goal_after: "Only after the goal",
  goal_after_hint: "The word of a goal that comes before. Empty is at once.",
  after_refund: "A fixed sum of a sale that is refunded in part",
  after_refunds: { keep: "stays whole", prorate: "shrinks with the sale" },
  goal_numbers: {
    auto_approve_days: "Days until it is approved by itself",
    hold_days: "Days on hold until it is payable",
    lookback_days: "Days from click to sale, if other than the campaign's",
    max_per_click: "At most, of one click",
  },
  caps: "Caps",
  caps_lead: (over: string) =>
    `A conversion over a cap ${over}. A visitor over a cap of clicks goes to the fallback.`,
  caps_table: "How much is used",
  caps_none: "No cap: there is no limit.",
  new_cap: "Add a cap",
  cap_of: "Of what",
  cap_metrics: {
    clicks: "Clicks",
    conversions: "Conversions",
    revenue: "Revenue",
    payout: "Payout",
  },
  cap_periods: { day: "a day", month: "a month", total: "in total" },
  limit: "At most",
  used: "Used",
  used_of: (used: string, limit: string) => `${used} of ${limit}`,
  left: "Left",
  over: "Over",
  resets: "Begins anew",
  only_goal: "Only of the goal",
  only_goal_hint: "Its word; empty is all.",
  only_affiliate: "Only of the affiliate",
  only_campaign: "Only of the campaign",
  change_cap: "Change the cap",
  change_cap_happens: (used: string, limit: string) =>
    `${used} of ${limit} are used. A new limit counts at once; what was judged over the old one stays as it was judged.`,
  remove_cap: "Remove the cap",
  remove_cap_happens: "From now on there is no limit of this kind.",
  destinations: "Destinations",
  destinations_table: "Where visitors go, by weight",
  one_destination: "All visitors go to",
  new_destination: "Add a destination",
  weight: "Weight",
  share: "Of visitors",
  change_weight: "Change the weight",
  weight_happens:
    "New visitors are shared by the weights that aren't paused. Visitors already sent aren't moved.",
  remove_destination: "Remove the destination",
  remove_destination_happens:
    "New visitors go to the others; without any, to the campaign's own address.",
  targeting: "Which visitors are taken",
  targeting_kinds: {
    countries: "Countries",
    devices: "Devices",
    os: "Systems",
  },
  targeting_hints: {
    countries: "Two letters each, such as DE, AT. Empty is all.",
    devices: "desktop, mobile, tablet, tv. Empty is all.",
    os: "windows, macos, ios, android, linux, chromeos. Empty is all.",
  },
  allow_only: "Only",
  deny: "Not",
  only_from: (words: string) => `only ${words}`,
  none_from: (words: string) => `not ${words}`,
  visitors: (words: string) =>
    `Visitors are taken: ${words}. All others go to the fallback.`,
  all_visitors: "All visitors are taken.",
} as const;
