import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { eq } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { affiliates, campaigns, links } from "../../db/schema/mod.ts";
import { KeyRing, peekClickId, readClickId } from "../../modules/clicks/mod.ts";
import { isoTime, sealKeyFrom, systemClock } from "../../modules/kernel/mod.ts";
import { processConfig } from "../config.ts";
import { readOrMakeSecret } from "../keys.ts";
import { withDatabase } from "./command_database.ts";
import type { CommandOptions } from "./command_database.ts";
import { UsageError } from "./usage_error.ts";

/** Maximum of an integer column; a forged id may name a larger one. */
const LINK_ID_MAX = 2 ** 31 - 1;

/** A decoded click id: printable lines, and whether its signature is valid. */
export interface DecodedClick {
  lines: string[];
  is_valid: boolean;
}

/** `tallyho click decode ID | rotate-key`. */
export async function clickCommand(words: readonly string[]): Promise<number> {
  const [verb, id, ...rest] = words;
  if (verb === "decode" && id !== undefined && rest.length === 0) {
    return await decodeCommand(id);
  }
  if (verb === "rotate-key" && id === undefined) {
    return await rotateKeyCommand();
  }
  throw new UsageError();
}

/** Prints the id's contents in any case; returns 0 only if its signature was found valid. */
async function decodeCommand(id: string): Promise<number> {
  let decoded: DecodedClick;
  try {
    decoded = await withRing((db, ring) => decodeClick({ db, ring }, id));
  } catch (error) {
    const { lines } = await decodeClick(null, id);
    const why = error instanceof Error ? error.message : String(error);
    decoded = { lines: [...lines, line("", why)], is_valid: false };
  }
  for (const text of decoded.lines) console.log(text);
  return decoded.is_valid ? 0 : 1;
}

async function rotateKeyCommand(): Promise<number> {
  const { key_number, signs_from } = await withRing(
    (_, ring) => ring.rotate(),
    { changes: true },
  );
  console.log(
    `Published click key ${key_number}; it signs from ${isoTime(signs_from)}`,
  );
  return 0;
}

/** Decodes a click id; with the database also whether its signature is valid, and whose it is. */
export async function decodeClick(
  deps: { db: Database; ring: KeyRing } | null,
  id: string,
): Promise<DecodedClick> {
  const peek = peekClickId(id);
  if (peek === null) {
    const rule = "32 characters of 0-9 and a-z without i, l, o, u";
    return { lines: [`"${id}" is not a click id: ${rule}`], is_valid: false };
  }
  const { version, fields } = peek;
  const signature = await signatureOf(deps?.ring, id);
  const lines = [
    line("click id", id.toLowerCase()),
    line("version", version),
    line("key number", fields.key_number),
    line("signature", signature),
    line("pays", fields.pays ? "yes" : "no"),
    line("time", timeOf(fields.time_ms)),
    line("node", fields.node),
    line("sequence", fields.sequence),
    ...(await linkLines(deps?.db, fields.link_id)),
  ];
  return { lines, is_valid: signature === "valid" };
}

async function signatureOf(
  ring: KeyRing | undefined,
  id: string,
): Promise<string> {
  if (ring === undefined) return "not checked";
  await ring.refresh();
  const reading = readClickId(id, (key_number) => ring.key(key_number));
  if (reading.kind === "unknown_key") return "not valid: no such key here";
  return reading.kind === "valid" ? "valid" : "not valid";
}

async function linkLines(
  db: Database | undefined,
  link_id: number,
): Promise<string[]> {
  if (db === undefined) return [line("link", link_id)];
  const row = link_id > LINK_ID_MAX ? undefined : await readLink(db, link_id);
  if (row === undefined) return [line("link", `${link_id} (there is none)`)];
  const { link, campaign, affiliate } = row;
  return [
    line("link", `${link_id} ${link.slug}`),
    line("campaign", `${campaign.id} ${campaign.name}`),
    line("affiliate", `${affiliate.id} ${affiliate.name}`),
  ];
}

async function readLink(db: Database, link_id: number) {
  const rows = await db
    .select({ link: links, campaign: campaigns, affiliate: affiliates })
    .from(links)
    .innerJoin(campaigns, eq(campaigns.id, links.campaign_id))
    .innerJoin(affiliates, eq(affiliates.id, links.affiliate_id))
    .where(eq(links.id, link_id));
  return rows[0];
}

function line(name: string, value: string | number): string {
  return `${name.padEnd(11)} ${value}`;
}

/** Six bytes can hold times that no calendar has. */
function timeOf(time_ms: number): string {
  try {
    return isoTime(time_ms);
  } catch {
    return `${time_ms} ms`;
  }
}

async function withRing<Result>(
  work: (db: Database, ring: KeyRing) => Promise<Result>,
  options: CommandOptions = {},
): Promise<Result> {
  const config = processConfig();
  const data_dir = resolve(config.data_dir);
  if (config.key === null && !existsSync(join(data_dir, "key"))) {
    throw new Error(`Set TALLYHO_KEY: there is no key file in "${data_dir}"`);
  }
  const key = config.key ?? readOrMakeSecret(data_dir, "key").text;
  const seal_key = sealKeyFrom(Buffer.from(key));
  return await withDatabase(
    (db) => work(db, new KeyRing({ db, clock: systemClock, seal_key })),
    options,
  );
}
