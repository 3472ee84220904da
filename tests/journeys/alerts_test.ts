// An alert that names a metric which doesn't exist never rings. Each expression of the rules and of the
// dashboard is read by Prometheus' own grammar, and rules ring at faults that are planted.
import { afterAll, describe, expect, test } from "bun:test";
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import parsePrometheus from "parse-prometheus-text-format";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { METRICS } from "../../src/metrics/metric_list.ts";
import { PROBLEM_CODES } from "../../src/problems.ts";
import { page } from "../doc_pages.ts";
import { setUp } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import { makeSource } from "../senders.ts";

const TOKEN = "a_token_for_the_metrics_only";
const database = await createTestDatabase();
const owner = openDatabase(database.owner, { connections_max: 1 });

afterAll(async () => {
  await closeDatabase(owner);
  await database.drop();
});

interface Alert {
  alert: string;
  expr: string;
  for: string;
  labels: { severity: string; problem?: string };
  annotations: { summary: string; description: string; runbook: string };
}

const { groups } = Bun.YAML.parse(page("docs/operate/alerts.yml")) as {
  groups: { name: string; rules: Alert[] }[];
};
const ALERTS = groups.flatMap(({ rules }) => rules);

interface Panel {
  id: number;
  type: string;
  title: string;
  datasource?: { type: string; uid: string };
  gridPos: { h: number; w: number; x: number; y: number };
  targets?: { expr: string; datasource: { uid: string } }[];
}

const DASHBOARD = JSON.parse(page("docs/operate/grafana-dashboard.json")) as {
  schemaVersion: number;
  templating: { list: { name: string; type: string }[] };
  panels: Panel[];
};

/**
 * Problems that wake nobody: a setting that the start warns of, old keys of Google's, which mostly still count while messages wait
 * there, and a stop that somebody asked for.
 */
const WANTED = ["google_keys", "public_url", "stopping"];

/** Labels that Prometheus adds. */
const TARGET_LABELS = ["instance", "job"];

/** Label names by each metric's name, as Prometheus stores them. */
const STORED = new Map<string, string[]>([
  ["up", TARGET_LABELS],
  ...METRICS.flatMap(({ name, type, labels }): [string, string[]][] => {
    const all = [...labels, ...TARGET_LABELS];
    if (type !== "histogram") return [[name, all]];
    return [
      [`${name}_bucket`, [...all, "le"]],
      [`${name}_sum`, all],
      [`${name}_count`, all],
    ];
  }),
]);

/** Syntax errors, unknown metrics, and labels that no metric of the expression has. */
function faultsOf(expr: string): string[] {
  const text = expr.replaceAll("$__rate_interval", "5m");
  const faults: string[] = [];
  const metrics = new Set<string>();
  const labels = new Set<string>();
  const read = (node: SyntaxNode) => text.slice(node.from, node.to);
  parser.parse(text).iterate({
    enter({ node, type }) {
      if (type.isError) faults.push(`syntax at ${node.from}`);
      if (type.name === "Identifier") metrics.add(read(node));
      if (type.name === "LabelName") labels.add(read(node));
    },
  });
  if (metrics.size === 0) faults.push("no metric");
  for (const name of metrics) {
    if (!STORED.has(name)) faults.push(`no metric ${name}`);
  }
  const known = [...metrics].flatMap((name) => STORED.get(name) ?? []);
  for (const label of labels) {
    if (!known.includes(label)) faults.push(`no label ${label}`);
  }
  return faults;
}

describe("the reader of expressions", () => {
  test("finds what is wrong in one", () => {
    expect(faultsOf("tallyho_clicks_totals > 0")).toEqual([
      "no metric tallyho_clicks_totals",
    ]);
    expect(faultsOf('tallyho_breakers_open{by="x"} > 0')).toEqual([
      "no label by",
    ]);
    expect(faultsOf("sum by (kind) (tallyho_clicks_total)")).toEqual([
      "no label kind",
    ]);
    expect(faultsOf("sum(tallyho_clicks_total > 0")).not.toEqual([]);
  });
});

describe("the metrics", () => {
  test("have no label that Prometheus sets by itself, and so would rename", () => {
    const taken = METRICS.filter(({ labels }) =>
      labels.some((label) => TARGET_LABELS.includes(label)),
    );
    expect(taken).toEqual([]);
  });
});

