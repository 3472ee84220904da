import { routeKey } from "../modules/http/mod.ts";
import type { PartyRole } from "../modules/http/mod.ts";
import { ApiClient } from "./api_client.ts";
import { clientOf } from "./people.ts";
import { APP_ROUTES } from "./api_document.ts";
import type { TestService } from "./harness.ts";
import type { ListWorld } from "./list_world.ts";
import { ABOUT_CALLER } from "./role_walk.ts";
import type { Tenants } from "./role_walk.ts";

const SOURCE = "advertisers/:id/sources/:source_id";

/** Ids of the owner's things, by the place where they stand in a path, the whole of it first. */
type Ids = Readonly<Record<string, string>>;

/** A statement's id, in the API and in the address of its page. */
function statementIds(id: string): Ids {
  return { "reconciliations/:id": id, "statements/:id": id };
}

/** Where an affiliate's number stands in paths: of the thing, and of the page of its risk. */
function affiliateIds(affiliate_id: number): Ids {
  const id = String(affiliate_id);
  return { "affiliates/:id": id, "risk/:id": id, "risk/affiliates/:id": id };
}

/** A filled network as its roles see it. */
export class RoleWorld {
  readonly #world: ListWorld;
  /** The parties whose things the world has. */
  readonly owners: Readonly<Record<PartyRole, number>>;
  readonly #ids: Ids;
  /** Queries of routes that need one, by path. */
  readonly #queries: Readonly<Record<string, string>>;

