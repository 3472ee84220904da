/** The printed parts of a report from the API. */
interface Report {
  id: string;
  advertiser: { name: string };
  from: string;
  to: string;
  status: string;
  rows: number;
  conversions: number;
  currencies: {
    currency: string;
    ours: string;
    theirs: string;
    difference: string;
    discrepancy_percent: string | null;
    over_percent: number | null;
  }[];
  matches: { rule: string; rows: number; share_percent: number }[];
  breaks: { class: string; proposed: string; count: number }[];
  largest: {
    id: string;
    class: string;
    currency: string;
    difference: string;
  }[];
}

/** Formats a report as lines. */
export function reportText(given: unknown): string[] {
  const report = given as Report;
  return [
    `reconciliation ${report.id}: ${report.status}`,
    `${report.advertiser.name}, ${report.from} to ${report.to}: ${report.rows} rows, ${report.conversions} conversions`,
    ...report.currencies.map(currencyText),
    ...report.matches.map(
      (one) =>
        `matched by ${one.rule}: ${one.rows} rows, ${one.share_percent} %`,
    ),
    ...report.breaks.map(
      (one) => `${one.class}: ${one.count}, proposed ${one.proposed}`,
    ),
    ...report.largest.map(
      (one) => `${one.id} ${one.class}: ${one.difference} ${one.currency}`,
    ),
  ];
}

function currencyText(one: Report["currencies"][number]): string {
  const { currency, ours, theirs, difference } = one;
  const share =
    one.discrepancy_percent === null ? "" : `, ${one.discrepancy_percent} %`;
  const mark = one.over_percent === null ? "" : `, over ${one.over_percent} %`;
  return `${currency}: ours ${ours}, theirs ${theirs}, difference ${difference}${share}${mark}`;
}
