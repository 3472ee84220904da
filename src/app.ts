import { Elysia } from "elysia";
import {
  accessRoutes,
  admit,
  callerOf,
  createSigning,
} from "../modules/access/mod.ts";
import type { Mailer, Passwords } from "../modules/access/mod.ts";
import {
  associationRoutes,
  campaignRoutes,
  findExternalIds,
} from "../modules/campaigns/mod.ts";
import type { AffiliateDeps, Configuration } from "../modules/campaigns/mod.ts";
import { clickRoutes, isDataCentre } from "../modules/clicks/mod.ts";
import type { ClickParts, ClickRoutesDeps } from "../modules/clicks/mod.ts";
import {
  ExternalIds,
  Idempotency,
  RequestRules,
  RowRules,
  tagOf,
} from "../modules/http/mod.ts";
import { ticksMs } from "../modules/kernel/mod.ts";
import type {
  Cidr,
  Clock,
  Report,
  SealKey,
  Tracer,
} from "../modules/kernel/mod.ts";
import { auditRoutes } from "../modules/audit/mod.ts";
import { bellRoutes } from "../modules/bells/mod.ts";
import { noticeRoutes } from "../modules/notices/mod.ts";
import { payoutRoutes, writePaymentDetails } from "../modules/payouts/mod.ts";
import {
  deliveryRoutes,
  testReceiverRoutes,
} from "../modules/deliveries/mod.ts";
import {
  inboundRoutes,
  backfillRoutes,
  forwardRoutes,
  checklistRoutes,
  troubleshootRoutes,
} from "../modules/postbacks/mod.ts";
import { shadowRoutes } from "../modules/shadow/mod.ts";
import { signUpRoutes } from "../modules/sign_up/mod.ts";
import { linkedSheetRoutes, sourceRoutes } from "../modules/sources/mod.ts";
import type {
  PostbackCounts,
  PostbackParts,
  Receiver,
} from "../modules/postbacks/mod.ts";
import type { SenderDeps } from "../modules/deliveries/mod.ts";
import {
  heldRoutes,
  investigationRoutes,
} from "../modules/investigation/mod.ts";
import { riskRoutes } from "../modules/risk/mod.ts";
import { moveRoutes } from "../modules/moves/mod.ts";
import { reconciliationRoutes } from "../modules/reconciliation/mod.ts";
import type { ReconciliationParts } from "../modules/reconciliation/mod.ts";
import { liveRoutes, reportRoutes } from "../modules/reports/mod.ts";
import type { Live, Reports } from "../modules/reports/mod.ts";
import { savedReportRoutes } from "../modules/saved_reports/mod.ts";
import { traceRoutes } from "../modules/trace/mod.ts";
import { Admission } from "./admission.ts";
import { ApiEdge } from "./api_edge.ts";
import { AuthorNames } from "./author_names.ts";
import { ANSWER_TAGS, API, apiRoutes, appRoute } from "./api_routes.ts";
import { withListFormats } from "./list_formats.ts";
import type { Handlers } from "./listening.ts";
import type { Metrics } from "./metrics/read_metrics.ts";
import { pageRoutes, redirectToApp } from "./pages/page_routes.ts";
import { fixedPages } from "./pages/load_pages.ts";
import type { Pages } from "./pages/load_pages.ts";
import { problemResponse } from "./problem_response.ts";
import { requestLog } from "./request_log.ts";
import { refuseUndecoded } from "./undecoded_path.ts";
import {
  FieldCuts,
  keepNarrowed,
  refuseUnnarrowed,
  RoleCut,
  RowCuts,
} from "./role_cut.ts";
import { notesFault } from "./read_replica/read_place.ts";
import { ReplicaReads } from "./read_replica/replica_reads.ts";
import type { ReadReplica } from "./read_replica/read_replica.ts";
import { systemRoutes } from "./system_routes.ts";
import type { SystemDeps } from "./system_routes.ts";
import { taskRoutes } from "./task_routes.ts";
import type { TaskRoutesDeps } from "./task_routes.ts";
import { tracedHandlers } from "./tracing/traced_handlers.ts";
import { conversionRoutes } from "../modules/conversions/mod.ts";

