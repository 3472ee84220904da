/** Values of a logged event: never a query, a body, a token or a cookie. */
export type EventFields = Readonly<
  Record<string, string | number | boolean | null>
>;

/** How much an event matters. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** Logs an event with its values; `info` if no level is given. */
export type Report = (
  event: string,
  fields: EventFields,
  level?: LogLevel,
) => void;
