import { notFound } from "../modules/http/mod.ts";

/** Refuses a path with a broken escape, such as `%zz`: Elysia gives null for that part. */
export function refuseUndecoded({ params }: { params?: object }): void {
  if (params !== undefined && Object.values(params).includes(null)) {
    throw notFound();
  }
}
