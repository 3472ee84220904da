import type { Static, TSchema } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { readList } from "./paging.ts";
import type { ListRequest } from "./paging.ts";
import { readId } from "./readers.ts";
import type { Resource } from "./resource.ts";

/** Implementation of a resource's routes. */
export interface ResourceWork<Body extends TSchema, Patch extends TSchema> {
  list(page: ListRequest): Promise<object>;
  read(id: number): Promise<object>;
  create(body: Static<Body>): Promise<object>;
  change(id: number, patch: Static<Patch>): Promise<object>;
  /** Required if the resource `deletes`. */
  remove?(id: number): Promise<unknown>;
}

/**
 * Mounts a resource's routes: list, get, create, change, and delete if supported.
 * The caller adds the guard.
 */
export function resourceRoutes<Body extends TSchema, Patch extends TSchema>(
  resource: Resource<Body, Patch>,
  work: ResourceWork<Body, Patch>,
) {
  const { path, filters, deletes = false } = resource;
  const { remove } = work;
  if (deletes !== (remove !== undefined)) {
    throw new Error(`${path}: "deletes" and what removes go together`);
  }
  const one = `${path}/:id` as const;
  const body: TSchema = resource.body;
  const patch: TSchema = resource.patch;
  const app = new Elysia({ name: `resource ${path}` })
    .get(path, ({ query }) => work.list(readList(query, filters)))
    .get(one, ({ params }) => work.read(readId(params.id)))
    .post(
      path,
      ({ body, set }) => {
        set.status = 201;
        return work.create(body as Static<Body>);
      },
      { body },
    )
    .patch(
      one,
      ({ params, body }) =>
        work.change(readId(params.id), body as Static<Patch>),
      { body: patch },
    );
  if (remove === undefined) return app;
  return app.delete(one, async ({ params, set }) => {
    await remove(readId(params.id));
    set.status = 204;
  });
}
