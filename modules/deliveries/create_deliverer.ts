import { isRepeatable, isRowFault } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import type { Configuration } from "../campaigns/mod.ts";
import { traced } from "../kernel/mod.ts";
import type { Clock, Report, Tracer } from "../kernel/mod.ts";
import { Deliverer } from "./deliverer.ts";
import { countedStore } from "./delivery_counts.ts";
import type { DeliveryCounts } from "./delivery_counts.ts";
import type { EndpointDirectory } from "./endpoints/endpoint_directory.ts";
import { postgresDeliveryStore } from "./postgres_delivery_store.ts";
import { switchOff } from "./switch_off.ts";
import type { WebhookDirectory } from "./webhooks/webhook_directory.ts";
import { tracedStore } from "./traced_store.ts";
import { sendRequest } from "./send_request.ts";
import type {
  OutgoingRequest,
  SenderDeps,
  SendResult,
} from "./send_request.ts";
import type { LoopDefinition } from "../scheduler/mod.ts";

export interface CreateDelivererDeps {
  db: Database;
  /** A pool that keeps plans, for claims and results; `db` if there is none. */
  queue_db?: Database | undefined;
  clock: Clock;
  configuration: Configuration;
  directory: EndpointDirectory;
  webhooks: WebhookDirectory;
  sender: SenderDeps;
  counts: DeliveryCounts;
  /** Whether visitors' addresses are kept whole. */
  keeps_addresses: boolean;
  /** Absent where nothing is traced. */
  tracer?: Tracer | undefined;
  random(): number;
  nudge(): void;
  failed(what: string, error: unknown): void;
  report?: Report | undefined;
}

/** Creates a deliverer on Postgres and HTTP. */
export function createDeliverer(deps: CreateDelivererDeps): Deliverer {
  const { db, configuration, directory, webhooks, sender } = deps;
  return new Deliverer({
    ...deps,
    store: countedStore(
      tracedStore(
        postgresDeliveryStore(db, {
          queue_db: deps.queue_db,
          clickColumns: () => directory.click_columns,
        }),
        deps.tracer,
      ),
      deps.counts,
    ),
    directory: { byId: (id) => directory.byId(id) ?? webhooks.byId(id) },
    names: configuration,
    ticks_ms: sender.ticks_ms,
    send:
      deps.tracer === undefined
        ? (request) => sendRequest(sender, request)
        : (request) => tracedSend(deps, request),
    switchOff: (id, reason) =>
      configuration.change((tx) => switchOff(tx, deps.clock, { id, reason })),
    isRepeatable,
    isRowFault,
  });
}

/** Sends a request in a span, which the partner isn't told of. */
async function tracedSend(
  { sender, tracer }: Pick<CreateDelivererDeps, "sender" | "tracer">,
  request: OutgoingRequest,
): Promise<SendResult> {
  const work = () => sendRequest(sender, request);
  const ended = ({ http_status, error, is_ours }: SendResult) => ({
    facts: {
      "http.request.method": request.method,
      ...(http_status === null
        ? {}
        : { "http.response.status_code": http_status }),
      "tallyho.our_fault": is_ours,
    },
    is_failed: error !== null,
  });
  return await traced(tracer, "delivery", work, { kind: "client", ended });
}

/** The loop to wake when a delivery may be due. */
export const DELIVER_LOOP = "deliver_postbacks";

/** Each instance's share of delivering. */
export function deliveryLoops(deliverer: Deliverer): LoopDefinition[] {
  return [
    {
      name: DELIVER_LOOP,
      poll_ms: 500,
      runOnce: () => deliverer.pump(),
    },
    {
      name: "expire_deliveries",
      poll_ms: 5_000,
      runOnce: () => deliverer.expire(),
    },
  ];
}
