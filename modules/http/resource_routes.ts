import type { TSchema } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Queryable } from "../../db/mod.ts";
import { entityTag, isKnownTag, preconditionOf } from "./entity_tag.ts";
import type { Precondition } from "./entity_tag.ts";
import { cutOf } from "./hidden_fields.ts";
import type { Cut } from "./hidden_fields.ts";
import { readList } from "./paging.ts";
import type { ListRequest } from "./paging.ts";
import { isPartyRole } from "./party_roles.ts";
import type { PartyRole } from "./party_roles.ts";
import { replacementPatch } from "./replacement.ts";
import { isReadable, pathOfOne } from "./resource.ts";
import type {
  BodyOf,
  ListParams,
  OneParams,
  PatchOf,
  PutOf,
  Resource,
} from "./resource.ts";

/** A request to a resource: the texts in its path, and who makes it. */
export interface Call<Params, Principal = unknown> {
  params: Params;
  /** As the guard of the route sets it. */
  principal: Principal;
}

/** A request to change or remove one. */
export interface ChangeCall<Params, Principal = unknown> extends Call<
  Params,
  Principal
> {
  /** The tags that `If-Match` requires. */
  check: Precondition | undefined;
}

/** Implementation of a resource's routes: those that it declares. */
export interface ResourceWork<R extends Resource, Principal> {
  list?(
    call: Call<ListParams<R>, Principal>,
    page: ListRequest,
  ): Promise<object>;
  /** Reads one, in the transaction of a change if there is one. */
  read?(call: Call<OneParams<R>, Principal>, db?: Queryable): Promise<object>;
  create?(
    call: Call<ListParams<R>, Principal>,
    body: BodyOf<R>,
  ): Promise<object>;
  change?(
    call: ChangeCall<OneParams<R>, Principal>,
    patch: PatchOf<R>,
  ): Promise<object>;
  /** Replaces the single one; others are replaced by a change. */
  replace?(
    call: ChangeCall<OneParams<R>, Principal>,
    body: PutOf<R>,
  ): Promise<object>;
  /** Its result is shown only if the resource says what is `removed`. */
  remove?(call: ChangeCall<OneParams<R>, Principal>): Promise<unknown>;
}

/** The context of a handler, as far as it is used here. */
interface Context {
  request: Request;
  params: unknown;
  query: Record<string, string | undefined>;
  body: unknown;
  set: {
    status?: number | string;
    headers: Record<string, string | number | undefined>;
  };
  principal?: { timezone: string; role: string };
}

/**
 * Mounts a resource's routes: list, get, create, change and delete, as far as it declares
 * them. The caller adds the guard.
 */
export function resourceRoutes<const R extends Resource, Principal = unknown>(
  resource: R,
  work: ResourceWork<R, Principal>,
) {
  const { reads, writes } = resourceParts(resource, work);
  return new Elysia({ name: `resource ${resource.path}` })
    .use(reads)
    .use(writes);
}

/** The same in two parts, for a resource that more roles may read than change. */
export function resourceParts<const R extends Resource, Principal = unknown>(
  resource: R,
  work: ResourceWork<R, Principal>,
) {
  checkWork(resource, work);
  return {
    reads: readRoutes(resource, work),
    writes: writeRoutes(resource, work),
  };
}

function inList<R extends Resource, Principal>(context: Context) {
  return context as Context & Call<ListParams<R>, Principal>;
}

function ofOne<R extends Resource, Principal>(context: Context) {
  return context as Context & Call<OneParams<R>, Principal>;
}

function readRoutes<R extends Resource, Principal>(
  resource: R,
  { list, read }: ResourceWork<R, Principal>,
) {
  const { path, filters = {}, sorts = [] } = resource;
  const app = new Elysia({ name: `reads ${path}` });
  if (list !== undefined) {
    app.get(path, (context) =>
      list(
        inList<R, Principal>(context),
        readList(context.query, { filters, sorts }, readingOf(context)),
      ),
    );
  }
  if (read !== undefined) {
    app.get(pathOfOne(resource), async (context) => {
      const shown = await read(ofOne<R, Principal>(context));
      return showUnlessKnown(context, resource, shown);
    });
  }
  return app;
}

