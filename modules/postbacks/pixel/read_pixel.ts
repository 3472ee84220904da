import { PLAIN_DIALECT, foldName, refusal } from "../../sources/mod.ts";
import type { Address, Parameter } from "../../sources/mod.ts";
import { learnKeys, learnLinks, validClicks } from "../judge/find_click.ts";
import { search } from "../read/locate_sender.ts";
import type { ReadOptions, ReadPostbackDeps } from "../read/read_deps.ts";
import { readParameters } from "../read/read_request.ts";
import type { ReadPostback } from "../read/read_result.ts";
import { readWhole, refused } from "../read/read_whole.ts";

/**
 * The names that a page may use. No customer: his later sales would be of a click that anybody named. No status, and of money nothing
 * but the sale's amount.
 */
const NAMES: ReadonlySet<string> = new Set(
  ["click_id", "goal", "order_id", "amount", "currency"].map(foldName),
);
const NOTHING = new Uint8Array();

/**
 * Reads a page's report of a sale. It isn't a sender of the source's, and counts neither in its health nor among its
 * addresses.
 */
export async function readPixel(
  read: ReadPostback,
  address: Address,
  options: ReadOptions,
  deps: ReadPostbackDeps,
): Promise<ReadPostback> {
  const { raw, trace } = read;
  const source = deps.sources.byPixelKey(address.pixel_key ?? "");
  if (source === undefined) {
    const detail =
      "No source takes sales of pages under this key; it may have been replaced, or switched off";
    return refused(read, "source", refusal("unknown_source", detail));
  }
  const { advertiser_id } = source;
  read.advertiser_id = advertiser_id;
  trace.passed("source", `A page's, of "${source.name}"`);
  const given = readParameters(raw);
  if (!given.ok) return refused(read, "parse", given.refusal);
  const parameters = given.parameters.filter(isReadable);
  read.parameters = parameters;
  trace.passed("parse", `${parameters.length} parameters that a page may send`);
  if (options.is_offline !== true) await learnKeys(parameters, deps);
  const clicks = validClicks(parameters, deps.keyOf);
  read.clicks = clicks;
  if (options.is_offline !== true) await learnLinks(clicks, deps);
  const dialect = { ...PLAIN_DIALECT, currency: source.currency };
  return readWhole(
    read,
    {
      address,
      located: { advertiser_id, source: null, dialect, referred: null },
      parameters,
      found: search({ parameters, clicks }, dialect),
      dialect,
      evidence: {
        source: null,
        proof: "none",
        needed_proof: "none",
        signed_at: null,
        received_at: raw.received_at,
        nonce_key: null,
        content: NOTHING,
        sender_ip: null,
      },
      sender_nonce: null,
      checks_nonce: false,
      install: null,
      is_claim: true,
      reads_query: true,
    },
    deps,
  );
}

function isReadable({ name, is_nested }: Parameter): boolean {
  return is_nested !== true && NAMES.has(foldName(name));
}
