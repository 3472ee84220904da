import type { PostgresProcess } from "./process.ts";

/** The time that a server gets to shut down, and its work to end, where the start is given up. */
const GIVEN_UP_STOP_MS = 3_000;

/** Works on a server, and stops it afterwards; at once if the start is given up, which ends the work. */
export async function workOn<Result>(
  server: Pick<PostgresProcess, "stop">,
  abandoned: Promise<never>,
  work: () => Promise<Result>,
): Promise<Result> {
  let is_given_up = false;
  const given_up = abandoned.catch((error: unknown) => {
    is_given_up = true;
    throw error;
  });
  const working = work();
  try {
    return await Promise.race([working, given_up]);
  } finally {
    await server.stop(is_given_up ? GIVEN_UP_STOP_MS : undefined);
    // It fails for want of the server, and is not to write any more when this returns.
    const ended = working.then(
      () => {},
      () => {},
    );
    await Promise.race([ended, Bun.sleep(GIVEN_UP_STOP_MS)]);
  }
}