function writeRoutes<R extends Resource, Principal>(
  resource: R,
  work: ResourceWork<R, Principal>,
) {
  const { path, removed } = resource;
  const { read, create, change, remove } = work;
  const one = pathOfOne(resource);
  const toChange = async (context: Context) => {
    const call = ofOne<R, Principal>(context);
    const readOne = read && ((db?: Queryable) => read(call, db));
    const check = await checkFirst(context, resource, readOne);
    const { params, principal } = call;
    return { params, principal, check };
  };
  const app = new Elysia({ name: `writes ${path}` });
  if (create !== undefined) {
    const body: TSchema = resource.body as TSchema;
    app.post(
      path,
      async (context) => {
        const call = inList<R, Principal>(context);
        const made = await create(call, context.body as BodyOf<R>);
        context.set.status = 201;
        return read === undefined ? made : show(context, resource, made);
      },
      { body },
    );
  }
  if (change !== undefined) {
    const body: TSchema = resource.patch as TSchema;
    app.patch(
      one,
      async (context) => {
        const call = await toChange(context);
        const changed = await change(call, context.body as PatchOf<R>);
        return show(context, resource, changed);
      },
      { body },
    );
  }
  const { put } = resource;
  if (put !== undefined) {
    const replaceOne = replacer(resource, work);
    app.put(
      one,
      async (context) => {
        const call = await toChange(context);
        return show(context, resource, await replaceOne(call, context.body));
      },
      { body: put as TSchema },
    );
  }
  if (remove !== undefined) {
    app.delete(one, async (context) => {
      const left = await remove(await toChange(context));
      if (removed !== undefined) return left;
      context.set.status = 204;
    });
  }
  return app;
}

/** Replaces one: by itself, or by the change that gives what a body leaves out its default. */
function replacer<R extends Resource, Principal>(
  resource: R,
  { read, change, replace }: ResourceWork<R, Principal>,
) {
  type One = ChangeCall<OneParams<R>, Principal>;
  return async (call: One, body: unknown): Promise<object> => {
    if (replace !== undefined) return await replace(call, body as PutOf<R>);
    if (read === undefined || change === undefined) {
      throw new Error(`${resource.path}: what is replaced is read and changed`);
    }
    const given = body as Readonly<Record<string, unknown>>;
    const patch = replacementPatch(resource, given, await read(call));
    return await change(call, patch as PatchOf<R>);
  };
}

/** Shows one with its tag. */
function show(context: Context, resource: Resource, shown: object): object {
  context.set.headers["etag"] = tagFor(context, resource, shown);
  return shown;
}

/** Shows one with its tag, or 304 if the caller has it already. */
function showUnlessKnown(
  context: Context,
  resource: Resource,
  shown: object,
): object | undefined {
  const tag = tagFor(context, resource, shown);
  const { headers } = context.set;
  headers["etag"] = tag;
  headers["cache-control"] = "private, no-cache";
  const known = context.request.headers.get("if-none-match");
  if (known === null || !isKnownTag(known, tag)) return shown;
  context.set.status = 304;
  return undefined;
}

/**
 * Returns what `If-Match` asks for, to be checked in the change's transaction, after it has
 * been checked here: a request that changes nothing opens no transaction.
 */
async function checkFirst(
  context: Context,
  resource: Resource,
  read: ((db?: Queryable) => Promise<object>) | undefined,
): Promise<Precondition | undefined> {
  if (read === undefined) return undefined;
  const header = context.request.headers.get("if-match");
  const readSeen = async (db?: Queryable) =>
    seenBy(context, resource, await read(db));
  const check = preconditionOf(header, resource, readSeen);
  await check?.(undefined);
  return check;
}

/** The tag of what the caller's role sees, so that it tells nothing of hidden fields. */
function tagFor(context: Context, resource: Resource, shown: object): string {
  return entityTag(seenBy(context, resource, shown), resource);
}

function seenBy(
  { principal }: Context,
  { view }: Resource,
  shown: object,
): object {
  const role = principal?.role;
  return isPartyRole(role) ? (cutFor(view, role)(shown) as object) : shown;
}

const CUTS = new WeakMap<TSchema, Map<PartyRole, Cut>>();

/** The cut of a view, made once for a role. */
function cutFor(view: TSchema, role: PartyRole): Cut {
  const cuts = CUTS.get(view) ?? new Map<PartyRole, Cut>();
  CUTS.set(view, cuts);
  const cut = cuts.get(role) ?? cutOf([view], role);
  cuts.set(role, cut);
  return cut;
}

/** Days in filters are the caller's. */
function readingOf({ principal }: Context) {
  return { timezone: principal?.timezone ?? "UTC" };
}

/** A resource must do what it declares, and nothing else. */
function checkWork(
  resource: Resource,
  work: { [name in keyof ResourceWork<Resource, unknown>]?: unknown },
): void {
  const { path, filters, body, patch, put, single, deletes = false } = resource;
  const declared = {
    list: filters !== undefined,
    read: isReadable(resource),
    create: body !== undefined,
    change: patch !== undefined,
    replace: put !== undefined && single === true,
    remove: deletes,
  };
  for (const [name, is_declared] of Object.entries(declared)) {
    const is_done = work[name as keyof typeof work] !== undefined;
    if (is_done === is_declared) continue;
    throw new Error(`${path}: ${name} is declared or done, but not both`);
  }
}
