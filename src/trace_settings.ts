import { isBareWebUrl } from "./setting_checks.ts";
import type { Setting, SettingReader } from "./setting_reader.ts";

/** Settings of traces, under the names that OpenTelemetry gives them. */
export const TRACE_SETTINGS = [
  {
    name: "OTEL_EXPORTER_OTLP_ENDPOINT",
    description:
      "Collector that traces are sent to, by OTLP over HTTP as JSON (default none: nothing is traced)",
    allowed:
      "an http or https address without user and password, which belong in OTEL_EXPORTER_OTLP_HEADERS",
  },
  {
    name: "OTEL_EXPORTER_OTLP_HEADERS",
    description: "Headers for the collector",
    allowed: "name=value, separated by commas, each percent-encoded",
    secret: true,
  },
  {
    name: "OTEL_SERVICE_NAME",
    description: "Name of this tracker in traces (default tallyho)",
    allowed: "1 to 100 characters",
  },
  {
    name: "OTEL_TRACES_SAMPLER_ARG",
    description: "Share of traces that are kept (default 1)",
    allowed: "a number from 0 to 1, such as 0.01",
  },
] as const satisfies readonly Setting[];

type Name = (typeof TRACE_SETTINGS)[number]["name"];

/** Where traces are sent. */
export interface TraceSettings {
  endpoint: string;
  headers: Readonly<Record<string, string>>;
  service_name: string;
  /** Of all that begin, 0 to 1. */
  share: number;
}

/** Reads the settings of traces; null where nothing is traced. */
export function readTraceSettings(
  read: SettingReader<Name>,
): TraceSettings | null {
  const endpoint = read.checked("OTEL_EXPORTER_OTLP_ENDPOINT", isBareWebUrl);
  const headers = read.pairs("OTEL_EXPORTER_OTLP_HEADERS");
  const service_name = read.matching("OTEL_SERVICE_NAME", /^.{1,100}$/);
  const share = read.matching(
    "OTEL_TRACES_SAMPLER_ARG",
    /^(?:0(?:\.\d{1,9})?|1(?:\.0{1,9})?)$/,
  );
  if (endpoint === null) return null;
  return {
    ...{ endpoint, headers },
    service_name: service_name ?? "tallyho",
    share: Number(share ?? 1),
  };
}
