/**
 * Loaded by a tracker's process before the program: it asks the name server of the test, and its clock is the machine's
 * plus what a file says. Shifted is what JavaScript's main thread takes for the time, and with it the tracker's own
 * clock: ids, times of arrival, when something is due. Postgres, whose clock decides about leases, stays right, as do
 * timers, which count on.
 */
import { setServers } from "node:dns";

const { TALLYHO_TEST_NAME_SERVER, TALLYHO_TEST_CLOCK } = process.env;

if (TALLYHO_TEST_NAME_SERVER !== undefined) {
  setServers([TALLYHO_TEST_NAME_SERVER]);
}

if (TALLYHO_TEST_CLOCK !== undefined) shiftClock(TALLYHO_TEST_CLOCK);

function shiftClock(path: string): void {
  const shift_ms = new Float64Array(Bun.mmap(path).buffer, 0, 1);
  const TrueDate = Date;
  const now = () => TrueDate.now() + (shift_ms[0] ?? 0);
  globalThis.Date = new Proxy(TrueDate, {
    construct: (target, given: unknown[], asked) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, asked),
    apply: () => new TrueDate(now()).toString(),
    get: (target, name, receiver) =>
      name === "now" ? now : Reflect.get(target, name, receiver),
  });
}
