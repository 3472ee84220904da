// The log of a tracker: one line for each request but clicks, for each job, sign-in and failed
// delivery; none holds a secret.
import { expect, test } from "bun:test";
import { ListWorld } from "../list_world.ts";
import { RoleWorld } from "../role_world.ts";
import { PASSWORD, signedIn } from "../people.ts";
import { ADMIN_TOKEN, serviceForFile, TEST_KEY } from "../harness.ts";

const service = await serviceForFile();
const { api } = service;
const LINE_CHARS_MAX = 2_000;

interface Event {
  time: string;
  level: string;
  event: string;
  [field: string]: unknown;
}

function eventsOf(name: string): Event[] {
  return service.events
    .map((line) => JSON.parse(line) as Event)
    .filter(({ event }) => event === name);
}

/** Does something and returns the events of a name that it left. */
async function logged(
  name: string,
  act: () => Promise<unknown>,
): Promise<Event[]> {
  service.events.length = 0;
  await act();
  return eventsOf(name);
}

test("a request is logged by its route, with who asked and its id", async () => {
  const person = await signedIn(api, "manager");
  const [event] = await logged("request", () =>
    person.ask("GET", "/campaigns?status=active&q=secret-words"),
  );
  expect(event).toEqual({
    time: "2026-11-22T10:00:00.000Z",
    level: "info",
    event: "request",
    method: "GET",
    route: "/api/v1/campaigns",
    status: 200,
    ms: expect.any(Number),
    role: "manager",
    caller: `session ${person.id}`,
    request_id: expect.stringMatching(/^[\w-]+$/),
  });
});

test("a change says so, and a refused one doesn't", async () => {
  const made = await logged("request", () =>
    api.call("POST", "/advertisers", { name: "Shop" }),
  );
  expect(made).toMatchObject([{ route: "/api/v1/advertisers", change: true }]);
  const refused = await logged("request", () =>
    api.try("POST", "/advertisers", { name: "" }),
  );
  expect(refused).toMatchObject([{ status: 422 }]);
  expect(refused[0]).not.toHaveProperty("change");
});

test.each([
  ["/v1/postback/a-source-key?token=hidden", "/v1/postback/:key"],
  ["/nowhere/hidden?x=hidden", null],
  ["/api/v1/nowhere/hidden", null],
  ["/api/v1/campaigns/hidden", "/api/v1/campaigns/:id"],
])("a path is never logged: %s", async (path, route) => {
  const events = await logged("request", () =>
    fetch(`${service.url}${path}`).then((answer) => answer.text()),
  );
  expect(events).toMatchObject([{ route, role: null, caller: null }]);
  expect(service.events.join("\n")).not.toContain("hidden");
});

test("a click is not logged, and a probe only for debugging", async () => {
  expect(await logged("request", () => fetch(`${service.url}/c/none`))).toEqual(
    [],
  );
  const probes = await logged("request", () => fetch(`${service.url}/healthz`));
  expect(probes).toMatchObject([{ level: "debug", route: "/healthz" }]);
});

test("a request id can't forge a line", async () => {
  await logged("request", () =>
    fetch(`${service.url}/healthz`, {
      headers: { "x-request-id": 'x" , "level": "error' },
    }),
  );
  expect(service.events).toHaveLength(1);
  expect(eventsOf("request")[0]?.level).toBe("debug");
});

test("a sign-in is logged by user and address, and what was typed is not", async () => {
  const person = await signedIn(api, "manager");
  const ok = await logged("sign_in", () => person.signIn());
  expect(ok).toMatchObject([
    { level: "info", outcome: "ok", user_id: person.id, ip: "127.0.0.1" },
  ]);
  const wrong = await logged("sign_in", () => person.signIn("mistyped secret"));
  expect(wrong).toMatchObject([
    { level: "warn", outcome: "wrong_password", user_id: person.id },
  ]);
  expect(service.events.join("\n")).not.toContain("mistyped secret");
  const unknown = await logged("sign_in", () =>
    api.try("POST", "/session", {
      email: "my password typed here",
      password: "x",
    }),
  );
  expect(unknown).toMatchObject([{ outcome: "wrong_password", user_id: null }]);
  expect(service.events.join("\n")).not.toContain("typed here");
});

test("a job is logged with its outcome", async () => {
  const jobs = await api.call<{ data: { name: string }[] }>("GET", "/jobs");
  const name = jobs.data[0]?.name ?? "";
  const events = await logged("job", async () => {
    await api.call("POST", `/jobs/${name}/run`, {});
    await service.scheduler.runOnce();
  });
  expect(events.map(({ job }) => job)).toContain(name);
  for (const event of events) {
    expect(event).toMatchObject({ outcome: "done", level: "info" });
  }
});

test("the log of a whole network holds no secret, whatever it did", async () => {
  service.events.length = 0;
  const secrets = await keepSecrets(async () => {
    const world = await ListWorld.open(service);
    await RoleWorld.open(world);
    await service.deliverer.runOnce();
  });
  expect(eventsOf("delivery_failed").length).toBeGreaterThan(0);
  expect(secrets.length).toBeGreaterThan(10);
  const text = [...service.events, ...service.log].join("\n");
  const told = secrets.filter((secret) => text.includes(secret));
  expect(told).toEqual([]);
  for (const line of service.events) {
    expect(line.length).toBeLessThan(LINE_CHARS_MAX);
    expect(line).not.toMatch(/[?&]\w+=|bearer|cookie/i);
  }
});

/** Fields of answers that hold a secret; those of people's own links too. */
const SECRET = /^(?:secret|token|link|ticket|key|password|signing_secret)$/;

/** Collects every secret that requests and answers hold while something is done. */
async function keepSecrets(act: () => Promise<unknown>): Promise<string[]> {
  const secrets = new Set([ADMIN_TOKEN, TEST_KEY, PASSWORD, "a long password"]);
  const plain = api.fetch.bind(api);
  api.fetch = async <T>(path: string, init: RequestInit = {}) => {
    const answer = await plain<T>(path, init);
    collect(answer.body, secrets);
    if (typeof init.body === "string" && init.body.startsWith("{")) {
      collect(JSON.parse(init.body), secrets);
    }
    return answer;
  };
  try {
    await act();
  } finally {
    api.fetch = plain;
  }
  // Keys of goals are their names.
  return [...secrets].filter((one) => one.length > 8);
}

function collect(value: unknown, secrets: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, one] of Object.entries(value)) {
    if (typeof one === "string" && SECRET.test(name)) secrets.add(one);
    else collect(one, secrets);
  }
}
