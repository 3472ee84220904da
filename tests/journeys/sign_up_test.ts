// A stranger applies to become an affiliate, learns nothing of who is here already, and is decided
// on with all that the network should know.
import { describe, expect, test } from "bun:test";
import { ApiClient } from "../api_client.ts";
import { serviceForFile, startTestService } from "../harness.ts";
import { createTestDatabase } from "../harness.ts";

const service = await serviceForFile();
const { api, clock } = service;

interface Application {
  id: string;
  email: string;
  status: string;
  notes: { code: string }[];
  affiliate_id: number | null;
  invitation: { url: string };
}
interface Refused {
  code: string;
  errors?: { field: string }[];
}

const nobody = new ApiClient(service.url, "");

async function applyAs(body: Record<string, unknown>) {
  clock.advance(600_000);
  return await nobody.fetch("/api/v1/applications", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Ines", ...body }),
  });
}

async function applicationsOf(email: string) {
  const { data } = await api.call<{ data: Application[] }>(
    "GET",
    `/applications?email=${encodeURIComponent(email)}`,
  );
  return data;
}

async function affiliatesOf(email: string) {
  const path = `/affiliates?q=${encodeURIComponent(email)}`;
  return (await api.call<{ data: object[] }>("GET", path)).data;
}

test("an application is approved once, with a link to sign in by", async () => {
  const email = "ines@travel.example";
  expect(await applyAs({ email })).toMatchObject({
    status: 202,
    body: { status: "received" },
  });
  const [waiting] = await applicationsOf(email);
  expect(waiting).toMatchObject({ status: "pending", affiliate_id: null });
  const at = `/applications/${waiting?.id}`;
  const both = await Promise.all([
    api.call<Application>("POST", `${at}/approve`),
    api.call<Application>("POST", `${at}/approve`),
  ]);
  const ids = new Set(both.map(({ affiliate_id }) => affiliate_id));
  expect(ids.size).toBe(1);
  expect(await affiliatesOf(email)).toHaveLength(1);
  const last = await api.call<Application>("POST", `${at}/approve`);
  const token = last.invitation.url.split("#")[1];
  const accepted = await nobody.fetch("/api/v1/invitations/accept", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, password: "eleven quiet rivers" }),
  });
  expect(accepted).toMatchObject({
    status: 201,
    body: { email, role: "affiliate", affiliate_id: last.affiliate_id },
  });
  const refused = await api.try<Refused>("POST", `${at}/refuse`, {
    reason: "late",
  });
  expect(refused.body.code).toBe("already_decided");
});

test("who is a user already is made no affiliate, and can still be refused", async () => {
  const email = "lena@travel.example";
  await api.call("POST", "/users", {
    email,
    password: "a long password",
    role: "manager",
  });
  await applyAs({ email });
  const [waiting] = await applicationsOf(email);
  const at = `/applications/${waiting?.id}`;
  const approved = await api.try<Refused>("POST", `${at}/approve`);
  expect(approved).toMatchObject({
    status: 409,
    body: { code: "already_exists" },
  });
  expect(await affiliatesOf(email)).toEqual([]);
  const [kept] = await applicationsOf(email);
  expect(kept).toMatchObject({ status: "pending", affiliate_id: null });
  const reason = "is one of ours";
  expect(await api.call("POST", `${at}/refuse`, { reason })).toMatchObject({
    status: "refused",
  });
});

test("the answer is the same whether an email is known or not", async () => {
  const known = "kim@travel.example";
  await api.call("POST", "/users", {
    email: known,
    password: "a long password",
    role: "manager",
  });
  const answers = [];
  for (const email of [known, "new@other.example", known, known, known]) {
    const { status, body } = await applyAs({ email });
    answers.push(JSON.stringify({ status, body }));
  }
  expect(new Set(answers).size).toBe(1);
  const kept = await applicationsOf(known);
  expect(kept).toHaveLength(3);
  const codes = kept[0]?.notes.map(({ code }) => code);
  expect(codes).toEqual(
    expect.arrayContaining(["country", "same_email", "same_address"]),
  );
});

test("others of its domain are noted, but not of one that everybody uses", async () => {
  for (const [email, is_noted] of [
    ["a@agency.example", false],
    ["b@agency.example", true],
    ["a@gmail.com", false],
    ["b@gmail.com", false],
  ] as const) {
    await applyAs({ email });
    const [row] = await applicationsOf(email);
    const codes = row?.notes.map(({ code }) => code) ?? [];
    expect([email, codes.includes("same_domain")]).toEqual([email, is_noted]);
  }
});

describe("the network's questions", () => {
  test("are shown to everybody, and must be answered", async () => {
    const questions = [
      { key: "traffic", label: "Where from?", required: true },
      { key: "note", label: "Anything else?", required: false },
    ];
    await api.call("PUT", "/sign-up-questions", { questions });
    const shown = await nobody.fetch("/api/v1/sign-up", {});
    expect(shown.body).toEqual({ questions });
    const email = "asked@travel.example";
    const fieldOf = async (answers: object) =>
      ((await applyAs({ email, answers })).body as unknown as Refused)
        .errors?.[0]?.field;
    expect(await fieldOf({})).toBe("answers.traffic");
    expect(await fieldOf({ traffic: "mail", other: "x" })).toBe(
      "answers.other",
    );
    const answers = { traffic: '=HYPERLINK("http://x")<script>' };
    expect((await applyAs({ email, answers })).status).toBe(202);
    const csv = await fetch(`${service.url}/api/v1/applications?q=asked`, {
      headers: { authorization: `Bearer ${api.token}`, accept: "text/csv" },
    });
    expect(await csv.text()).not.toMatch(/(^|,)"?=/m);
    await api.call("PUT", "/sign-up-questions", { questions: [] });
    const twice = [questions[0], questions[0]];
    const double = await api.try<Refused>("PUT", "/sign-up-questions", {
      questions: twice,
    });
    expect(double.body.errors?.[0]?.field).toBe("questions.1.key");
  });
});

test("a refusal keeps its reason, and a bad email is named", async () => {
  const email = "spam@travel.example";
  await applyAs({ email });
  const [row] = await applicationsOf(email);
  const at = `/applications/${row?.id}`;
  expect(
    await api.call("POST", `${at}/refuse`, { reason: "no site" }),
  ).toMatchObject({ status: "refused", reason: "no site" });
  const approved = await api.try<Refused>("POST", `${at}/approve`);
  expect(approved.body.code).toBe("already_decided");
  expect((await applyAs({ email: "x" })).status).toBe(422);
});

test("too many from one address are slowed down", async () => {
  clock.advance(86_400_000);
  const statuses = [];
  for (let at = 0; at < 6; at++) {
    const { status } = await nobody.fetch("/api/v1/applications", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: `n${at}@many.example`, name: "N" }),
    });
    statuses.push(status);
  }
  expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
});

test("where sign-up is closed there is nothing to apply to", async () => {
  const database = await createTestDatabase();
  const closed = await startTestService(database, {
    env: { TALLYHO_SIGN_UP: "closed" },
  });
  try {
    const stranger = new ApiClient(closed.url, "");
    expect((await stranger.fetch("/api/v1/sign-up", {})).status).toBe(404);
    const { status } = await stranger.fetch("/api/v1/applications", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "a@b.example", name: "A" }),
    });
    expect(status).toBe(404);
  } finally {
    await closed.stop();
    await database.drop();
  }
});
