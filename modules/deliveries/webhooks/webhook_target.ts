import { invalid } from "../../http/mod.ts";
import { Problem, templateMacros, trimInvisible } from "../../kernel/mod.ts";
import type { Cidr } from "../../kernel/mod.ts";
import { readDeliveryUrl } from "../delivery_macros.ts";
import { checkTarget } from "../endpoints/endpoint_target.ts";

/** Addresses that a webhook may and may not have. */
export interface TargetRules {
  allowed_targets: readonly Cidr[];
  /** URLs that this tracker answers at. */
  own_urls: readonly string[];
}

/** Checks a webhook's URL: http, no macros, an allowed target, and not this tracker itself. */
export function readWebhookUrl(given: string, rules: TargetRules): string {
  const url = trimInvisible(given);
  if (templateMacros(readDeliveryUrl(url)).length > 0) {
    throw invalid("url", "has macros: the event is in the body");
  }
  checkTarget(url, rules.allowed_targets);
  const target = addressOf(url);
  if (rules.own_urls.some((own) => addressOf(own) === target)) {
    const message = "is this tracker's own address";
    throw new Problem(
      422,
      "webhook_to_itself",
      `Cannot send to ${url}: ${message}`,
      {
        errors: [{ field: "url", message }],
      },
    );
  }
  return url;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|\[::\])$/;

/** Host and port, whatever the scheme: http usually leads to https at the same place. */
function addressOf(url: string): string {
  const { hostname, port } = new URL(url);
  const plain = hostname.toLowerCase().replace(/\.$/, "");
  const host = LOOPBACK.test(plain) ? "loopback" : plain;
  const is_web = port === "" || port === "80" || port === "443";
  return `${host}:${is_web ? "web" : port}`;
}
