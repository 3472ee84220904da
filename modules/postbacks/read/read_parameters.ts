import {
  decodePercent,
  readBodyContent,
  readJsonTree,
} from "../../kernel/mod.ts";
import type { JsonObject } from "../../kernel/mod.ts";
import { refusal, withoutAmp, splitUrl } from "../../sources/mod.ts";
import type { Refusal, Parameter, RawPostback } from "../../sources/mod.ts";
import { nestedValues, storable, topValues } from "../receive/json_values.ts";

const PARAMETERS_MAX = 500;
/** Maximum JSON depth for click id search and mapped paths. */
const DEPTH_MAX = 6;

/** The parameters from query and body. */
export type ReadParameters =
  | {
      ok: true;
      parameters: Parameter[];
      /** The body, if it is JSON: sources may map paths in it. */
      json: JsonObject | null;
      /** Why the body is not read; only the query counts then. */
      unread_body: Refusal | null;
    }
  | { ok: false; refusal: Refusal };

/** Reads query and body. A fault in a parameter that nobody reads is no reason to refuse. */
export function readParameters(raw: RawPostback): ReadParameters {
  const body = readBody(raw);
  if ("code" in body && body.code === "malformed") {
    return { ok: false, refusal: body };
  }
  const { query } = splitUrl(raw.url);
  const parameters = readPairs(query, "query");
  let json: JsonObject | null = null;
  if ("query" in body) parameters.push(...readPairs(body.query, "form"));
  if ("json" in body) {
    json = body.json;
    parameters.push(...topValues(json));
  }
  if (parameters.length > PARAMETERS_MAX) {
    const detail = `There are ${parameters.length} parameters; ${PARAMETERS_MAX} are allowed`;
    return { ok: false, refusal: refusal("malformed", detail) };
  }
  if (json !== null) {
    parameters.push(...nestedValues(json, PARAMETERS_MAX - parameters.length));
  }
  const unread_body = "code" in body ? body : null;
  return { ok: true, parameters, json, unread_body };
}

function readBody(
  raw: RawPostback,
): { query: string } | { json: JsonObject } | Refusal {
  const { body, headers } = raw;
  if (body === null || body.length === 0) return { query: "" };
  const encoding = headers["content-encoding"]?.trim().toLowerCase() ?? "";
  if (encoding !== "" && encoding !== "identity") {
    const detail = "The body is compressed; send it as it is";
    return refusal("unsupported_media_type", detail);
  }
  const content = readBodyContent(body, headers["content-type"] ?? "");
  if (content.kind === "form") return content;
  if (content.kind === "unread") {
    const detail = `The body is neither JSON nor a form: ${content.why}`;
    return refusal("unsupported_media_type", detail);
  }
  const tree = readJsonTree(content.text, { depth_max: DEPTH_MAX });
  if (tree === null) {
    return refusal("malformed", "The body is not valid JSON");
  }
  if (tree.kind === "object") return { json: tree };
  const [only, other] = tree.items;
  if (only?.kind === "object" && other === undefined) return { json: only };
  const detail = `The JSON body is a list of ${tree.items.length}; one event is sent at a time`;
  return refusal("malformed", detail);
}

function readPairs(text: string, from: "query" | "form"): Parameter[] {
  if (text === "") return [];
  return text.split("&").flatMap((pair): Parameter[] => {
    if (pair === "") return [];
    const at = pair.indexOf("=");
    const sent = at < 0 ? pair : pair.slice(0, at);
    const name = storable(decodePercent(withoutAmp(sent)).text);
    const { text, is_garbled } = decodePercent(
      at < 0 ? "" : pair.slice(at + 1),
    );
    const value = storable(text);
    return [
      is_garbled ? { name, value, from, is_garbled } : { name, value, from },
    ];
  });
}