  private constructor(
    world: ListWorld,
    owners: Readonly<Record<PartyRole, number>>,
    ids: Ids,
  ) {
    this.#world = world;
    this.owners = owners;
    this.#ids = ids;
    this.#queries = {
      "/api/v1/trace": `?q=${ids["conversions/:id"]}`,
    };
  }

  /** Closes the payments of a filled network, so that affiliates see them, and finds its ids. */
  static async open(world: ListWorld): Promise<RoleWorld> {
    const { api } = world.service;
    const ids = (await world.walk("/payments")).map(({ id }) => id);
    await api.call("POST", "/payments/close", { ids });
    const first = async (path: string, query = "") => {
      const [row] = await world.walk(path, 50, query);
      if (row === undefined) throw new Error(`${path} is empty`);
      return row;
    };
    const payment = await first("/payments");
    const invoice = await first("/invoices");
    const owners = {
      affiliate: Number(payment.affiliate_id),
      advertiser: Number(invoice.advertiser_id),
    };
    const affiliate = `/affiliates/${owners.affiliate}`;
    const details = { iban: "DE89370400440532013000" };
    await api.call("PUT", `${affiliate}/payment-details`, { details });
    const delivery = await first("/deliveries");
    const endpoint = String((await first(`${affiliate}/postbacks`)).id);
    const at = `${affiliate}/postbacks/${endpoint}/secrets`;
    const secret = await api.call("POST", at, {});
    const shop = `/advertisers/${owners.advertiser}/sources`;
    const source = String((await first(shop)).id);
    const signing = await api.call("POST", `${shop}/${source}/secrets`, {});
    const sheet = await first(`${shop}/${source}/sheet/link`);
    const of_shop = `&advertiser_id=${owners.advertiser}`;
    const postback = await first("/postbacks", of_shop);
    const with_caps = world.lists.find(
      ({ route }) => route.path === "/api/v1/campaigns/:id/caps",
    );
    // Those of the world are for one affiliate each, which no advertiser sees.
    const cap = await api.call("POST", with_caps?.path ?? "", {
      metric: "conversions",
      period: "day",
      limit: 1_000_000,
    });
    const sale = `/conversions/${String(delivery.conversion_id)}`;
    const conversion = await api.call("GET", sale);
    const statements = await world.walk("/reconciliations");
    const later = statements.find(({ previous_id }) => previous_id !== null);
    const item = await first(`/reconciliations/${String(later?.id)}/breaks`);
    const link = await first("/links", `&affiliate_id=${owners.affiliate}`);
    return new RoleWorld(world, owners, {
      ...affiliateIds(owners.affiliate),
      "advertisers/:id": String(owners.advertiser),
      "campaigns/:id": String(cap.campaign_id),
      "clicks/:id": String(conversion.click_id),
      "goals/:key": "sale",
      "caps/:part": String(cap.id),
      "payments/:id": String(payment.id),
      "runs/:id": String(payment.run_id),
      "invoices/:id": String(invoice.id),
      "deliveries/:id": String(delivery.id),
      "conversions/:id": String(delivery.conversion_id),
      ...statementIds(String(later?.id)),
      "imports/:id": await importAs(world, owners.advertiser),
      "postbacks/:endpoint_id": endpoint,
      "secrets/:secret_id": String(secret.id),
      ...(await newsIds(world)),
      "sources/:source_id": source,
      "postbacks/:id": String(postback.id),
      "link/:link_id": String(sheet.id),
      "breaks/:key": String(item.id),
      [`${SOURCE}/secrets/:secret_id`]: String(signing.id),
      "offers/:id": await inviteTo(world, owners),
      "links/:id": String(link.id),
      "entries/:entry_id": String((await first(`${affiliate}/entries`)).id),
    });
  }

  /** A path with the ids of things that are there, such as `/campaigns/:id`. */
  filled(path: string): string {
    return pathOf(`/api/v1${path}`, this.#ids).slice("/api/v1".length);
  }

  /** The owner of the rows and another of its role, as clients of a tracker. */
  async tenants(role: PartyRole, tracker: TestService): Promise<Tenants> {
    const { api } = this.#world.service;
    const other = await api.call<{ id: number }>("POST", `/${role}s`, {
      name: "Another",
    });
    const clientOf = async (id: number) => {
      const party = { role, [`${role}_id`]: id };
      const made = await api.call("POST", "/tokens", { name: "t", ...party });
      return new ApiClient(tracker.url, String(made.token));
    };
    const own_id = this.owners[role];
    return {
      role,
      own_id,
      other_id: other.id,
      own: await clientOf(own_id),
      other: await clientOf(other.id),
      paths: new Map(
        APP_ROUTES.flatMap((route) => {
          const { path, roles } = route;
          if (roles?.includes(role) !== true) return [];
          if (ABOUT_CALLER.test(path)) return [];
          const query = this.#queries[path] ?? "";
          const at = `${pathOf(path, this.#ids)}${query}`;
          return [[routeKey(route), at] as const];
        }),
      ),
    };
  }

  /** Managers of the owners' and of other parties' rows, as clients of a tracker. */
  async managers(tracker: TestService): Promise<LimitedManagers> {
    const { api } = this.#world.service;
    const made = async (path: string, body: object) =>
      Number((await api.call("POST", path, body)).id);
    const owners = this.owners;
    const others = {
      affiliate: await made("/affiliates", { name: "Another" }),
      advertiser: await made("/advertisers", { name: "Another" }),
    };
    const clientOf = async (of: Readonly<Record<PartyRole, number>>) => {
      const token = await api.call("POST", "/tokens", {
        name: "office",
        role: "manager",
        affiliate_ids: [of.affiliate],
        advertiser_ids: [of.advertiser],
      });
      return new ApiClient(tracker.url, String(token.token));
    };
    const ids = { ...this.#ids, ...(await this.#ofBoth()) };
    return {
      own: await clientOf(owners),
      other: await clientOf(others),
      owners,
      others,
      pathOf({ path }) {
        try {
          return pathOf(path, ids);
        } catch {
          return undefined;
        }
      },
    };
  }

  /** Things of the owners that no party sees itself. */
  async #ofBoth(): Promise<Ids> {
    const { api } = this.#world.service;
    const campaign = `/campaigns/${this.#ids["campaigns/:id"]}`;
    const affiliate_id = this.owners.affiliate;
    const made = async (path: string, body: object) => {
      const thing = { affiliate_id, ...body };
      return String((await api.call("POST", campaign + path, thing)).id);
    };
    const none = { type: "none" };
    const money = { revenue: "0.20", payout: "0.10" };
    const url = "https://shop.example/own";
    await made("/affiliates", { status: "approved" });
    const link = await api.call("POST", "/links", {
      affiliate_id,
      campaign_id: Number(this.#ids["campaigns/:id"]),
    });
    return {
      "links/:id": String(link.id),
      "caps/:part": await made("/caps", {
        ...{ metric: "clicks", period: "day", limit: 1_000_000 },
      }),
      "payouts/:part": await made("/goals/sale/payouts", { payout: none }),
      "click-prices/:part": await made("/click-prices", {
        ...{ model: "cpc", ...money },
      }),
      "destinations/:part": await made("/destinations", { url }),
      "affiliates/:part": String(affiliate_id),
    };
  }
}

/** A manager limited to the owners, one limited to others, and where the owners' things are. */
export interface LimitedManagers {
  own: ApiClient;
  other: ApiClient;
  owners: Readonly<Record<PartyRole, number>>;
  others: Readonly<Record<PartyRole, number>>;
  /** The path of a route with ids of the owners'; undefined if there is no such thing. */
  pathOf(route: { path: string }): string | undefined;
}

/** A private campaign that the affiliate is invited to. */
async function inviteTo(
  { service: { api } }: ListWorld,
  { affiliate, advertiser }: Readonly<Record<PartyRole, number>>,
): Promise<string> {
  const none = { type: "none" };
  const { id } = await api.call<{ id: number }>("POST", "/campaigns", {
    advertiser_id: advertiser,
    name: "By invitation",
    visibility: "private",
    destination_url: "https://shop.example/",
    currency: "USD",
    goals: [{ key: "sale", revenue: none, payout: none }],
  });
  await api.call("POST", `/campaigns/${id}/affiliates`, {
    affiliate_id: affiliate,
    status: "approved",
  });
  return String(id);
}

/** An import that the advertiser uploaded, and the network applied. */
async function importAs(
  { service }: ListWorld,
  advertiser_id: number,
): Promise<string> {
  const { api, scheduler } = service;
  const role = "advertiser";
  const party = { name: "shop", role, advertiser_id };
  const shop = await clientOf(api, party);
  const file = "order_id,status\nL-1,approved\nnobody's,approved\n";
  const { id } = await shop.call("POST", "/imports", { file });
  while ((await shop.call("GET", `/imports/${String(id)}`)).status !== "review")
    await scheduler.runOnce();
  await api.call("POST", `/imports/${String(id)}/apply`, {});
  return String(id);
}

/** Something that rang, and a webhook of the owner with a delivery and a secret that can be removed. */
async function newsIds(world: ListWorld): Promise<Ids> {
  const [incident] = await world.walk("/incidents");
  const [webhook] = await world.walk("/webhooks");
  const at = `/webhooks/${String(webhook?.id)}`;
  const [delivery] = await world.walk(`${at}/deliveries`);
  const secret = await world.service.api.call("POST", `${at}/secrets`, {});
  return {
    "incidents/:id": String(incident?.id),
    "webhooks/:id": String(webhook?.id),
    "webhooks/:id/deliveries/:delivery_id": String(delivery?.id),
    "webhooks/:id/secrets/:secret_id": String(secret.id),
  };
}

function pathOf(path: string, ids: Ids): string {
  const parts = path.split("/");
  const filled = parts.map((part, at) => {
    if (!part.startsWith(":")) return part;
    const place = `${parts[at - 1]}/${part}`;
    const whole = parts.slice(3, at + 1).join("/");
    const id = ids[whole] ?? ids[place];
    if (id === undefined) throw new Error(`${path} needs an id of ${place}`);
    return id;
  });
  return filled.join("/").replace(/\/$/, "");
}
