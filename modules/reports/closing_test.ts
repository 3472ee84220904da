import { expect, test } from "bun:test";
import { closing } from "./closing.ts";

async function* numbers(end: number, fails = false): AsyncGenerator<number> {
  for (let number = 0; number < end; number++) {
    yield await Promise.resolve(number);
  }
  if (fails) throw new Error("broken");
}

function counted() {
  let closed = 0;
  const close = () => Promise.resolve(void closed++);
  return { close, times: () => closed };
}

test("closing() closes once all is read", async () => {
  const { close, times } = counted();
  const items = closing(numbers(3), close);
  expect(times()).toBe(0);
  expect(await Array.fromAsync(items)).toEqual([0, 1, 2]);
  expect(times()).toBe(1);
});

test("closing() closes when its reader leaves, also before the first item", async () => {
  const { close, times } = counted();
  for await (const _ of closing(numbers(3), close)) break;
  expect(times()).toBe(1);
  await closing(numbers(3), close)[Symbol.asyncIterator]().return?.();
  expect(times()).toBe(2);
});

test("closing() closes when reading fails, and says why", async () => {
  const { close, times } = counted();
  const failing = Array.fromAsync(closing(numbers(1, true), close));
  await expect(failing).rejects.toThrow("broken");
  expect(times()).toBe(1);
});
