import { afterAll, describe, expect, spyOn, test } from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { advertisers, affiliates, configVersion } from "../../db/schema/mod.ts";
import { createTestDatabase, START_MS } from "../../tests/harness.ts";
import { Configuration } from "./configuration.ts";
import type { ConfigurationPart } from "./configuration_part.ts";

const database = await createTestDatabase();
const opened: Database[] = [];
const started: Configuration[] = [];
afterAll(async () => {
  await Promise.all(started.map((configuration) => configuration.stop()));
  await Promise.all(opened.map(closeDatabase));
  await database.drop();
});

/** A part that counts loads and signals when one is in force. */
class Loads implements ConfigurationPart {
  readonly name = "loads";
  count = 0;
  /** Blocks loads until resolved. */
  gate: Promise<void> = Promise.resolve();
  #next = Promise.withResolvers<void>();

  async read(): Promise<unknown[]> {
    await this.gate;
    this.count += 1;
    return [];
  }

  build(): void {
    this.#next.resolve();
    this.#next = Promise.withResolvers<void>();
  }

  next(): Promise<void> {
    return this.#next.promise;
  }
}

async function instance(): Promise<{
  configuration: Configuration;
  loads: Loads;
  db: Database;
}> {
  const db = openDatabase(database.app, { connections_max: 3 });
  opened.push(db);
  const configuration = new Configuration(db);
  started.push(configuration);
  const loads = new Loads();
  configuration.addPart(loads);
  await configuration.start();
  return { configuration, loads, db };
}

async function addAffiliate(
  configuration: Configuration,
  name: string,
): Promise<number> {
  const [row] = await configuration.change((tx) =>
    tx
      .insert(affiliates)
      .values({ name, created_at: START_MS })
      .returning({ id: affiliates.id }),
  );
  return row?.id ?? 0;
}

describe("Configuration", () => {
  test("applies a change here at once, and on another instance once it is notified", async () => {
    const here = await instance();
    const there = await instance();
    const heard = there.loads.next();
    const id = await addAffiliate(here.configuration, "Harbour Media");
    expect(here.configuration.affiliate(id)?.name).toBe("Harbour Media");
    await heard;
    await there.configuration.reload();
    expect(there.configuration.affiliate(id)?.name).toBe("Harbour Media");
  });

  test("notices a change without notification by its version, and reads nothing if that is unchanged", async () => {
    const here = await instance();
    const deaf = await instance();
    await deaf.configuration.stop();
    const id = await addAffiliate(here.configuration, "Quiet Media");
    expect(deaf.configuration.affiliate(id)).toBeUndefined();
    await deaf.configuration.refresh();
    expect(deaf.configuration.affiliate(id)?.name).toBe("Quiet Media");
    const { count } = deaf.loads;
    await deaf.configuration.refresh();
    expect(deaf.loads.count).toBe(count);
  });

  test("shares a look at the version among all that ask at once", async () => {
    const here = await instance();
    const deaf = await instance();
    await deaf.configuration.stop();
    await addAffiliate(here.configuration, "Busy Media");
    const { count } = deaf.loads;
    const looks = spyOn(deaf.db, "select");
    await Promise.all(
      Array.from({ length: 500 }, () => deaf.configuration.refresh()),
    );
    // The first caller's, and one that began after all others had asked.
    expect(looks).toHaveBeenCalledTimes(2);
    expect(deaf.loads.count).toBe(count + 1);
  });

  test("answers nobody from a look at the version that began before they asked", async () => {
    const here = await instance();
    const deaf = await instance();
    await deaf.configuration.stop();
    const seen = await deaf.db.select().from(configVersion);
    const old = Promise.withResolvers<unknown>();
    const looks = spyOn(deaf.db, "select").mockImplementationOnce(
      () => ({ from: () => old.promise }) as never,
    );
    const early = deaf.configuration.refresh();
    const id = await addAffiliate(here.configuration, "Late Media");
    const late = Array.from({ length: 100 }, () =>
      deaf.configuration.refresh(),
    );
    old.resolve(seen);
    await Promise.all([early, ...late]);
    expect(deaf.configuration.affiliate(id)?.name).toBe("Late Media");
    expect(looks).toHaveBeenCalledTimes(2);
  });

  test("gives nobody a reading that began before they asked", async () => {
    const { configuration, loads, db } = await instance();
    const gate = Promise.withResolvers<void>();
    loads.gate = gate.promise;
    const early = configuration.reload();
    const [row] = await db
      .insert(advertisers)
      .values({ name: "Northwind Shoes", created_at: START_MS })
      .returning({ id: advertisers.id });
    const late = [configuration.reload(), configuration.reload()];
    const { count } = loads;
    gate.resolve();
    await early;
    await Promise.all(late);
    expect(configuration.advertiser(row?.id ?? 0)?.name).toBe(
      "Northwind Shoes",
    );
    expect(loads.count).toBe(count + 2);
  });

  test("neither keeps nor announces a change that failed", async () => {
    const { configuration, db } = await instance();
    const versionOf = async () => {
      const [row] = await db.execute(sql`select version from config_version`);
      return Number(row?.version);
    };
    const version = await versionOf();
    const failing = configuration.change(async (tx) => {
      await tx
        .insert(affiliates)
        .values({ name: "Half Media", created_at: START_MS });
      throw new RangeError("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await versionOf()).toBe(version);
    expect(
      await db.execute(sql`select from affiliates where name = 'Half Media'`),
    ).toHaveLength(0);
  });

  test("loses no change where two instances make twenty at once", async () => {
    const instances = [await instance(), await instance()];
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        const at = instances[index % 2] ?? instances[0];
        return addAffiliate(at!.configuration, `Media ${index}`);
      }),
    );
    for (const { configuration } of instances) {
      await configuration.refresh();
      for (const id of ids) {
        expect(configuration.affiliate(id)?.id).toBe(id);
      }
    }
  });

  test("stops twice without harm", async () => {
    const { configuration } = await instance();
    await Promise.all([configuration.stop(), configuration.stop()]);
    await configuration.stop();
  });
});
