import { refusal } from "../codes.ts";
import type { Refusal } from "../codes.ts";

/** Thrown while a postback is read: what it says can't be taken, and by which name. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(code: Refusal["code"], detail: string) {
    super(detail);
    this.refusal = refusal(code, detail);
  }
}
