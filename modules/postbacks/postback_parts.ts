import type { Database } from "../../db/mod.ts";
import type { CapUsage, Configuration } from "../campaigns/mod.ts";
import type { Clock, SealKey } from "../kernel/mod.ts";
import { BackfillDirectory } from "./backfill/backfill_directory.ts";
import type { KeyOf } from "./inbound/find_click.ts";
import type { AddressFacts } from "./inbound/judge_context.ts";
import { Receiver } from "./inbound/receiver.ts";
import { References } from "./inbound/references.ts";
import { EndpointDirectory } from "./outbound/endpoint_directory.ts";
import { Outbox } from "./outbound/outbox.ts";
import { ConversionRuleDirectory } from "./rules/conversion_rule.ts";
import { RecentRates } from "./rules/recent_rates.ts";
import { SourceDirectory } from "./sources/source_directory.ts";

/** What postbacks stand on. */
export interface PostbackPartsDeps {
  db: Database;
  clock: Clock;
  configuration: Configuration;
  caps: CapUsage;
  seal_key: SealKey;
  keyOf: KeyOf;
  learnKey(key_number: number): Promise<unknown>;
  addressFacts(ip: string): AddressFacts;
  failed(what: string, error: unknown): void;
}

/** Everything that postbacks need, put together; what is set up of them is loaded with the configuration. */
export function createPostbackParts(deps: PostbackPartsDeps) {
  const { db, clock, configuration, failed } = deps;
  const endpoints = new EndpointDirectory();
  const sources = new SourceDirectory(deps.seal_key, failed);
  const rules = new ConversionRuleDirectory();
  const windows = new BackfillDirectory();
  for (const part of [endpoints, sources, rules, windows]) {
    configuration.addPart(part);
  }
  return {
    sources,
    windows,
    /** What receives postbacks; `nudge` is told that there may be something to send. */
    createReceiver: (nudge: () => void) =>
      new Receiver({
        ...deps,
        sources,
        rules,
        windows,
        rates: new RecentRates(),
        references: new References(db),
        outbox: new Outbox({ clock, directory: endpoints, nudge }),
      }),
  };
}

/** Everything that postbacks need, put together. */
export type PostbackParts = ReturnType<typeof createPostbackParts>;
