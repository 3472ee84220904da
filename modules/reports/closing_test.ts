import { expect, test } from "bun:test";
import { closing, patienceMs } from "./closing.ts";

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

test("closing() closes when its reader lets others wait", async () => {
  const closed = Promise.withResolvers<void>();
  const close = () => Promise.resolve(closed.resolve());
  const items = closing(numbers(3), close, (parts) => (parts < 2 ? 1e6 : 0));
  const reader = items[Symbol.asyncIterator]();
  expect(await reader.next()).toEqual({ done: false, value: 0 });
  expect(await reader.next()).toEqual({ done: false, value: 1 });
  await closed.promise;
  await expect(reader.next()).rejects.toThrow("The reader took too long");
});

test("a reader may pause for two minutes in all, and read on slowly, but not for ever", () => {
  expect(patienceMs(0, 0)).toBe(120_000);
  expect(patienceMs(1, 120_000)).toBe(5_000);
  expect(patienceMs(1, 125_000)).toBe(0);
  expect(patienceMs(2, 125_000)).toBe(5_000);
  expect(patienceMs(100, 100)).toBe(120_000);
});
