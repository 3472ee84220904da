import { peekClickId } from "../../clicks/mod.ts";
import { isUuid } from "../../kernel/mod.ts";
import {
  refusal,
  PRESETS,
  PLAIN_DIALECT,
  NameTable,
  rankPresets,
  foldName,
  withMapping,
} from "../../sources/mod.ts";
import type {
  Refusal,
  Address,
  PresetName,
  SourceConfig,
  SourceDirectory,
  Dialect,
  Parameter,
  RawPostback,
  AnswerStyle,
} from "../../sources/mod.ts";
import {
  findClick,
  learnKeys,
  learnLinks,
  validClicks,
} from "../judge/find_click.ts";
import { findOldClicks } from "../judge/find_old_clicks.ts";
import type {
  ClickSearch,
  FoundClick,
  LearnDeps,
} from "../judge/find_click.ts";
import { findOwner } from "../../conversions/mod.ts";
import type { Setup } from "../../conversions/mod.ts";
import type { References } from "../judge/references.ts";
import { isTokenOf } from "./sender_signature.ts";

/** The advertiser that a postback belongs to, and the source that judges it. */
export interface Located {
  advertiser_id: number | null;
  source: SourceConfig | null;
  dialect: Dialect;
  /** A click found by a customer or conversion id instead of a click id. */
  referred: { click_id: string; by: string } | null;
}

interface LocateDeps {
  setup: Setup;
  sources: Pick<
    SourceDirectory,
    "byKey" | "ofAdvertiser" | "defaultOf" | "withPreset"
  >;
  references: Pick<References, "click">;
}

/** The parts of a postback that identify its sender. */
interface LocateInput {
  address: Address;
  parameters: readonly Parameter[];
  clicks: readonly FoundClick[];
  /** From basic or bearer auth. */
  credentials: string | null;
  raw: Pick<RawPostback, "is_kept" | "received_at">;
}

const PRESET_DIALECTS = new Map<PresetName, Dialect>(
  Object.entries(PRESETS).map(([name, preset]) => [
    name as PresetName,
    {
      ...PLAIN_DIALECT,
      names: new NameTable(preset.mapping),
      status_map: new Map(
        Object.entries(preset.status_map).map(([word, meaning]) => [
          word.toLowerCase(),
          meaning,
        ]),
      ),
      amount_unit: preset.amount_unit ?? "major",
      decimal_comma: preset.decimal_comma ?? false,
      reversal_amount: preset.reversal_amount ?? null,
    },
  ]),
);

/**
 * Finds the sender: a source by its own address, else the advertiser of the click, else the
 * advertiser whose customer or conversion is named. Of an advertiser's sources, prefers the one
 * for the address's platform, else takes the default.
 */
export async function locateSender(
  input: LocateInput,
  deps: LocateDeps,
): Promise<{ ok: true; located: Located } | { ok: false; refusal: Refusal }> {
  const { address } = input;
  if (address.source_key !== null) {
    const source = deps.sources.byKey(
      address.source_key,
      input.raw.received_at,
    );
    if (source === undefined) {
      const detail = "No source has this address; it may have been replaced";
      return { ok: false, refusal: refusal("unknown_source", detail) };
    }
    return { ok: true, located: await ofSource(source, input, deps) };
  }
  const [preset] = address.presets;
  const dialect =
    (preset === undefined ? undefined : PRESET_DIALECTS.get(preset)) ??
    PLAIN_DIALECT;
  const found = search(input, dialect);
  const link_id = found.ok ? found.click.fields.link_id : null;
  const owner = link_id === null ? null : findOwner(link_id, deps.setup);
  if (owner !== null) {
    const { advertiser_id } = owner.campaign;
    const source = sourceOf(advertiser_id, address, deps);
    return { ok: true, located: located(advertiser_id, source, dialect, null) };
  }
  if (input.clicks.length > 0) {
    return { ok: true, located: located(null, null, dialect, null) };
  }
  const by_reference = await referTo(input, dialect, deps);
  return {
    ok: true,
    located: by_reference ?? located(null, null, dialect, null),
  };
}

/** Finds the click of a postback, by the dialect's names. */
export function search(
  { parameters, clicks }: Pick<LocateInput, "parameters" | "clicks">,
  { names }: Dialect,
): ClickSearch {
  return findClick(parameters, clicks, names);
}