export interface AppDeps extends SystemDeps, TaskRoutesDeps, ClickRoutesDeps {
  metrics: Metrics;
  /** Absent where nothing is traced. */
  tracer?: Tracer | undefined;
  postbacks: PostbackParts;
  postback_counts: PostbackCounts;
  reconciliation: ReconciliationParts;
  reports: Reports;
  live: Live;
  clock: Clock;
  configuration: Configuration;
  default_timezone: string;
  default_currency: string;
  old_clicks: ClickParts["old_clicks"];
  receiver: Receiver;
  /** Prices conversions that waited for an exchange rate. */
  priceHeld(): Promise<number>;
  allowed_targets: readonly Cidr[];
  seal_key: SealKey;
  sender: SenderDeps;
  /** Whether visitors' addresses are kept whole. */
  keeps_addresses: boolean;
  addressOf(request: Request): string;
  /** The UUID that stands for a click id where only a UUID fits. */
  clickIdToUuid(click_id: string): string | null;
  passwords: Passwords;
  /** Whether anybody may apply to become an affiliate. */
  sign_up: "open" | "closed";
  /** The pages; by default they are made once. */
  pages?: Pages | undefined;
  /** Secret of the link that makes the first admin. */
  setup_secret: string;
  /** Absent where everything is read from the primary. */
  replica?: ReadReplica | undefined;
  /** Absent where no mail is sent. */
  mailer?: Mailer | undefined;
  logError(line: string, error: unknown, request_id?: string): void;
  report?: Report | undefined;
  requestIdOf(request: Request): string | undefined;
  adopt(page: Request, whole: Request): void;
  /** Copies what is known of a request to the one derived from it. */
  handOn(from: Request, to: Request): void;
}

/** The app: the routes of all modules, and the document that describes them. */
export function createApp(deps: AppDeps) {
  const rows = new RowCuts(API, () => app.routes.map(appRoute));
  const app = moduleRoutes(deps, rows);
  return app.use(apiRoutes(() => app.routes));
}

/** The app, and the conventions of the API in front of it. */
export function openApp(
  deps: AppDeps,
): Pick<Handlers, "app" | "api" | "answered"> {
  const app = createApp(deps);
  const routes = app.routes.map(appRoute);
  const rules = new RequestRules(routes, API);
  const reads = replicaReads(deps, rules);
  const answering = withListFormats({
    ...deps,
    app: reads?.of(app) ?? app,
    rules,
    descriptions: API,
    handOn(whole, page) {
      deps.handOn(whole, page);
      keepNarrowed(page, whole);
    },
    // Here, not where the page is handled: that may be on the replica, which may not know the caller yet.
    async admitPage(whole, page) {
      deps.adopt(page, whole);
      keepNarrowed(page, whole);
      if (callerOf(whole) !== undefined) await admit(deps, page);
    },
  });
  const api = new ApiEdge({
    ...deps,
    changed: async (answer, caller) =>
      (await reads?.markChange(answer, caller)) ?? answer,
    app: new RoleCut({
      ...deps,
      app: answering,
      rules: new RowRules(routes, API),
    }),
    admission: new Admission(deps, rules),
    idempotency: new Idempotency({
      ...deps,
      ticksMs,
      sleep: (ms) => Bun.sleep(ms),
      failed: deps.logError,
    }),
    external_ids: new ExternalIds(routes, API, (references) =>
      findExternalIds(deps.db, references),
    ),
  });
  const { report, metrics } = deps;
  const answered = requestLog(report, rules, metrics.requests);
  return tracedHandlers({ app, api, answered }, deps.tracer, rules);
}

