import { Type } from "@sinclair/typebox";
import type { InstallFacts } from "../../db/schema/mod.ts";
import { described, named, nullable, oneOf, Time } from "../http/mod.ts";
import { isoTime } from "../kernel/mod.ts";

const text = Type.String();
const number = Type.Integer();
const optional = Type.Optional;

/** The facts of an app's install in the API. */
export const Install = named(
  "Install",
  Type.Object({
    via: described(
      "Apple's SKAdNetwork or AdAttributionKit, or the app's install referrer.",
      oneOf(["skan", "aak", "referrer"]),
    ),
    version: optional(nullable(text)),
    app_id: optional(number),
    ad_network_id: optional(text),
    transaction_id: optional(text),
    source_identifier: optional(text),
    window: optional(described("Of three windows, from 0.", number)),
    tier: optional(
      described("The postback data tier; null if unknown.", nullable(number)),
    ),
    kind: optional(text),
    interaction: optional(nullable(oneOf(["view", "click"]))),
    source_app_id: optional(nullable(number)),
    source_domain: optional(nullable(text)),
    marketplace: optional(nullable(text)),
    country: optional(nullable(text)),
    fine: optional(described("Not signed by Apple.", nullable(number))),
    coarse: optional(described("Not signed by Apple.", nullable(text))),
    package: optional(nullable(text)),
    referrer_click_at: optional(
      described("By the device's clock.", nullable(Time)),
    ),
    install_begin_at: optional(
      described("By the device's clock.", nullable(Time)),
    ),
    referrer_click_server_at: optional(
      described("By the store's clock.", nullable(Time)),
    ),
    install_begin_server_at: optional(
      described("By the store's clock.", nullable(Time)),
    ),
    install_version: optional(nullable(text)),
    is_instant: optional(nullable(Type.Boolean())),
  }),
);

/** An install's facts as they are shown; null if there are none. */
export function presentInstall(install: InstallFacts | null) {
  if (install === null || install.via !== "referrer") return install;
  const timeOf = (ms: number | null) => (ms === null ? null : isoTime(ms));
  return {
    ...install,
    referrer_click_at: timeOf(install.referrer_click_at),
    install_begin_at: timeOf(install.install_begin_at),
    referrer_click_server_at: timeOf(install.referrer_click_server_at),
    install_begin_server_at: timeOf(install.install_begin_server_at),
  };
}
