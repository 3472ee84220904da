import type { campaigns } from "../../db/schema/mod.ts";
import { invalid } from "../http/mod.ts";

type Creative = (typeof campaigns.$inferSelect)["creatives"][number];

/** Throws a Problem if a creative isn't at an address of the web. */
export function checkCreatives(creatives: readonly Creative[] = []): void {
  for (const [at, { url }] of creatives.entries()) {
    const protocol = URL.parse(url)?.protocol;
    if (protocol === "https:" || protocol === "http:") continue;
    throw invalid(`creatives.${at}.url`, "must be an http(s) URL");
  }
}
