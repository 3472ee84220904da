import type { TestService } from "../harness.ts";
import { ADMIN_TOKEN } from "../harness.ts";
import { ListWorld } from "../list_world.ts";
import { RoleWorld } from "../role_world.ts";
import type { Asker } from "./fuzz_walk.ts";
import type { IdPool } from "./fuzz_values.ts";

const IDS_MAX = 6;

/** A filled network, its ids by what they belong to, and one asker of each role. */
export interface FuzzWorld {
  ids: IdPool;
  askers: readonly Asker[];
}

export async function openFuzzWorld(service: TestService): Promise<FuzzWorld> {
  const world = await ListWorld.open(service);
  const roles = await RoleWorld.open(world);
  const { own_id: affiliate_id } = await roles.tenants("affiliate", service);
  const { own_id: advertiser_id } = await roles.tenants("advertiser", service);
  const askers = [
    { role: "nobody", token: null, renew: async () => null },
    { role: "admin", token: ADMIN_TOKEN, renew: async () => ADMIN_TOKEN },
    await askerOf(service, "manager", {}),
    await askerOf(service, "affiliate", { affiliate_id }),
    await askerOf(service, "advertiser", { advertiser_id }),
  ];
  return { ids: await idsOf(world), askers };
}

async function askerOf(
  { api }: TestService,
  role: string,
  party: Record<string, number>,
): Promise<Asker> {
  const renew = async () => {
    const body = { name: "fuzz", role, ...party };
    const made = await api.try("POST", "/tokens", body);
    return made.status === 201 ? String(made.body.token) : null;
  };
  return { role, token: await renew(), renew };
}

/** The ids of each list by its last name (`campaigns`), and by the field that names one of it. */
async function idsOf(world: ListWorld): Promise<IdPool> {
  const ids = new Map<string, string[]>();
  const add = (name: string, values: readonly unknown[]) => {
    const known = ids.get(name) ?? [];
    ids.set(name, [...new Set([...known, ...values.map(String)])]);
  };
  for (const { path } of world.lists) {
    const rows = (await world.walk(path, 50)).slice(0, IDS_MAX);
    const name = path.split("/").at(-1) ?? "";
    const found = rows.flatMap((row) => row.id ?? row.key ?? row.name ?? []);
    add(name, found);
    add(`${name.replace(/s$/, "")}_id`, found);
    for (const row of rows) {
      for (const [field, value] of Object.entries(row)) {
        const is_id = /_id$|^click_id$|^order_id$/.test(field);
        if (is_id && value !== null) add(field, [value]);
      }
    }
  }
  return ids;
}
