/** Texts about making many things at once. */
export const BULK = {
  title: "Add many",
  lead: "From a sheet: its first row names the columns, each further row is one thing. You see what each row would do before anything is made.",
  what: "What is added",
  kinds: {
    affiliates: "Affiliates",
    advertisers: "Advertisers",
    campaigns: "Campaigns with their goals",
    goals: "Goals of campaigns",
    payouts: "Prices of goals",
    links: "Links",
  },
  columns: "Columns",
  columns_hint:
    "An empty cell leaves its field as it usually is. For an advertiser, a campaign or an affiliate, give its number, or external_id: followed by your own id.",
  prices_hint:
    "revenue is what the advertiser pays, payout what the affiliate gets: 12.50, 10%, 2 + 5%, 80% of revenue, as sent, or none.",
  payouts_hint:
    "A price without an affiliate_id is everybody's, and * as goal_key stands for every goal. What a row leaves out stays the goal's own.",
  goals_hint:
    "goal_key_2, revenue_2 and payout_2 are those of a second goal, _3 those of a third.",
  needed: (names: string) => `Needed: ${names}.`,
  drop: "Drop a CSV file here, or choose one",
  paste: "Or paste rows",
  paste_hint:
    "Separated by commas, semicolons or tabs, as a sheet copies them.",
  unknown: (names: string) =>
    `There is no column ${names}. Rename it, or take it out.`,
  missing: (names: string) => `The column ${names} is missing.`,
  too_many: (count: number, most: number) =>
    `There are ${count} rows, and ${most} are made at once: send them in parts.`,
  none: "There is no row below the names of the columns.",
  preview: (count: number) =>
    `${count} ${count === 1 ? "row" : "rows"}; the first as they are read`,
  row: "Row",
  row_number: (row: number) => `Row ${row}`,
  look: "See what each row would do",
  would: "What it would do",
  would_make: (count: number) => `${count} would be made`,
  more: (count: number) => `And ${count} more like these.`,
  makes: {
    affiliates: (name: string) => `Makes the affiliate ${name}`,
    advertisers: (name: string) => `Makes the advertiser ${name}`,
    campaigns: (name: string, advertiser: string, goals: string) =>
      `Makes the campaign ${name} of ${advertiser}. ${goals}`,
    goals: (campaign: string, goal: string) => `Adds to ${campaign}: ${goal}`,
    payouts: (campaign: string, affiliate: string | null, prices: string) =>
      `Another price in ${campaign} for ${affiliate ?? "everybody"}. ${prices}`,
    links: (affiliate: string, campaign: string) =>
      `Makes a link of ${affiliate} to ${campaign}`,
  },
  prices: (goal: string, revenue: string | null, payout: string | null) =>
    `${goal}: the advertiser pays ${revenue ?? "what the goal says"}, the affiliate gets ${payout ?? "what the goal says"}`,
  every_goal: "Every goal",
  its_currency: "in the campaign's currency",
  make: (count: number) => `Make ${count}`,
  make_good: (count: number) =>
    count === 1
      ? "Make only the one that isn't refused"
      : `Make only the ${count} that aren't refused`,
  change_sheet:
    "Change the refused rows in the sheet and paste it again, or leave them out.",
  all_refused: "Change the rows in the sheet and paste it again.",
  not_a_price:
    "is none of 12.50, 10%, 2 + 5%, 80% of revenue, as sent and none",
  none_made:
    "Nothing was made. Change the rows below in the sheet and paste it again.",
  made: (count: number, rows: string) =>
    count === 0
      ? "Nothing was made."
      : `${count} made: ${count === 1 ? "row" : "rows"} ${rows}.`,
  refused: (count: number) => `${count} refused`,
  field: "Column",
  why: "Why",
  open: "Open the list",
} as const;
