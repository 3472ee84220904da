import type { LinkConfig } from "../campaigns/mod.ts";
import type { Template } from "../kernel/mod.ts";
import type { Routed } from "./routed.ts";

/** Whose fallback a click goes to. */
export const FALLBACKS = ["link", "campaign", "network"] as const;
type Fallback = (typeof FALLBACKS)[number];

/** Whose fallback a routed click goes to; null if it goes to none. */
export function fallbackOf(
  { verdict, template, link, campaign }: Routed,
  asked: LinkConfig,
  network: Template | null,
): Fallback | null {
  if (verdict === "sent" || template === null) return null;
  if (template === asked.fallback || template === link.fallback) return "link";
  if (template === campaign.fallback) return "campaign";
  return template === network ? "network" : null;
}

/** A routing decision as a sentence: where the visitor goes, and why. */
export function describeRouting(routed: {
  verdict: Routed["verdict"];
  reason: string | null;
  deep_link: string | null;
  destination: string | null;
  fallback: Fallback | null;
}): string {
  const { verdict, reason, deep_link, destination, fallback } = routed;
  if (verdict === "sent") {
    const page = deep_link === null ? "the campaign's page" : "the deep link";
    return `The visitor goes to ${page}, ${hostOf(destination)}.`;
  }
  const why = reason ?? verdict;
  if (fallback === null) {
    return `The visitor is sent nowhere, because ${why}; there is no fallback, or a rule blocks it.`;
  }
  return `The visitor goes to the fallback of the ${fallback}, ${hostOf(destination)}, because ${why}.`;
}

function hostOf(url: string | null): string {
  return URL.parse(url ?? "")?.host ?? "no page";
}
