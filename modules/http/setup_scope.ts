import type { Queryable, Transaction } from "../../db/mod.ts";
import type { Precondition } from "./entity_tag.ts";
import { orNotFound } from "./readers.ts";

/** Makes changes, each in a transaction of its own. */
export interface Changes {
  change<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

/** Changes one row, or answers 404 and changes nothing. */
export async function changeOne<T>(
  configuration: Changes,
  work: (tx: Transaction) => PromiseLike<T[]>,
): Promise<T> {
  return await configuration.change(async (tx) =>
    orNotFound((await work(tx))[0]),
  );
}

/** Dependencies that read the database and change the configuration. */
interface Scope {
  db: Queryable;
  configuration: Changes;
}

/** Makes every change check a condition first, in its transaction. */
export function checked<D extends Scope>(
  deps: D,
  check: Precondition | undefined,
): D {
  if (check === undefined) return deps;
  const { configuration } = deps;
  return {
    ...deps,
    configuration: withChange(configuration, (work) =>
      configuration.change(async (tx) => {
        await check(tx);
        return await work(tx);
      }),
    ),
  };
}

/** Makes every change a part of this transaction, which reads see too. */
export function within<D extends Scope>(deps: D, tx: Transaction): D {
  const { configuration } = deps;
  return {
    ...deps,
    db: tx,
    configuration: withChange(configuration, (work) => work(tx)),
  };
}

/** The same configuration, changed in another way. */
function withChange<C extends Changes>(
  configuration: C,
  change: Changes["change"],
): C {
  return new Proxy(configuration, {
    get(target, name) {
      if (name === "change") return change;
      const value: unknown = Reflect.get(target, name, target);
      // A class reaches its private fields only through itself.
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
