// An operator follows a slow postback into its transaction. The collector learns nothing of visitors or
// secrets, and one that hangs or refuses slows nobody.
import { afterAll, describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import type { TestService } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";
import { until } from "../until.ts";

const database = await createTestDatabase();
afterAll(() => database.drop());

interface Attribute {
  key: string;
  value: {
    stringValue?: string;
    intValue?: string;
    boolValue?: boolean;
    doubleValue?: number;
  };
}

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  events: { name: string; attributes: Attribute[] }[];
  status: { code: number };
}

interface Exported {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: { spans: Span[] }[];
  }[];
}

/** A collector on this machine that keeps what it is sent. */
class Collector {
  readonly texts: string[] = [];
  readonly headers: Headers[] = [];
  readonly #server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: async (request) => {
      if (new URL(request.url).pathname !== "/v1/traces") {
        return new Response(null, { status: 404 });
      }
      this.headers.push(request.headers);
      this.texts.push(await request.text());
      return await this.#answer();
    },
  });

  readonly #answer: () => Response | Promise<Response>;

  constructor(answer = (): Response | Promise<Response> => Response.json({})) {
    this.#answer = answer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  get exported(): Exported[] {
    return this.texts.map((text) => JSON.parse(text) as Exported);
  }

  get spans(): Span[] {
    return this.exported.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) =>
        scopeSpans.flatMap(({ spans }) => spans),
      ),
    );
  }

  async stop(): Promise<void> {
    await this.#server.stop(true);
  }
}

async function withTracker(
  collector: Collector,
  env: Record<string, string>,
  work: (service: TestService) => Promise<void>,
): Promise<TestService> {
  const service = await startTestService(database, {
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env },
  });
  try {
    await work(service);
  } finally {
    await service.stop();
  }
  return service;
}

function factsOf({ attributes }: { attributes: Attribute[] }) {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ?? value.boolValue ?? Number(value.intValue),
    ]),
  );
}

describe("traces", () => {
  test("go to the collector: redirect, postback with its checks, transaction, delivery and job", async () => {
    const collector = new Collector();
    const partner = new PartnerReceiver();
    const trace_id = "4bf92f3577b34da6a3ce929d0e0e4736";
    try {
      await withTracker(
        collector,
        {
          OTEL_SERVICE_NAME: "shop tracker",
          OTEL_EXPORTER_OTLP_HEADERS: "x-key=a%20secret",
        },
        async (service) => {
          const { api } = service;
          const { slug, affiliate_id } = await setUp(api);
          await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
            url: `${partner.url}/in?c={click_id}&token=partners-secret`,
          });
          const click_id = await api.click(slug);
          const query = new URLSearchParams({ click_id, order_id: "SECRET-1" });
          await fetch(`${service.url}/v1/postback?${query}`, {
            headers: { traceparent: `00-${trace_id}-00f067aa0ba902b7-01` },
          });
          await service.deliverer.runOnce();
          await api.call("POST", "/jobs/extend_ledger_chain/run");
          await service.scheduler.runOnce();
        },
      );
      const { spans } = collector;
      const named = (name: string) => spans.filter((one) => one.name === name);
      expect(named("redirect")).toHaveLength(1);
      const [request] = named("GET /v1/postback");
      expect(request).toMatchObject({
        traceId: trace_id,
        parentSpanId: "00f067aa0ba902b7",
        kind: 2,
      });
      const [postback] = named("postback");
      expect(postback?.parentSpanId).toBe(request?.spanId);
      expect(factsOf(postback ?? { attributes: [] })).toMatchObject({
        "tallyho.postback.outcome": "recorded",
      });
      expect(postback?.events.map(({ name }) => name)).toContain("click");
      const inside = named("transaction").filter(
        ({ parentSpanId }) => parentSpanId === postback?.spanId,
      );
      expect(inside.length).toBeGreaterThan(0);
      expect(named("delivery").map(factsOf)).toEqual([
        {
          "http.request.method": "GET",
          "http.response.status_code": 200,
          "tallyho.our_fault": false,
        },
      ]);
      expect(named("job extend_ledger_chain")).toHaveLength(1);
      for (const { startTimeUnixNano, endTimeUnixNano } of spans) {
        expect(BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano)).toBeTrue();
      }
      const [first] = collector.exported;
      expect(
        factsOf(first?.resourceSpans[0]?.resource ?? { attributes: [] }),
      ).toMatchObject({ "service.name": "shop tracker" });
      expect(collector.headers[0]?.get("x-key")).toBe("a secret");
      // Neither partners nor strangers are in them.
      const all = collector.texts.join("\n");
      for (const secret of ["SECRET-1", "partners-secret", "127.0.0.1"]) {
        expect(all).not.toContain(secret);
      }
      expect(partner.received[0]?.headers.get("traceparent")).toBeNull();
    } finally {
      await partner.stop();
      await collector.stop();
    }
  });

  test("are few where a share is set, and whole", async () => {
    const collector = new Collector();
    try {
      await withTracker(
        collector,
        { OTEL_TRACES_SAMPLER_ARG: "0" },
        async ({ api }) => {
          const { slug } = await setUp(api);
          const click_id = await api.click(slug);
          await api.postback({ click_id, order_id: "2" });
        },
      );
      expect(collector.spans).toEqual([]);
    } finally {
      await collector.stop();
    }
  });

  test.each([
    ["refuses", () => new Response("no", { status: 503 }), "it answered 503"],
    [
      "hangs",
      () => Promise.withResolvers<Response>().promise,
      "Traces don't reach",
    ],
  ])(
    "whose collector %s are dropped, said once, and slow nothing",
    async (_, answer, said) => {
      const collector = new Collector(answer);
      try {
        const service = await withTracker(
          collector,
          {},
          async ({ api, log }) => {
            const { slug } = await setUp(api);
            await until(
              "the collector was asked",
              () => collector.texts.length > 0,
            );
            const click_id = await api.click(slug);
            const answered = await api.postback({ click_id, order_id: "3" });
            expect(answered.status).toBeLessThan(202);
            if (said.includes("503")) {
              await until("it is said", () => log.join("\n").includes(said));
            }
          },
        );
        const lines = service.log.filter((line) =>
          line.startsWith("Traces don't reach"),
        );
        expect(lines.length).toBeLessThanOrEqual(1);
      } finally {
        await collector.stop();
      }
    },
  );
});
