import { expect, test } from "bun:test";
import { workOn } from "./work_on_server.ts";

/** A server whose work goes on until it is stopped. */
function createServer() {
  const working = Promise.withResolvers<string>();
  const stopped: (number | undefined)[] = [];
  const server = {
    async stop(within_ms?: number) {
      stopped.push(within_ms);
      working.reject(new Error("The connection is lost"));
    },
  };
  return { server, stopped, working };
}

test("a start that is given up stops the server, which ends the work on it", async () => {
  const { server, stopped, working } = createServer();
  const stopping = Promise.withResolvers<never>();
  let has_ended = false;
  const work = async () => {
    try {
      return await working.promise;
    } finally {
      has_ended = true;
    }
  };
  const done = workOn(server, stopping.promise, work);
  stopping.reject(new Error("It is stopped"));
  await expect(done).rejects.toThrow("It is stopped");
  expect(stopped).toEqual([3_000]);
  expect(has_ended).toBeTrue();
});

test("work that is done is followed by an ordinary stop, and one that fails by its own error", async () => {
  const never = new Promise<never>(() => {});
  const { server, stopped, working } = createServer();
  working.resolve("rows");
  expect(await workOn(server, never, () => working.promise)).toBe("rows");
  const failing = workOn(server, never, async () => {
    throw new Error("The disk is full");
  });
  await expect(failing).rejects.toThrow("The disk is full");
  expect(stopped).toEqual([undefined, undefined]);
});
