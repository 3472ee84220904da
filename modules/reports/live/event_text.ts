export interface StreamEvent {
  event: string;
  /** A client that comes back names it as `Last-Event-ID`. */
  id?: string;
  data: unknown;
}

/** Writes an event as a stream of server-sent events has it. */
export function eventText({ event, id, data }: StreamEvent): string {
  const name = id === undefined ? "" : `id: ${id}\n`;
  return `event: ${event}\n${name}data: ${JSON.stringify(data)}\n\n`;
}

/** A comment, so that nobody in between takes the connection for dead. */
export const HEARTBEAT = ":\n\n";
