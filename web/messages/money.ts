/** Texts of the screens about money. */
export const MONEY = {
  places: "Parts of money",
  tabs: {
    balances: "Balances",
    runs: "Payment runs",
    payments: "Payments",
    invoices: "Invoices",
    ledger: "Ledger",
    adjustments: "Adjustments",
    rates: "Rates",
    periods: "Months",
  },
  currency: "Currency",
  amount: "Amount",
  affiliate: "Affiliate",
  advertiser: "Advertiser",
  campaign: "Campaign",
  state: "State",
  states: {
    draft: "draft",
    closed: "to be sent",
    open: "open",
    paid: "paid",
    failed: "failed",
    void: "void",
  },
  reason: "Reason",
  kind: "Kind",
  created: "Made",
  booked: "Booked",
  by: "By",
  count: "How many",
  csv: "CSV",
  choose: "Choose one",
  none_of_it: "nothing",
  // Balances
  balances_caption: "What is owed, by currency",
  accounts: {
    receivable_pending: "Advertisers owe, pending",
    receivable: "Advertisers owe",
    payable_pending: "Affiliates get, pending",
    payable: "Affiliates get",
    margin: "Margin",
    cash: "Cash",
    variance: "Let pass",
    fx: "Exchange",
  },
  balances_hint:
    "Every sum is exact. In files and the API, what affiliates get and the margin have the other sign.",
  balances_empty:
    "Nothing is booked yet. The first approved conversion begins the ledger.",
  affiliate_balance: "Of one affiliate",
  pending: "Pending",
  on_hold: "On hold",
  until: "until",
  payable: "Payable",
  in_payments: "In payments",
  paid: "Paid",
  next_payment: "Next payment",
  expected: "expected",
  why_not: "Why not",
  missing_details: "It has given no payment details yet.",
  no_balance: "Nothing was earned yet.",
  // Runs
  runs_empty:
    "No payment run was made yet. Try one above: nothing is stored before you say so.",
  run_new: "What is payable now",
  run_hint:
    "A dry run: it shows who would be paid how much, and why others wouldn't. Nothing is stored.",
  up_to: "Booked before",
  up_to_hint: "A day; what is booked on it stays for the next run.",
  min_amount: "At least",
  min_hint: "Empty: each affiliate's own minimum.",
  only_collected: "Only what advertisers have paid",
  make_run: (count: number) =>
    count === 1 ? "Make 1 draft payment" : `Make ${count} draft payments`,
  would_pay: "Would be paid",
  would_not_pay: "Wouldn't be paid",
  balance: "Balance",
  nothing_due: "Nothing is due by this day. Take a later one.",
  carried: {
    below_minimum: "Below its minimum",
    blocked: "Blocked",
    details_on_hold: "New payment details wait",
    not_positive: "It owes us, or nothing",
    payment_hold: "Payments to it are held",
  },
  run: "Payment run",
  run_of: (currency: string, day: string) => `${currency}, before ${day}`,
  payments_of_run: "Payments of the run",
  reference: "Reference",
  reference_hint: "As it stands on the bank statement.",
  details_asked:
    "The affiliate asked for a change. Until it counts, payments go to the details below.",
  details_hidden:
    "Only the last characters are shown, to the network too. The bank's file has them whole.",
  bank_file: "File for the bank",
  bank_hint:
    "SEPA credit transfers (pain.001.001.09) of the closed payments. A bank takes the same file only once.",
  bank_sum: (count: number) =>
    count === 1 ? "1 payment, together" : `${count} payments, together`,
  bank_none: "No closed payment can be in a SEPA file.",
  left_out: "Not in the file",
  debtor_name: "From whose account",
  debtor_iban: "IBAN",
  debtor_bic: "BIC",
  optional: "May stay empty.",
  execute_on: "Pay on",
  download_xml: "Download XML",
  download_csv: "Download CSV",
  // Payments
  payment: "Payment",
  payments_empty: "No payments here. A payment run makes them.",
  method: "Method",
  methods: { sepa: "SEPA", swift: "Bank transfer", paypal: "PayPal" },
  settled: "Settled",
  closed: "Closed",
  entries: "What is in it",
  entries_count: "Entries",
  carried_rest: "Below a cent, carried",
  summary: "By campaign and goal",
  goal: "Goal",
  ticked: (count: number) =>
    count === 0
      ? "Tick payments to do the same with several."
      : `${count} ticked`,
  tick_all: (count: number) => `Tick all ${count} open ones`,
  untick_all: "Tick none",
  and_more: (count: number) => `and ${count} more`,
  reference_or_why: "Reference or reason",
  refused: (done: number, refused: number) =>
    `${done} done, ${refused} refused`,
  why_hint: "The affiliate reads it.",
  steps: {
    close: {
      label: (count: number) =>
        count === 1 ? "Close the draft" : `Close ${count} drafts`,
      happens: (count: number) =>
        count === 1
          ? "What is in it is fixed, and the affiliate sees it as on its way. Then send the money, and record it as paid."
          : "What is in each is fixed, and the affiliates see them as on their way. Then send the money, and record it as paid.",
      agree: "Close",
    },
    pay: {
      label: (count: number) =>
        count === 1 ? "Record it as paid" : `Record ${count} as paid`,
      happens: (count: number) =>
        count === 1
          ? "The ledger books the money as gone, and the affiliate is told. This can't be undone."
          : "The ledger books the money as gone, and the affiliates are told. This can't be undone.",
      agree: "Record as paid",
    },
    fail: {
      label: (count: number) =>
        count === 1 ? "Record it as failed" : `Record ${count} as failed`,
      happens: (count: number) =>
        count === 1
          ? "No money is booked. What is in it is payable again, and goes into the next run."
          : "No money is booked. What is in them is payable again, and goes into the next run.",
      agree: "Record as failed",
    },
    void: {
      label: (count: number) => (count === 1 ? "Void it" : `Void ${count}`),
      happens: (count: number) =>
        count === 1
          ? "The payment is withdrawn. What is in it is payable again, and goes into the next run."
          : "The payments are withdrawn. What is in them is payable again, and goes into the next run.",
      agree: "Void",
    },
  },
  void: "Void it",
  why: "Why",
  sum_of_entries: "Sum of its entries",
  rest: "Below a cent, stays",
  // Invoices
  invoice: "Invoice",
  invoice_number: (number: number) => `Invoice ${number}`,
  invoices_empty:
    "No invoices here. Make one below: it bills what is approved and on no other invoice.",
  invoice_new: "Bill an advertiser",
  invoice_new_hint:
    "It bills what is approved in the period and on no other invoice. It can be voided later.",
  own_currency: "The advertiser's own",
  from: "From",
  to: "To, not included",
  bill: "Make the invoice",
  due: "Due",
  overdue: "Overdue",
  received: "Received",
  still_open: "Still open",
  ageing: "Open by age in days",
  ages: {
    current: "Not due",
    "1-30": "1–30",
    "31-60": "31–60",
    "61-90": "61–90",
    "90+": "Over 90",
  },
  print: "Print, or save as PDF",
  billed_to: "To",
  period: "Period",
  tax_id: "VAT number",
  vat: "VAT in %",
  vat_hint: "For the print: the ledger has the net amount.",
  net: "Net",
  seller: "Your name, address and VAT number",
  seller_hint: "At the head of the print; kept on this device.",
  vat_sum: (percent: string) => `VAT ${percent} %`,
  gross: "To be paid",
  reverse_charge: "VAT is owed by the recipient (reverse charge).",
  receipts: "Money received",
  receive: "Record money",
  date: "Date",
  lines: "Lines",
  quantity: "Number",
  // Ledger
  ledger_empty: "Nothing is booked in this selection.",
  ledger_caption: "Entries",
  entry: "Ledger entry",
  all_fields: "All fields",
  payable_from: "Payable from",
  was_released: "released",
  release: "Release it now",
  release_happens:
    "The money of this conversion that is on hold becomes payable, and goes into the next payment. This can't be undone.",
  released: (count: number) =>
    count === 1
      ? "Released: it is payable now."
      : `Released: ${count} entries of the conversion are payable now.`,
  accounts_changed: "What it changes",
  its_story: "The conversion's story",
  its_payment: "The payment that it is in",
  its_postback: "The postback that led to it",
  its_origin: "The entry that it corrects",
  its_correction: "An entry that corrects it",
  paid_clicks: "Paid clicks of the day, and each recount",
  day: "Day",
  clicks: "Clicks",
  verify: "Check the whole ledger",
  verify_good: (entries: number, conversions: number) =>
    `The ledger holds: ${entries} entries and ${conversions} conversions were added up again.`,
  verify_bad: "The ledger doesn't hold. The first difference:",
  // Adjustments
  adjustments_empty: "No adjustment was booked by hand yet.",
  adjust: "Book an adjustment",
  adjust_hint:
    "Entries are never changed: a correction is another entry, with its reason. Positive amounts are for the affiliate, or billed to the advertiser.",
  party: "For",
  an_affiliate: "an affiliate",
  an_advertiser: "an advertiser",
  conversion: "Conversion's id",
  is_pending: "pending",
  kinds: {
    bonus: "Bonus",
    advance: "Advance",
    correction: "Correction",
    write_off: "Write-off",
  },
  adjust_happens: (
    of: string,
    name: string,
    money: string,
    is_less: boolean,
  ) =>
    of === "affiliate"
      ? is_less
        ? `${money} is taken off what ${name} gets with its next payment.`
        : `${name} gets ${money} more, with its next payment.`
      : is_less
        ? `${name} owes ${money} less; its next invoice says so.`
        : `${name} owes ${money} more; its next invoice bills it.`,
  adjusted: "Booked. It stands in the list below.",
  void_invoice_hint:
    "Money recorded on it is taken back, and another invoice may bill its lines. Its number stays used.",
  book: "Book it",
  // Rates
  rates_empty: "No rates yet. Without them, money stays in its own currency.",
  rates_set: "Set the rates of a day",
  base: "One of",
  base_is: "1 unit of it costs",
  rate: "Rate",
  source: "Source",
  ecb: "The European Central Bank's file",
  ecb_hint: "eurofxref-hist-90d.xml, as it comes from the bank.",
  priced: (count: number) =>
    `Set. ${count} conversions that waited for it have their price now.`,
  set_rate: "Set",
  // Periods
  periods_empty: "No month is closed yet.",
  month: "Month",
  lock: "Close the month",
  lock_hint:
    "Nothing is booked into a closed month any more. Later changes to its sales go to the open month. This can't be undone.",
  locked: "Closed",
} as const;
