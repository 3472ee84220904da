import type { TSchema } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { readList } from "./paging.ts";
import type { ListRequest } from "./paging.ts";
import { pathOfOne } from "./resource.ts";
import type {
  BodyOf,
  ListParams,
  OneParams,
  PatchOf,
  Resource,
} from "./resource.ts";

/** A request to a resource: the texts in its path, and who makes it. */
export interface Call<Params, Principal = unknown> {
  params: Params;
  /** As the guard of the route sets it. */
  principal: Principal;
}

/** Implementation of a resource's routes: those that it declares. */
export interface ResourceWork<R extends Resource, Principal> {
  list?(
    call: Call<ListParams<R>, Principal>,
    page: ListRequest,
  ): Promise<object>;
  read?(call: Call<OneParams<R>, Principal>): Promise<object>;
  create?(
    call: Call<ListParams<R>, Principal>,
    body: BodyOf<R>,
  ): Promise<object>;
  change?(
    call: Call<OneParams<R>, Principal>,
    patch: PatchOf<R>,
  ): Promise<object>;
  /** Its result is shown only if the resource says what is `removed`. */
  remove?(call: Call<OneParams<R>, Principal>): Promise<unknown>;
}

/** The context of a handler, as far as it is used here. */
interface Context {
  params: unknown;
  query: Record<string, string | undefined>;
  body: unknown;
  set: { status?: number | string };
}

/**
 * Mounts a resource's routes: list, get, create, change and delete, as far as it declares
 * them. The caller adds the guard.
 */
export function resourceRoutes<const R extends Resource, Principal = unknown>(
  resource: R,
  work: ResourceWork<R, Principal>,
) {
  checkWork(resource, work);
  const { path, filters, removed } = resource;
  const { list, read, create, change, remove } = work;
  const one = pathOfOne(resource);
  const inList = (context: Context) =>
    context as Context & Call<ListParams<R>, Principal>;
  const ofOne = (context: Context) =>
    context as Context & Call<OneParams<R>, Principal>;
  const app = new Elysia({ name: `resource ${path}` });
  if (list !== undefined) {
    app.get(path, (context) =>
      list(inList(context), readList(context.query, filters)),
    );
  }
  if (read !== undefined) app.get(one, (context) => read(ofOne(context)));
  if (create !== undefined) {
    const body: TSchema = resource.body as TSchema;
    app.post(
      path,
      (context) => {
        context.set.status = 201;
        return create(inList(context), context.body as BodyOf<R>);
      },
      { body },
    );
  }
  if (change !== undefined) {
    const body: TSchema = resource.patch as TSchema;
    app.patch(
      one,
      (context) => change(ofOne(context), context.body as PatchOf<R>),
      { body },
    );
  }
  if (remove !== undefined) {
    app.delete(one, async (context) => {
      const left = await remove(ofOne(context));
      if (removed !== undefined) return left;
      context.set.status = 204;
    });
  }
  return app;
}

/** A resource must do what it declares, and nothing else. */
function checkWork(
  { path, filters, body, patch, deletes = false }: Resource,
  work: { [name in keyof ResourceWork<Resource, unknown>]?: unknown },
): void {
  const declared = {
    list: filters !== undefined,
    read: filters !== undefined,
    create: body !== undefined,
    change: patch !== undefined,
    remove: deletes,
  };
  for (const [name, is_declared] of Object.entries(declared)) {
    const is_done = work[name as keyof typeof work] !== undefined;
    if (is_done === is_declared) continue;
    throw new Error(`${path}: ${name} is declared or done, but not both`);
  }
}
