import type { ServiceOptions } from "../service_options.ts";
import { ReadReplica } from "./read_replica.ts";

/** The replica of the settings; undefined where there is none. */
export function openReplica({
  config,
  address,
  role,
  clock,
  log,
}: ServiceOptions): ReadReplica | undefined {
  const { read_url } = config;
  if (read_url === null) return undefined;
  return new ReadReplica({
    address: read_url,
    primary: address,
    role,
    clock,
    log,
  });
}
