import { describe, expect, test } from "bun:test";
import { Type } from "@sinclair/typebox";
import type { ApiDescription } from "./describe.ts";
import { hiddenFrom } from "./hidden_fields.ts";
import { RequestRules } from "./request_rules.ts";
import { RowRules } from "./row_rules.ts";
import { Amount, Id, listOf } from "./shapes.ts";

const Sale = Type.Object({
  id: Id,
  affiliate_id: Id,
  payout: Amount,
  revenue: hiddenFrom(Amount, ["affiliate"]),
});
const roles = ["admin", "affiliate"];
const list = { method: "GET", path: "/api/v1/sales", roles };
const one = { method: "GET", path: "/api/v1/sales/:id", roles };
const below = { method: "GET", path: "/api/v1/affiliates/:id/sales", roles };
const undo = { method: "POST", path: "/api/v1/sales/:id/undo", roles };
const routes = [list, one, below, undo];
const api: ApiDescription = {
  "GET /api/v1/sales": {
    summary: "Lists sales",
    answers: { 200: listOf(Sale) },
    filters: { affiliate_id: "id", revenue: "text", order: "text", q: "text" },
    sorts: ["-id", "revenue", "payout"],
    own: { affiliate: { filter: "affiliate_id", also: ["q"] } },
  },
  "GET /api/v1/sales/:id": {
    summary: "Gets a sale",
    answers: { 200: Sale },
    own: { affiliate: { field: "affiliate_id" } },
  },
  "GET /api/v1/affiliates/:id/sales": {
    summary: "Lists the sales of an affiliate",
    answers: { 200: listOf(Sale) },
    filters: {},
    own: { affiliate: { path: "id" } },
  },
  "POST /api/v1/sales/:id/undo": {
    summary: "Undoes a sale",
    answers: { 200: Sale },
    own: {
      affiliate: { field: "affiliate_id", of: "/api/v1/sales/:id" },
    },
  },
};
const HOST = "http://localhost";
const caller = { role: "affiliate", limits: { affiliate: [7] } };

describe("an affiliate's request", () => {
  const rules = new RowRules(routes, api);
  const narrow = (route: typeof list, path: string) =>
    rules.narrow(route, caller, `${HOST}/api/v1${path}`);
  const filterOf = (query: string) => {
    const { url } = narrow(list, `/sales${query}`);
    return new URL(url).searchParams.getAll("affiliate_id").join();
  };

  test("for a list asks for its own rows, and for none of another's", () => {
    expect(filterOf("")).toBe("7");
    expect(filterOf("?affiliate_id=7&limit=3")).toBe("7");
    expect(filterOf("?affiliate_id=8")).toBe("2147483647");
    expect(filterOf("?affiliate_id=7&affiliate_id=8")).toBe("2147483647");
    expect(filterOf("?affiliate_id=7&%61ffiliate_id=8")).toBe("2147483647");
    for (const wrong of ["", "07", "7,8", "x", "+7", "7.0", "-1"]) {
      expect(() => filterOf(`?affiliate_id=${wrong}`)).toThrow("affiliate_id");
    }
  });

  test("below an affiliate's address is answered for its own only", () => {
    const path = "/affiliates/7/sales?limit=2";
    expect(narrow(below, path)).toEqual({
      url: `${HOST}/api/v1${path}`,
      first: [],
      bodies: [],
    });
    for (const id of ["8", "07", "%37", "7 ", "0", "null"]) {
      expect(() => narrow(below, `/affiliates/${id}/sales`)).toThrow();
    }
  });

  test("for one thing reads it first, whatever is asked of it", () => {
    const url = `${HOST}/api/v1/sales/5`;
    const first = [{ url, field: "affiliate_id", values: [7] }];
    for (const path of ["/sales/5", "/sales/5?limit=1", "/sales/5.csv"]) {
      expect(narrow(one, path).first).toEqual(first);
    }
    expect(narrow(undo, "/sales/5/undo").first).toEqual(first);
  });

  test("finds nothing without an affiliate", () => {
    const nobody = { role: "affiliate", limits: { affiliate: [] } };
    const { url } = rules.narrow(list, nobody, `${HOST}/api/v1/sales`);
    expect(url).toEndWith("?affiliate_id=2147483647");
    const path = `${HOST}/api/v1/affiliates/null/sales`;
    expect(() => rules.narrow(below, nobody, path)).toThrow();
  });

  test("of an admin stays as it is", () => {
    const url = `${HOST}/api/v1/sales?affiliate_id=8`;
    const admin = { role: "admin", limits: {} };
    expect(rules.narrow(list, admin, url)).toEqual({
      url,
      first: [],
      bodies: [],
    });
  });
});

test("a route that a role may call must say whose rows it shows", () => {
  const { own: _, ...unstated } = api["GET /api/v1/sales"]!;
  expect(
    () => new RowRules(routes, { ...api, "GET /api/v1/sales": unstated }),
  ).toThrow("GET /api/v1/sales: whose rows an affiliate sees is not stated");
  for (const own of [{ filter: "q" }, { filter: "seller_id" }, { path: "x" }]) {
    const wrong = { ...api["GET /api/v1/sales"]!, own: { affiliate: own } };
    expect(
      () => new RowRules(routes, { ...api, "GET /api/v1/sales": wrong }),
    ).toThrow("has no");
  }
});

describe("what is hidden from a role is unknown to it", () => {
  const rules = new RequestRules(routes, api);
  const ask = (role: string, query: string) => () =>
    rules.check(new Request(`${HOST}/api/v1/sales?${query}`), list, role);
  const cursorOf = (sort: string) =>
    Buffer.from(JSON.stringify([sort, "1", "2"])).toString("base64url");

  test("as a filter and as a sort", () => {
    for (const query of ["revenue=1", "order=1", "sort=revenue"]) {
      expect(ask("admin", query)).not.toThrow();
      expect(ask("affiliate", query)).toThrow(/order|revenue|sort/);
    }
    for (const query of ["affiliate_id=1", "q=a", "sort=-payout", "limit=1"]) {
      expect(ask("affiliate", query)).not.toThrow();
    }
  });

  test("as the sort that a cursor carries", () => {
    expect(ask("affiliate", `cursor=${cursorOf("payout")}`)).not.toThrow();
    expect(ask("admin", `cursor=${cursorOf("revenue")}`)).not.toThrow();
    for (const sort of ["revenue", "-revenue"]) {
      const query = `cursor=${cursorOf(sort)}`;
      expect(ask("affiliate", query)).toThrow("cursor");
    }
  });
});
