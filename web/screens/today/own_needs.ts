import { api, ok } from "../../api/client.ts";
import { moneyText } from "../../ui/number_text.ts";
import type { Need } from "./need.ts";
import { readEach, readRefused } from "./needs.ts";
import type { ReadNeeds } from "./needs.ts";
import {
  detailsNeeds,
  endpointNeeds,
  heldNeeds,
  invoiceNeeds,
  offerNeeds,
  paymentNeeds,
  silentNeeds,
  statementNeeds,
} from "./own_waits.ts";
import type { Present } from "./own_waits.ts";

const MANY = "100";
const FEW = "20";

interface Asking extends Present {
  /** The affiliate or advertiser, as paths have it. */
  id: string;
  signal: AbortSignal;
}

/** Asks for all that waits for an affiliate. */
export async function readAffiliateNeeds(asking: Asking): Promise<ReadNeeds> {
  return await readEach([
    readEndpoints(asking),
    readDetails(asking),
    readPayments(asking),
    readOffers(asking),
    readOwnHeld(asking),
  ]);
}

/** Asks for all that waits for an advertiser. */
export async function readAdvertiserNeeds(asking: Asking): Promise<ReadNeeds> {
  return await readEach([
    readSilent(asking),
    readRefused(asking.now_ms, asking.signal),
    readStatements(asking),
    readImports(asking),
    readInvoices(asking),
  ]);
}

async function readEndpoints({ id, signal }: Asking): Promise<Need[]> {
  const params = { path: { id }, query: { limit: MANY } };
  const at = "/api/v1/affiliates/{id}/postbacks";
  const { data } = await ok(api.GET(at, { params, signal }));
  return endpointNeeds(data);
}

async function readDetails({ id, signal }: Asking): Promise<Need[]> {
  const params = { path: { id } };
  const { data } = await ok(
    api.GET("/api/v1/affiliates/{id}/balance", { params, signal }),
  );
  return detailsNeeds(
    data
      .filter((one) => one.next_payment.missing_details === true)
      .filter((one) => Number(one.payable) > 0)
      .map((one) => `${moneyText(one.payable)} ${one.currency}`),
  );
}

async function readPayments({ signal, ...present }: Asking): Promise<Need[]> {
  const query = { sort: "-settled_at", limit: FEW } as const;
  const { data } = await ok(
    api.GET("/api/v1/payments", { params: { query }, signal }),
  );
  return paymentNeeds(data, present);
}

async function readOffers({ signal, ...present }: Asking): Promise<Need[]> {
  const [offers, links] = await Promise.all([
    ok(
      api.GET("/api/v1/offers", {
        params: { query: { sort: "-created_at", limit: MANY } },
        signal,
      }),
    ),
    ok(
      api.GET("/api/v1/links", { params: { query: { limit: MANY } }, signal }),
    ),
  ]);
  const linked = new Set(
    links.data.flatMap(({ campaign_id, smart }) => [
      ...(campaign_id === null ? [] : [campaign_id]),
      ...(smart ?? []).map((target) => target.campaign_id),
    ]),
  );
  return offerNeeds(offers.data, linked, present);
}

async function readOwnHeld({ signal }: Asking): Promise<Need[]> {
  return heldNeeds(await ok(api.GET("/api/v1/risk/held", { signal })));
}

async function readSilent({ id, signal, ...present }: Asking): Promise<Need[]> {
  const params = { path: { id }, query: { limit: MANY } };
  const [sources, health] = await Promise.all([
    ok(api.GET("/api/v1/advertisers/{id}/sources", { params, signal })),
    ok(api.GET("/api/v1/advertisers/{id}/sources/health", { params, signal })),
  ]);
  return silentNeeds(sources.data, health.data, present);
}

async function readStatements(asking: Asking): Promise<Need[]> {
  const { signal, ...present } = asking;
  const query = { sort: "-id", limit: FEW } as const;
  const { data } = await ok(
    api.GET("/api/v1/reconciliations", { params: { query }, signal }),
  );
  return statementNeeds("statements", data, present);
}

async function readImports({ signal, ...present }: Asking): Promise<Need[]> {
  const query = { sort: "-id", limit: FEW } as const;
  const { data } = await ok(
    api.GET("/api/v1/imports", { params: { query }, signal }),
  );
  return statementNeeds("imports", data, present);
}

async function readInvoices({ signal, ...present }: Asking): Promise<Need[]> {
  const query = { state: "open", sort: "due_at", limit: FEW } as const;
  const { data } = await ok(
    api.GET("/api/v1/invoices", { params: { query }, signal }),
  );
  return invoiceNeeds(data, present);
}