describe("the alert rules", () => {
  test.each(ALERTS)(
    "$alert names metrics and labels that exist",
    ({ expr }) => {
      expect(faultsOf(expr)).toEqual([]);
    },
  );

  test("are complete: severity, time, text, and a section that says what to do", () => {
    const text = page("docs/operate/watching.md");
    const sections = [...text.matchAll(/^### (Tallyho\w+)$/gm)];
    expect(sections.map(([, name]) => name)).toEqual(
      ALERTS.map(({ alert }) => alert),
    );
    for (const one of ALERTS) {
      expect(["critical", "warning", "info"]).toContain(one.labels.severity);
      expect(one.for).toMatch(/^\d+[mh]$/);
      expect(one.annotations.summary).not.toBe("");
      expect(one.annotations.description.length).toBeGreaterThan(40);
      expect(one.annotations.runbook).toBe(
        `docs/operate/watching.md#${one.alert.toLowerCase()}`,
      );
    }
  });

  test("ring for each problem that /readyz knows, but for a wrong setting and a stop", () => {
    const rung = ALERTS.flatMap(({ labels }) => labels.problem ?? []);
    expect(rung.toSorted()).toEqual(
      PROBLEM_CODES.filter((code) => !WANTED.includes(code)).toSorted(),
    );
  });

  test("leave no problem of /readyz undocumented", () => {
    const text = page("docs/operate/watching.md");
    const rows = [...text.matchAll(/^\| `([a-z_]+)` +\| (?:yes|no) /gm)];
    expect(rows.map(([, code]) => code)).toEqual([...PROBLEM_CODES]);
  });
});

describe("the dashboard", () => {
  test("takes its data from the chosen Prometheus, in seven rows that don't overlap", () => {
    const { panels, templating, schemaVersion } = DASHBOARD;
    expect(schemaVersion).toBeGreaterThanOrEqual(38);
    expect(templating.list[0]).toMatchObject({
      name: "datasource",
      type: "datasource",
    });
    const rows = panels.filter(({ type }) => type === "row");
    expect(rows.map(({ title }) => title)).toEqual([
      ...["Visitors", "Postbacks", "Deliveries"],
      ...["Money", "Database", "Process", "Archive"],
    ]);
    const cells = new Set<string>();
    let area = 0;
    for (const { gridPos } of panels) {
      area += gridPos.w * gridPos.h;
      for (let x = 0; x < gridPos.w; x++) {
        for (let y = 0; y < gridPos.h; y++) {
          cells.add(`${gridPos.x + x} ${gridPos.y + y}`);
        }
      }
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    }
    expect(cells.size).toBe(area);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const sources = panels.flatMap(({ targets = [] }) =>
      targets.map(({ datasource }) => datasource.uid),
    );
    expect(new Set(sources)).toEqual(new Set(["${datasource}"]));
  });

  test("names metrics and labels that exist, and shows every metric", () => {
    const targets = DASHBOARD.panels.flatMap((one) => one.targets ?? []);
    const faults = targets.flatMap(({ expr }) =>
      faultsOf(expr).map((fault) => `${expr}: ${fault}`),
    );
    expect(faults).toEqual([]);
    const all = targets.map(({ expr }) => expr).join("\n");
    const unseen = METRICS.filter(({ name }) => !all.includes(name));
    expect(unseen.map(({ name }) => name)).toEqual([]);
  });
});

const SIMPLE = /^(\w+)(?:\{(\w+)="([^"]*)"\})? (==|>|<) ([\d.]+)$/;

/** Alerts that compare one metric with a number and are true of a scrape. */
function ringing(text: string): string[] {
  const families = new Map(
    parsePrometheus(text).map(({ name, metrics }) => [name, metrics]),
  );
  return ALERTS.flatMap(({ alert, expr }) => {
    const found = SIMPLE.exec(expr);
    if (found === null) return [];
    const [, name = "", label, is, operator = "", bound] = found;
    const rings = (families.get(name) ?? [])
      .filter(({ labels }) => label === undefined || labels?.[label] === is)
      .some(({ value }) => {
        const difference = Number(value) - Number(bound);
        if (operator === "==") return difference === 0;
        return operator === ">" ? difference > 0 : difference < 0;
      });
    return rings ? [alert] : [];
  });
}

const startWatched = () =>
  startTestService(database, { env: { TALLYHO_METRICS_TOKEN: TOKEN } });

async function scrapeOf({ url }: { url: string }): Promise<string> {
  const response = await fetch(`${url}/metrics`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  return await response.text();
}

async function scrape(clock_ms = 0): Promise<string> {
  const service = await startWatched();
  service.clock.advance(clock_ms);
  try {
    return await scrapeOf(service);
  } finally {
    await service.stop();
  }
}

const GROWS = /^sum\(rate\((\w+)\{(\w+)="([^"]*)"\}\[\w+\]\)\) > 0$/;

/** Alerts at a counter that grows, and does between two scrapes. Like Prometheus, only a series that is in both counts. */
function growing(before: string, after: string): string[] {
  const read = (text: string, [, name, label = "", is]: RegExpExecArray) => {
    const family = parsePrometheus(text).find((one) => one.name === name);
    return new Map(
      (family?.metrics ?? [])
        .filter(({ labels }) => labels?.[label] === is)
        .map(({ labels, value }) => [JSON.stringify(labels), Number(value)]),
    );
  };
  return ALERTS.flatMap(({ alert, expr }) => {
    const found = GROWS.exec(expr);
    if (found === null) return [];
    const began = read(before, found);
    const grows = [...read(after, found)].some(
      ([series, value]) => value > (began.get(series) ?? value),
    );
    return grows ? [alert] : [];
  });
}

describe("the rules on a scraped tracker", () => {
  test("ring at the first postback that fails for a fault of ours", async () => {
    const service = await startWatched();
    try {
      const { slug, advertiser_id } = await setUp(service.api);
      const source = await makeSource(service.api, advertiser_id);
      const click_id = await service.api.click(slug);
      while (await service.drain.runOnce());
      const quiet = await scrapeOf(service);
      const path = `/v1/postback/${source.key}?click_id=${click_id}`;
      const told = await service.api.fetch(`${path}&order_id=A-1`);
      expect(told.status).toBe(201);
      const well = await scrapeOf(service);
      expect(growing(quiet, well)).toEqual([]);
      await owner.$client.unsafe(
        "alter table conversion_versions rename to taken_away",
      );
      const failed = await service.api.fetch(`${path}&order_id=A-2`);
      expect(failed.status).toBe(503);
      await owner.$client.unsafe(
        "alter table taken_away rename to conversion_versions",
      );
      expect(growing(well, await scrapeOf(service))).toEqual([
        "TallyhoPostbacksFailing",
      ]);
    } finally {
      await service.stop();
    }
  });

  test("are silent where all is well, and ring at planted faults", async () => {
    const quiet = ringing(await scrape());
    expect(quiet.filter((name) => name !== "TallyhoEventLoopSlow")).toEqual([]);
    const service = await startTestService(database);
    const { api, clock } = service;
    const { affiliate_id } = await setUp(api);
    await service.stop();
    const at = new Date(clock.nowMs()).toISOString();
    await owner.$client.unsafe(`
      insert into open_breakers (origin, opened_at, probe_at, reason)
        values ('https://partner.example', '${at}', '${at}', 'HTTP 500');
      insert into endpoints (affiliate_id, url, statuses, enabled, disabled_reason, created_at)
        values (${affiliate_id}, 'https://partner.example/', '{approved}', false, 'It failed for days', '${at}'),
          (${affiliate_id}, 'https://other.example/', '{approved}', true, null, '${at}');
      insert into delivery_queue (delivery_id, endpoint_id, conversion_id, version, due_at, expires_at)
        select gen_random_uuid(), id, gen_random_uuid(), 1, '${at}', '2030-01-01' from endpoints;
      insert into job_runs (name, last_started_at, last_duration_ms, last_error)
        values ('audit_ledger', '${at}', 5, 'LedgerAuditError: The ledger does not hold'),
          ('audit_reports', '${at}', 5, null);
      insert into jobs (id, name, payload, state, due_at, created_at)
        values (gen_random_uuid(), 'replay_postbacks', '{}', 'failed', '${at}', '${at}')`);
    const rung = ringing(await scrape(3 * 86_400_000));
    expect(rung.filter((name) => name !== "TallyhoEventLoopSlow")).toEqual([
      "TallyhoDeliveriesLate",
      "TallyhoBreakersOpen",
      "TallyhoEndpointsOff",
      "TallyhoLedgerWrong",
      "TallyhoAuditOld",
      "TallyhoJobFailing",
      "TallyhoJobGivenUp",
    ]);
  });
});
