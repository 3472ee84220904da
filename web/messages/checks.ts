/** A check of a postback: its name, its input, and what passes. */
interface CheckWords {
  name: string;
  looked_at: string;
  expected: string;
}

/** Checks by the steps of a trace, in their order. */
const CHECKS: Readonly<Record<string, CheckWords>> = {
  parse: {
    name: "Readable",
    looked_at: "Address and body",
    expected: "Parameters that can be told apart",
  },
  source: {
    name: "Source",
    looked_at: "Address it was sent to, token, click",
    expected: "One source of one advertiser",
  },
  rate: {
    name: "Rate",
    looked_at: "How much the source sends",
    expected: "No more than it may",
  },
  address: {
    name: "Sender's address",
    looked_at: "The address it came from",
    expected: "One that the source allows",
  },
  token: {
    name: "Token",
    looked_at: "The token that was sent",
    expected: "The source's own",
  },
  signature: {
    name: "Signature",
    looked_at: "The signature and its time",
    expected: "One by a key of the source, and fresh",
  },
  proof: {
    name: "Proof",
    looked_at: "Address, token, signature",
    expected: "As much as the source requires",
  },
  app: {
    name: "App",
    looked_at: "The app, the ad network and its source identifier",
    expected: "Installs that a campaign takes",
  },
  form: {
    name: "Form",
    looked_at: "Which of the MMP's forms it is",
    expected: "An install, an event with its name, or a rejected one",
  },
  did_win: {
    name: "Ad that won",
    looked_at: "Whether this ad led to the install",
    expected: "One that did",
  },
  link: {
    name: "Link",
    looked_at: "The source identifier",
    expected: "One affiliate's link",
  },
  value: {
    name: "Value",
    looked_at: "The conversion value and its window",
    expected: "A value that the campaign names",
  },
  install: {
    name: "Install",
    looked_at: "Package and times of the install",
    expected: "The campaign's app, at times that were",
  },
  names: {
    name: "Names",
    looked_at: "Names of the parameters",
    expected: "Each meaning sent once",
  },
  click_id: {
    name: "Click id",
    looked_at: "The parameter that means the click",
    expected: "A click id that we gave out",
  },
  macros: {
    name: "Placeholders",
    looked_at: "Values in braces",
    expected: "None left unreplaced",
  },
  values: {
    name: "Values",
    looked_at: "Order, amount, currency, time",
    expected: "Values that can be read",
  },
  occurred_at: {
    name: "Time of sale",
    looked_at: "The time that was sent",
    expected: "A time, signed where that is required",
  },
  nonce: {
    name: "Sent once",
    looked_at: "The nonce",
    expected: "One that wasn't used for anything else",
  },
  click: {
    name: "Click",
    looked_at: "The click behind the id",
    expected: "A click of this advertiser's campaign",
  },
  campaign: {
    name: "Campaign",
    looked_at: "The campaign's state and days",
    expected: "One that takes conversions",
  },
  status: {
    name: "Status",
    looked_at: "The word for the state of the sale",
    expected: "A word that the source knows",
  },
  goal: {
    name: "Goal",
    looked_at: "The goal or event that was named",
    expected: "A goal of the campaign, or its default",
  },
  currency: {
    name: "Currency",
    looked_at: "The currency that was sent",
    expected: "The campaign's, or one with a rate",
  },
  mode: {
    name: "Mode",
    looked_at: "Whether it adds or changes",
    expected: "One that the goal allows",
  },
  same_event: {
    name: "Told before",
    looked_at: "Earlier postbacks of the order",
    expected: "None, or one that this may change",
  },
  transition: {
    name: "Change of status",
    looked_at: "The conversion's status",
    expected: "A status that may follow it",
  },
  parent: {
    name: "First goal",
    looked_at: "The conversion it follows",
    expected: "One that was recorded before",
  },
  window: {
    name: "Window",
    looked_at: "Time between click and sale",
    expected: "No more days than the goal allows",
  },
  max_per_click: {
    name: "Per click",
    looked_at: "Conversions of the click",
    expected: "Fewer than the goal allows",
  },
  conversion_rule: {
    name: "Rules",
    looked_at: "Rules for conversions",
    expected: "None that refuses it",
  },
  cap: {
    name: "Caps",
    looked_at: "Caps of the campaign and the affiliate",
    expected: "Room in each",
  },
  price: {
    name: "Price",
    looked_at: "The goal's prices on that day",
    expected: "A price for this affiliate",
  },
  payout_above_revenue: {
    name: "Payout",
    looked_at: "Payout and revenue",
    expected: "No more payout than revenue",
  },
};

/** A check in words; one without any is named as the trace has it. */
export function checkInWords(step: string): CheckWords {
  return CHECKS[step] ?? { name: step, looked_at: "–", expected: "–" };
}