function replicaReads(
  { replica, public_url }: AppDeps,
  rules: RequestRules,
): ReplicaReads | undefined {
  if (replica === undefined) return undefined;
  const is_secure = public_url.startsWith("https:");
  return new ReplicaReads({ replica, rules, descriptions: API, is_secure });
}

/** Answers an error; one of the replica is only noted, for the primary is asked then. */
function refusalOf(
  { logError, requestIdOf }: AppDeps,
  error: unknown,
  request: Request,
): Response {
  if (notesFault(error)) return new Response(null, { status: 503 });
  return problemResponse(error, logError, requestIdOf(request));
}

/** Resources that the scopes of tokens name. */
const RESOURCES = [
  ...new Set(Object.keys(API).map((key) => tagOf(key.split(" ")[1] ?? ""))),
];

/** The routes of all modules. `onError` comes first: it doesn't apply to routes added before it. */
function moduleRoutes(deps: AppDeps, rows: RowCuts) {
  const cuts = new FieldCuts(API);
  const names = new AuthorNames(deps.db, API);
  const parties = {
    ...deps,
    writePaymentDetails: (
      ...[tx, affiliate_id, details]: Parameters<
        AffiliateDeps["writePaymentDetails"]
      >
    ) => writePaymentDetails(tx, deps, { affiliate_id, details }),
  };
  const signing = createSigning(deps);
  const { pages = fixedPages() } = deps;
  return new Elysia({
    normalize: false,
    // Otherwise Elysia looks for the path after the host's fourth character, and misses it when the
    // host is short.
    handler: { standardHostname: false },
  })
    .onError(({ error, request }) => refusalOf(deps, error, request))
    .use(pageRoutes({ pages }))
    .use(systemRoutes(deps))
    .use(inboundRoutes({ ...deps, openBare: redirectToApp }))
    .use(testReceiverRoutes(deps))
    .use(associationRoutes(deps))
    .onBeforeHandle(refuseUndecoded)
    .onBeforeHandle(refuseUnnarrowed)
    .onAfterHandle((context) => names.answer(context))
    .onAfterHandle((context) => cuts.answer(context))
    .onAfterHandle((context) => ANSWER_TAGS.answer(context))
    .use(taskRoutes(deps))
    .use(accessRoutes({ ...deps, signing, resources: () => RESOURCES }))
    .use(auditRoutes(deps))
    .use(noticeRoutes(deps))
    .use(campaignRoutes(parties))
    .use(bellRoutes(deps))
    .use(
      signUpRoutes({
        ...parties,
        addressFacts: (ip) => ({
          country: deps.geo.country(ip),
          is_data_centre: isDataCentre(ip, deps.geo.asn(ip)),
        }),
      }),
    )
    .use(clickRoutes(deps))
    .use(payoutRoutes({ ...deps, confirmCaller: signing.confirm }))
    .use(riskRoutes(deps))
    .use(investigationRoutes(deps))
    .use(heldRoutes(deps))
    .use(conversionRoutes(deps))
    .use(backfillRoutes(deps))
    .use(forwardRoutes(deps))
    .use(deliveryRoutes(deps))
    .use(sourceRoutes(deps))
    .use(
      linkedSheetRoutes({
        ...deps,
        sheetPage: async (...asked) => (await pages.load()).page(...asked),
      }),
    )
    .use(troubleshootRoutes(deps))
    .use(checklistRoutes(deps))
    .use(reconciliationRoutes(deps))
    .use(movingRoutes(deps))
    .use(reportRoutes(deps))
    .use(liveRoutes({ ...deps, seenRows: (...asked) => rows.of(...asked) }))
    .use(savedReportRoutes(deps))
    .use(traceRoutes({ ...deps, sources: deps.postbacks.sources }));
}

/** The routes for a network that moves in. */
function movingRoutes(deps: AppDeps) {
  const { conversions } = deps.postbacks;
  return new Elysia({ name: "moving" })
    .use(moveRoutes({ ...deps, conversions }))
    .use(shadowRoutes(deps));
}
