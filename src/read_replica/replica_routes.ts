import { rowSchemas } from "../../modules/http/mod.ts";
import type { RouteDescription } from "../../modules/http/mod.ts";

/** Routes that count or export something, besides the lists. */
const REPORTS: ReadonlySet<string> = new Set([
  "GET /api/v1/reports",
  "GET /api/v1/clicks/summary",
  "GET /api/v1/postbacks/summary",
  "GET /api/v1/reconciliations/:id/report",
  "GET /api/v1/ledger/verify",
]);

/** Lists that are read on the primary, by what their paths begin with. */
const OF_PRIMARY: readonly string[] = [
  // Who may do what: one who was locked out must be gone from the list.
  "/api/v1/users",
  "/api/v1/tokens",
  "/api/v1/sessions",
  "/api/v1/invitations",
  // Work that waits, runs, or has gone wrong.
  "/api/v1/jobs",
  "/api/v1/tasks",
  "/api/v1/bells",
  "/api/v1/incidents",
  // The ground of decisions about money.
  "/api/v1/affiliates/:id/balance",
  "/api/v1/affiliates/:id/entries",
  "/api/v1/payments",
  "/api/v1/payment-runs",
  "/api/v1/invoices",
  "/api/v1/periods",
  "/api/v1/reconciliations/:id/actions",
  "/api/v1/reconciliations/:id/batches",
  "/api/v1/imports/:id/actions",
  "/api/v1/imports/:id/batches",
];

/** Things that go on by themselves: who sees that one is done then looks at what it did. */
const MOVING: ReadonlySet<string> = new Set([
  "GET /api/v1/tasks/:id",
  "GET /api/v1/reconciliations/:id",
  "GET /api/v1/imports/:id",
]);

/** Whether a route may be read on a replica: lists, reports and exports. */
export function isReadThere(
  key: string,
  description: RouteDescription | undefined,
): boolean {
  if (REPORTS.has(key)) return true;
  if (!key.startsWith("GET ") || description === undefined) return false;
  const path = key.slice("GET ".length);
  const is_list = rowSchemas(description).length > 0;
  return is_list && !OF_PRIMARY.some((one) => isAtOrBelow(path, one));
}

/** Whether what a route shows changes by itself. */
export function isMoving(key: string): boolean {
  return MOVING.has(key);
}

function isAtOrBelow(path: string, top: string): boolean {
  return path === top || path.startsWith(`${top}/`);
}
