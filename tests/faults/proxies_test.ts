// The configurations of proxies that the documents give, run as they are but for ports, names and certificates.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setUp } from "../factory.ts";
import { IS_LONG } from "../long.ts";
import { until } from "../until.ts";
import { ExternalPostgres } from "./external_postgres.ts";
import { TrackerDirectory } from "./tracker_process.ts";
import type { TrackerProcess } from "./tracker_process.ts";

const FILES = join(import.meta.dir, "..", "..", "docs", "operate", "files");
const DOMAINS = ["track.example", "go.example", "clicks.brand.example"];
/** The proxies are on this machine, and so are the visitors: their own address is another of its network. */
const TRUSTED = "127.0.0.1";
const VISITOR = "127.0.0.9";
const PATH = `${process.env.PATH ?? ""}:/usr/sbin`;

const directory = new TrackerDirectory();
const other = new TrackerDirectory();
let server: ExternalPostgres;
let settings: Record<string, string> = {};
let instances: TrackerProcess[] = [];

describe.skipIf(!IS_LONG)("two instances behind", () => {
  beforeAll(async () => {
    server = await ExternalPostgres.start(directory.base, "bundled");
    settings = {
      DATABASE_URL: await server.makeDatabase("proxied", "createrole"),
      TALLYHO_KEY: "the same for every instance of a network",
      TALLYHO_TRUSTED_PROXIES: TRUSTED,
    };
    instances = [await directory.start(settings), await other.start(settings)];
  });
  afterAll(async () => {
    await directory.remove();
    await other.remove();
    await server.stop();
  });

  for (const { name, start } of [
    { name: "Caddy", start: startCaddy },
    { name: "nginx", start: startNginx },
  ]) {
    const has_it = Bun.which(name.toLowerCase(), { PATH }) !== null;
    test.skipIf(!has_it)(
      `${name}: every domain is heard, visitors have their own address, and a killed instance is noticed by nobody`,
      async () => {
        const port = freePort();
        const proxy = await start(port);
        try {
          await expectProxied(port);
        } finally {
          proxy.kill("SIGTERM");
          await proxy.exited;
        }
      },
      120_000,
    );
  }
});

async function expectProxied(port: number): Promise<void> {
  const [first, second] = instances;
  if (first === undefined || second === undefined)
    throw new Error("No instance");
  const { slug } = await setUp(second.api);
  await until("the link is known to both", async () => {
    const { status } = await first.api.fetch(`/c/${slug}`);
    return status === 302;
  });
  await until("the proxy answers", async () => {
    return (await ask(port, "track.example", "/healthz")).status === 200;
  });
  const { status: of_metrics } = await ask(port, "go.example", "/metrics");
  expect(of_metrics).toBe(404);
  for (const domain of DOMAINS) {
    const { status, version, location } = await ask(port, domain, `/c/${slug}`);
    expect([domain, status, version]).toEqual([domain, 302, "2"]);
    const id = new URL(location).searchParams.get("click_id") ?? "";
    await until("the click is stored", async () => {
      const { body } = await second.api.try("GET", `/clicks/${id}`);
      return body.stored === true;
    });
    const click = await second.api.call("GET", `/clicks/${id}`);
    expect(click.ip).toBe(VISITOR);
  }
  await first.kill();
  const answers = [];
  for (let visit = 0; visit < 20; visit++) {
    answers.push((await ask(port, "go.example", `/c/${slug}`)).status);
  }
  expect(answers).toEqual(answers.map(() => 302));
  instances[0] = await directory.start(settings);
}

/** A visit by HTTP/2, with an address that the visitor made up. */
async function ask(port: number, domain: string, path: string) {
  const child = Bun.spawn(
    [
      ...["curl", "--silent", "--insecure", "--http2", "--interface", VISITOR],
      ...["--resolve", `${domain}:${port}:127.0.0.1`],
      ...["--header", "X-Forwarded-For: 203.0.113.7", "--max-time", "20"],
      ...["--output", "/dev/null"],
      ...["--write-out", "%{http_code} %{http_version} %{redirect_url}"],
      `https://${domain}:${port}${path}`,
    ],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  const [code = "", version = "", location = ""] = (
    await child.stdout.text()
  ).split(" ");
  return { status: Number(code), version, location };
}

function upstreamsOf(text: string, upstreams: readonly RegExp[]): string {
  return upstreams.reduce((replaced, upstream, index) => {
    const { host } = new URL(instances[index]?.api.url ?? "");
    if (!upstream.test(replaced)) throw new Error(`No ${upstream.source}`);
    return replaced.replace(upstream, host);
  }, text);
}

async function startCaddy(port: number): Promise<Bun.Subprocess> {
  const given = readFileSync(join(FILES, "Caddyfile"), "utf8");
  const home = join(directory.base, "caddy");
  await mkdir(home, { recursive: true });
  const text = upstreamsOf(given, [/tallyho-1:3000/, /tallyho-2:3000/])
    .replace(
      DOMAINS.join(", "),
      DOMAINS.map((one) => `${one}:${port}`).join(", "),
    )
    .replace("reverse_proxy", "tls internal\n\treverse_proxy");
  const own =
    "{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n}\n";
  await writeFile(join(home, "Caddyfile"), own + text);
  return Bun.spawn(["caddy", "run", "--config", join(home, "Caddyfile")], {
    env: { PATH, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home },
    stdio: ["ignore", "ignore", "ignore"],
  });
}

async function startNginx(port: number): Promise<Bun.Subprocess> {
  const given = readFileSync(join(FILES, "nginx.conf"), "utf8");
  const home = join(directory.base, "nginx");
  await mkdir(home, { recursive: true });
  const key = join(home, "key.pem");
  const certificate = join(home, "certificate.pem");
  const made = Bun.spawnSync([
    ...["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt"],
    ...["ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
    ...["-subj", "/CN=track.example", "-keyout", key, "-out", certificate],
  ]);
  if (!made.success) throw new Error(made.stderr.toString());
  const text = upstreamsOf(given, [/127\.0\.0\.1:3000/, /127\.0\.0\.1:3001/])
    .replace("443 ssl", `127.0.0.1:${port} ssl`)
    .replace(/ssl_certificate .*;/, `ssl_certificate ${certificate};`)
    .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${key};`);
  const frame = `daemon off;\npid ${home}/pid;\nerror_log ${home}/error.log;\nevents {}\nhttp {\naccess_log off;\n${text}}\n`;
  await writeFile(join(home, "nginx.conf"), frame);
  return Bun.spawn(["nginx", "-p", home, "-c", join(home, "nginx.conf")], {
    env: { PATH },
    stdio: ["ignore", "ignore", "ignore"],
  });
}

function freePort(): number {
  const listener = Bun.listen({
    ...{ hostname: "127.0.0.1", port: 0, socket: { data() {} } },
  });
  const { port } = listener;
  listener.stop(true);
  return port;
}
