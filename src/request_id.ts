import { randomToken } from "../modules/kernel/mod.ts";

const TAKEN = /^[\w.-]{1,64}$/;
const PREFIX_BYTES = 6;

/** The header with a request's id, both ways. */
export const REQUEST_ID = "x-request-id";

/** Takes a request's own id, or makes one that is unique in this process. */
export class RequestIds {
  readonly #prefix = randomToken(PREFIX_BYTES);
  #count = 0;

  of(request: Request): string {
    const given = request.headers.get(REQUEST_ID);
    if (given !== null && TAKEN.test(given)) return given;
    this.#count += 1;
    return `${this.#prefix}-${this.#count.toString(36)}`;
  }
}
