import { randomToken } from "../modules/kernel/mod.ts";

const TAKEN = /^[\w.-]{1,64}$/;
const PREFIX_BYTES = 6;

/** The header that carries the id of a request, in and out. */
export const REQUEST_ID = "x-request-id";

/** Takes the id that a request brings, or makes one that no other request of this process has. */
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