async function ofSource(
  source: SourceConfig,
  input: LocateInput,
  deps: LocateDeps,
): Promise<Located> {
  const { advertiser_id } = source;
  const found = located(advertiser_id, source, source, null);
  if (input.clicks.length > 0) return found;
  const referred = await refer(input, source, [advertiser_id], deps);
  return { ...found, referred: referred?.referred ?? null };
}

/**
 * Without a click id: looks up the customer among advertisers that have a source for the
 * address's platform.
 */
async function referTo(
  input: LocateInput,
  dialect: Dialect,
  deps: LocateDeps,
): Promise<Located | null> {
  const able = input.address.presets.flatMap((preset) =>
    deps.sources.withPreset(preset),
  );
  const { credentials, raw } = input;
  const [token] = dialect.names.only(input.parameters, "token");
  const sent = [credentials, token?.value];
  const proven = able.filter((source) =>
    sent.some((token = null) => isTokenOf(source, { token, raw })),
  );
  const candidates = proven.length > 0 ? proven : able;
  const ids = [
    ...new Set(candidates.map(({ advertiser_id }) => advertiser_id)),
  ];
  const found = await refer(input, dialect, ids, deps);
  if (found === null) return null;
  const { advertiser_id, referred } = found;
  const source =
    candidates.find((own) => own.advertiser_id === advertiser_id) ??
    sourceOf(advertiser_id, input.address, deps);
  return located(advertiser_id, source, dialect, referred);
}

async function refer(
  input: LocateInput,
  { names }: Dialect,
  advertiser_ids: readonly number[],
  { references, setup }: LocateDeps,
): Promise<{
  advertiser_id: number;
  referred: NonNullable<Located["referred"]>;
} | null> {
  const named = names.read(input.parameters);
  // An invalid click id is refused rather than replaced by another lookup.
  if (named.of("click_id").length > 0) return null;
  const [order] = named.of("order_id");
  const conversion_id = order?.value.trim().toLowerCase() ?? "";
  if (isUuid(conversion_id)) {
    const click_id = await references.click({
      kind: "conversion",
      conversion_id,
    });
    const advertiser_id = click_id === null ? null : ownerOf(click_id, setup);
    if (click_id !== null && advertiser_id !== null) {
      const by = `conversion ${conversion_id}`;
      return { advertiser_id, referred: { click_id, by } };
    }
  }
  const [customer] = named.of("customer_id");
  if (customer === undefined) return null;
  const customer_id = customer.value;
  const clicks = await Promise.all(
    advertiser_ids.map((advertiser_id) =>
      references.click({ kind: "customer", advertiser_id, customer_id }),
    ),
  );
  const known = clicks.flatMap((click_id, index) => {
    const advertiser_id = advertiser_ids[index];
    return click_id === null || advertiser_id === undefined
      ? []
      : [{ click_id, advertiser_id }];
  });
  const [only, other] = known;
  // Each advertiser numbers its own customers, so two matches are ambiguous.
  if (only === undefined || other !== undefined) return null;
  const { advertiser_id, click_id } = only;
  const by = `the first event of customer "${customer_id.slice(0, 60)}"`;
  return { advertiser_id, referred: { click_id, by } };
}

function ownerOf(click_id: string, setup: Setup): number | null {
  const read = peekClickId(click_id);
  const owner = read === null ? null : findOwner(read.fields.link_id, setup);
  return owner?.campaign.advertiser_id ?? null;
}

function sourceOf(
  advertiser_id: number,
  { presets }: Address,
  { sources }: LocateDeps,
): SourceConfig | null {
  const own = sources.ofAdvertiser(advertiser_id);
  for (const preset of presets) {
    const source = own.find((candidate) => candidate.preset === preset);
    if (source !== undefined) return source;
  }
  return sources.defaultOf(advertiser_id);
}

function located(
  advertiser_id: number | null,
  source: SourceConfig | null,
  dialect: Dialect,
  referred: Located["referred"],
): Located {
  return { advertiser_id, source, dialect: source ?? dialect, referred };
}

/** The plain address, which implies nothing. */
export const NO_ADDRESS: Address = {
  kind: "plain",
  source_key: null,
  presets: [],
  parameters: [],
  mode: null,
};

