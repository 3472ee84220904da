/**
 * Prints, as JSON, the product files in which something runs between a click and its redirect, and
 * between a signed postback and its answer. Needs the Postgres of `tests/run.ts`.
 */
import { Coverage } from "./coverage.ts";

const ROUNDS = 3;
const WARM_UPS = 3;

const coverage = new Coverage();
const { createTestDatabase, startTestService } = await import("../harness.ts");
const { setUp } = await import("../factory.ts");
const { makeSource, SECRET, signedUrl } = await import("../senders.ts");
const { AGENTS, drainAll } = await import("../visits.ts");

const database = await createTestDatabase();
const service = await startTestService(database);
try {
  const { api } = service;
  const { advertiser_id, affiliate_id, slug } = await setUp(api);
  await makeSource(api, advertiser_id, {
    require: "signature",
    secret: SECRET,
  });
  await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
    url: "http://127.0.0.1:9/?click={click_id}",
  });
  await service.configuration.refresh();

  const click_ids: string[] = [];
  for (let at = 0; at < WARM_UPS + ROUNDS; at += 1) {
    click_ids.push(await click(slug));
  }
  await drainAll(service);
  const ts = Math.floor(service.clock.nowMs() / 1000);
  const urls = click_ids.map((click_id, at) =>
    signedUrl(`/v1/postback?click_id=${click_id}&order_id=${at}&amount=49.90`, {
      ts,
    }),
  );
  for (let at = 0; at < WARM_UPS; at += 1) await postback(urls.pop());

  const of_click = await coverage.filesOf(ROUNDS, () => click(slug));
  const of_postback = await coverage.filesOf(ROUNDS, () =>
    postback(urls.pop()),
  );
  console.log(JSON.stringify({ click: of_click, postback: of_postback }));
} finally {
  await service.stop();
  await database.drop();
}

async function click(slug: string): Promise<string> {
  const answer = await fetch(`${service.url}/c/${slug}?sub1=a&click_ref=b`, {
    headers: { "user-agent": AGENTS.windows },
    redirect: "manual",
  });
  if (answer.status !== 302) throw new Error(`Got ${answer.status}, not 302`);
  const location = new URL(answer.headers.get("location") ?? "");
  return location.searchParams.get("click_id") ?? "";
}

async function postback(path: string | undefined): Promise<void> {
  const answer = await fetch(`${service.url}${path}`);
  const text = await answer.text();
  if (answer.status !== 201 || !text.includes('"recorded"')) {
    throw new Error(`Got ${answer.status}, not a conversion: ${text}`);
  }
}
