import { factList, html, pageResponse, table } from "../../http/mod.ts";
import type { Report } from "./read_report.ts";

type Rows = (string | number | null)[][];

/** Renders a report as a self-contained page for printing. */
export function reportPage(report: Report): Response {
  const title = `Reconciliation with ${report.advertiser.name}`;
  const body = html`<h1>${title}</h1>
    ${facts(report)}
    <h2>Both sides</h2>
    ${bothSides(report)}
    <h2>Matched</h2>
    ${matched(report)}
    <h2>Breaks</h2>
    ${breaks(report)}
    <h2>The largest</h2>
    ${largest(report)}
    <h2>Since the run before</h2>
    ${changed(report)}
    <h2>What was done</h2>
    ${done(report)}`;
  return pageResponse(title, body);
}

function facts(report: Report) {
  const { statement, frame } = report;
  return factList([
    ["Advertiser", `${report.advertiser.name} (${report.advertiser.id})`],
    ["From", report.from],
    ["To", report.to],
    ["Statement", statement.file_name],
    ["SHA-256", statement.sha256],
    ["Received", `${statement.received_at} by ${statement.received_by}`],
    ["State", report.status],
    ["Matched", report.matched_at],
    ["Frame", frame === null ? null : frameText(frame, report.frame_confirmed)],
    ["Rows", String(report.rows)],
    ["Rows that stand twice", String(report.doubled_rows)],
    ["Conversions", String(report.conversions)],
    ["Reconciliation", report.id],
  ]);
}

function frameText(
  frame: NonNullable<Report["frame"]>,
  is_confirmed: boolean,
): string {
  const minutes = Math.abs(frame.offset_minutes);
  const sign = frame.offset_minutes < 0 ? "-" : "+";
  const two = (value: number) => String(value).padStart(2, "0");
  const zone = `UTC${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  const scale =
    frame.money_divisor === 1 ? "units" : `1/${frame.money_divisor}`;
  const certainty = frame.is_clear
    ? "clear"
    : is_confirmed
      ? "confirmed"
      : "not confirmed";
  return [zone, scale, frame.currency, `by ${frame.basis}`, certainty]
    .filter((part) => part !== null)
    .join(", ");
}

function bothSides({ currencies }: Report) {
  const rows: Rows = currencies.map((one) => [
    one.currency,
    one.ours,
    one.theirs,
    one.difference,
    one.breaks,
    one.unexplained,
    one.discrepancy_percent === null ? "–" : `${one.discrepancy_percent} %`,
    one.over_percent === null ? "under 2 %" : `over ${one.over_percent} %`,
  ]);
  return table(
    [
      { name: "Currency" },
      amount("Ours"),
      amount("Theirs"),
      amount("Difference"),
      amount("In breaks"),
      amount("Unexplained"),
      amount("Share"),
      { name: "Mark" },
    ],
    rows,
  );
}

function matched({ matches }: Report) {
  const rows: Rows = matches.map((one) => [
    one.tier,
    one.rule,
    one.rows,
    one.conversions,
    `${one.share_percent} %`,
  ]);
  const head = [
    { name: "Tier" },
    { name: "Rule" },
    amount("Rows"),
    amount("Conversions"),
    amount("Of all rows"),
  ];
  return rows.length === 0 ? html`<p>Nothing</p>` : table(head, rows);
}

function breaks({ breaks: given, states }: Report) {
  if (given.length === 0) return html`<p>None: both sides agree</p>`;
  const stands = (name: string | null) =>
    states
      .filter((one) => one.class === name)
      .map(({ state, count }) => `${count} ${state}`)
      .join(", ");
  const rows: Rows = given.flatMap((one) => {
    const money = one.money.length === 0 ? [NO_MONEY] : one.money;
    return money.map((sum, at) => [
      at === 0 ? one.class : "",
      at === 0 ? one.proposed : "",
      at === 0 ? one.count : "",
      sum.currency,
      sum.ours,
      sum.theirs,
      at === 0 ? stands(one.class) : "",
    ]);
  });
  const head = [
    { name: "Class" },
    { name: "Proposed" },
    amount("Count"),
    { name: "Currency" },
    amount("Ours"),
    amount("Theirs"),
    { name: "Of the class now" },
  ];
  return table(head, rows);
}

const NO_MONEY = { currency: "", ours: "", theirs: "" };

function largest({ largest: given }: Report) {
  if (given.length === 0) return html`<p>None</p>`;
  const rows: Rows = given.map((one) => [
    one.id,
    one.class,
    one.currency,
    one.ours,
    one.theirs,
    one.difference,
  ]);
  const head = [
    { name: "Break" },
    { name: "Class" },
    { name: "Currency" },
    amount("Ours"),
    amount("Theirs"),
    amount("Difference"),
  ];
  return table(head, rows);
}

function changed({ changed: given }: Report) {
  if (given === null) return html`<p>There is none before it</p>`;
  const rows: Rows = [
    ...given.appeared.map((one) => ["new", one.class, one.count]),
    ...given.gone.map((one) => ["gone", one.class, one.count]),
  ];
  if (rows.length === 0) return html`<p>The breaks are the same</p>`;
  return table([{ name: "" }, { name: "Class" }, amount("Count")], rows);
}

function done({ batches }: Report) {
  if (batches.length === 0) return html`<p>Nothing yet</p>`;
  const rows: Rows = batches.map((one) => [
    one.requested_at,
    one.requested_by,
    one.reason,
    outcomesText(one.totals),
    one.undone_at === null ? one.state : `${one.state} ${one.undone_at}`,
  ]);
  const head = [
    { name: "Asked" },
    { name: "By" },
    { name: "Why" },
    { name: "Outcome" },
    { name: "State" },
  ];
  return table(head, rows);
}

function outcomesText(totals: Record<string, unknown> | null): string {
  const outcomes = (totals?.["outcomes"] ?? {}) as Record<
    string,
    Record<string, number>
  >;
  return Object.entries(outcomes)
    .flatMap(([action, counts]) =>
      Object.entries(counts).map(
        ([result, count]) => `${count} ${action} ${result}`,
      ),
    )
    .join(", ");
}

function amount(name: string) {
  return { name, is_amount: true };
}