/** Keitaro and Scaleo senders may define their status words in the request itself. */
export function saysWordsInUrl(
  { presets }: Address,
  source: SourceConfig | null,
) {
  const names = source === null ? presets : [source.preset];
  return names.some((name) => name === "keitaro" || name === "scaleo");
}

/** The click of a customer or conversion, as if its id had been sent; null if none was referred to. */
export function referredClick({
  referred,
}: Pick<Located, "referred">): ClickSearch | null {
  if (referred === null) return null;
  const read = peekClickId(referred.click_id);
  if (read === null) return null;
  const click = {
    name: referred.by,
    id: referred.click_id,
    fields: read.fields,
  };
  return { ok: true, click };
}

/** Four platforms share one address, so parameters in the body help to tell them apart. */
export function rankByAll(
  address: Address,
  parameters: readonly Parameter[],
): Address {
  if (address.presets.length < 2) return address;
  const names = new Set(parameters.map(({ name }) => foldName(name)));
  return { ...address, presets: rankPresets(names) };
}

/** Answer format that senders at an address expect. */
export function answerOf({ presets: [preset], store }: Address): AnswerStyle {
  // A store's answer depends on whether it proved itself.
  if (store !== undefined) return "problem";
  return preset === undefined ? "problem" : PRESETS[preset].answer;
}

/** Time placeholders that mean the time of arrival. */
export function arrivalWords({ source }: Located, { presets }: Address) {
  const preset = source?.preset ?? presets[0];
  return preset === undefined ? undefined : PRESETS[preset].arrival_words;
}

/** Describes which source judges the postback, and why. */
export function describeSource(
  { source, advertiser_id, referred }: Located,
  { source_key, presets }: Address,
): string {
  if (source === null) {
    return advertiser_id === null
      ? "None: nothing says whose it is"
      : `Advertiser ${advertiser_id} has no sources; the plain address applies`;
  }
  const name = `"${source.name}" of advertiser ${source.advertiser_id}`;
  if (source_key !== null) {
    const which = source_key === source.key ? "own" : "replaced";
    return `${name}, by its ${which} address`;
  }
  if (referred !== null) return `${name}, by ${referred.by}`;
  return source.preset !== null && presets.includes(source.preset)
    ? `${name}, the one for ${PRESETS[source.preset].title}`
    : `${name}, the advertiser's default`;
}

/**
 * The clicks that parameters name: ours, which prove themselves; where there is none, those that were
 * imported. While the database is away only ours are known.
 */
export async function namedClicks(
  parameters: readonly Parameter[],
  {
    address,
    source,
    asks,
  }: { address: Address; source: SourceConfig | undefined; asks: boolean },
  deps: LearnDeps & { references: Pick<References, "click"> },
): Promise<FoundClick[]> {
  if (asks) await learnKeys(parameters, deps);
  let clicks = validClicks(parameters, deps.keyOf);
  // An install's report is anybody's, and an old id proves nothing.
  if (clicks.length === 0 && asks && address.kind !== "install") {
    const names = clickNames(address, source);
    clicks = await findOldClicks(parameters, names, deps.references);
  }
  if (asks) await learnLinks(clicks, deps);
  return clicks;
}

/** The names that may mean a click at an address. */
function clickNames(
  { presets }: Address,
  source: SourceConfig | undefined,
): NameTable[] {
  if (source?.shop_secrets !== undefined) {
    // The addresses within a shop's order have the old tracker's names.
    return [source.names, NameTable.published];
  }
  if (source !== undefined) return [source.names];
  const dialects = presets.map((preset) => PRESET_DIALECTS.get(preset));
  return [...dialects, PLAIN_DIALECT].flatMap((dialect) =>
    dialect === undefined ? [] : [dialect.names],
  );
}

/** A mapping that is tried instead of the one that a source has. */
export type TriedMapping = Readonly<Record<string, readonly string[]>>;

/** A source, with the mapping that is tried on it. */
export function triedOn(
  source: SourceConfig | undefined,
  mapping: TriedMapping | undefined,
): SourceConfig | undefined {
  if (source === undefined || mapping === undefined) return source;
  return withMapping(source, mapping);
}

/** The sender, with the mapping that is tried on its source. */
export function tryMapping(
  found: Located,
  mapping: TriedMapping | undefined,
): Located {
  const source = triedOn(found.source ?? undefined, mapping);
  return source === undefined ? found : { ...found, source, dialect: source };
}
