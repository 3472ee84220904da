/**
 * Benchmarks: `bun run bench all [NAMES]` writes the page `docs/benchmarks.md`; `bun run bench citus`, `clicks`, `deliveries`, `growth`, `money`, `pages`, `postbacks`, `reconcile`,
 * `report_ingest`, `reports`, `risk`, `risk_ingest`, `risk_size`, `start`, `workers`. Each prints a table with the machine and
 * the ratios of one run; none of them asserts a time.
 */
import { benchAll } from "./all.ts";
import { benchCitus } from "./citus.ts";
import { benchClicks } from "./clicks.ts";
import { benchDeliveries } from "./deliveries.ts";
import { benchGrowth } from "./growth.ts";
import { benchMoney } from "./money.ts";
import { benchPages } from "./pages.ts";
import { benchPostbacks } from "./postbacks.ts";
import { benchReconcile } from "./reconcile.ts";
import { benchReportExport } from "./report_export.ts";
import { benchReportIngest } from "./report_ingest.ts";
import { benchReports } from "./reports.ts";
import { benchRisk } from "./risk/bench_risk.ts";
import { benchRiskIngest } from "./risk_ingest.ts";
import { benchRiskSize } from "./risk_size.ts";
import { benchStart } from "./start.ts";
import { benchWorkers } from "./workers.ts";

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  citus: benchCitus,
  clicks: benchClicks,
  deliveries: benchDeliveries,
  growth: benchGrowth,
  money: benchMoney,
  pages: benchPages,
  postbacks: benchPostbacks,
  reconcile: benchReconcile,
  report_ingest: benchReportIngest,
  async reports() {
    await benchReports();
    await benchReportExport();
  },
  risk: benchRisk,
  risk_ingest: benchRiskIngest,
  risk_size: benchRiskSize,
  start: benchStart,
  workers: benchWorkers,
};

const [name = "", ...names] = process.argv.slice(2);
const bench = name === "all" ? () => benchAll(names) : BENCHES[name];
if (bench === undefined) {
  const known = ["all [NAMES]", ...Object.keys(BENCHES)].join("|");
  console.error(`Usage: bun run bench ${known}`);
  process.exit(2);
}
await bench();
