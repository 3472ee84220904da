import { afterAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { createTestDatabase, START_MS } from "../../tests/harness.ts";
import { ManualClock } from "../kernel/mod.ts";
import { Passwords } from "./passwords.ts";
import { SignIn } from "./sign_in.ts";
import { createUser, ensureAdminUser } from "./user.ts";

const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 2 });
const passwords = new Passwords();
const deps = { db, clock: new ManualClock(START_MS), passwords };
const sign_in = new SignIn(deps);
const ip = "198.51.100.7";
afterAll(async () => {
  await passwords.stop();
  await closeDatabase(db);
  await database.drop();
});

const PASSWORD = "correct horse battery";

async function storedUsers(): Promise<string> {
  const rows = await db.execute(
    sql`select to_jsonb(u)::text as row from users as u`,
  );
  return rows.map(({ row }) => String(row)).join("\n");
}

describe("a user's password", () => {
  test("is kept as an argon2id hash and shown to nobody", async () => {
    const user = await createUser(deps, {
      email: " Ada@Network.example ",
      password: PASSWORD,
      role: "admin",
    });
    expect(user.email).toBe("ada@network.example");
    expect(JSON.stringify(user)).not.toMatch(/password|argon/);
    const stored = await storedUsers();
    expect(stored).toContain("$argon2id$");
    expect(stored).not.toContain(PASSWORD);
  });

  test("opens with the right one alone, whatever the case of the address", async () => {
    const row = await sign_in.try({
      email: "ADA@network.example ",
      password: PASSWORD,
      ip,
    });
    expect(row?.email).toBe("ada@network.example");
    for (const [email, password] of [
      ["ada@network.example", "Correct horse battery"],
      ["ada@network.example", ""],
      ["ada@network.example", "x".repeat(100_000)],
      ["bob@network.example", PASSWORD],
      ["", ""],
      ["ada@network.example\0", PASSWORD],
    ] as const) {
      expect(await sign_in.try({ email, password, ip })).toBeNull();
    }
  });

  test("still opens for whom an older version took with another address", async () => {
    const old = '"old"@network.example';
    const made = { email: "old@network.example", password: PASSWORD };
    const { id } = await createUser(deps, { ...made, role: "manager" });
    await db.execute(sql`update users set email = ${old} where id = ${id}`);
    const asked = { email: old, password: PASSWORD, ip };
    expect(await sign_in.try(asked)).toMatchObject({ id });
  });

  test.each([
    ["email", "ada", PASSWORD],
    ["email", "ada@", PASSWORD],
    ["email", "a b@network.example", PASSWORD],
    ["email", "<a@b", PASSWORD],
    ["email", "<ada@network.example>", PASSWORD],
    ["email", "ada,bob@network.example", PASSWORD],
    ["email", "ada@network.example;bob", PASSWORD],
    ["email", '"ada"@network.example', PASSWORD],
    ["email", "ada(x)@network.example", PASSWORD],
    ["email", "ada@[127.0.0.1]", PASSWORD],
    ["password", "bob@network.example", "short"],
    ["password", "bob@network.example", "x".repeat(201)],
  ])(
    "is not taken where the %s is no good (%p)",
    async (field, email, password) => {
      const made = createUser(deps, { email, password, role: "manager" });
      await expect(made).rejects.toMatchObject({
        status: 422,
        errors: [{ field }],
      });
    },
  );

  test("is not changed by a second user of the same address", async () => {
    const before = await storedUsers();
    const again = { email: "ADA@network.example", password: "another one!" };
    await expect(
      createUser(deps, { ...again, role: "admin" }),
    ).rejects.toMatchObject({ status: 409, code: "already_exists" });
    await ensureAdminUser(deps, again);
    expect(await storedUsers()).toBe(before);
  });
});
