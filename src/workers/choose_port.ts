import type { Config } from "../config.ts";

/**
 * Throws, in one line, where the kernel doesn't share a port's connections among processes; elsewhere
 * the port could be bound twice, and one process would get them all.
 */
export function checkSharesPorts(workers: number): void {
  if (process.platform === "linux") return;
  throw new Error(
    `Cannot run TALLYHO_WORKERS=${workers}: only Linux shares a port among processes (SO_REUSEPORT); set it to 1`,
  );
}

/**
 * The port that the workers will share: the configured one, or any free one for 0. It is bound
 * alone first, as otherwise another tracker with workers could share it unnoticed.
 */
export async function choosePort({
  host,
  port,
}: Pick<Config, "host" | "port">): Promise<number> {
  try {
    const server = Bun.serve({
      hostname: host,
      port,
      fetch: () => new Response(null, { status: 503 }),
    });
    const chosen = server.port ?? port;
    await server.stop(true);
    return chosen;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot listen at HOST=${host} PORT=${port}: ${why}`);
  }
}
