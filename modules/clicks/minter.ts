import type { Clock } from "../kernel/mod.ts";
import { encodeClickId } from "./click_id.ts";

const SEQUENCE_MAX = 0xffff;

/** What an id is minted with. */
export interface MinterDeps {
  clock: Clock;
  /** The key that signs now. */
  signing(): { key_number: number; key: Uint8Array };
  /** The node number that this process holds. */
  node(): number;
}

/** A click id with the time that stands in it. */
export interface MintedClick {
  click_id: string;
  time_ms: number;
}

/** Mints click ids. Its time never goes back, so that no two ids of a process are equal. */
export class Minter {
  readonly #deps: MinterDeps;
  #time_ms = 0;
  #sequence = 0;

  constructor(deps: MinterDeps) {
    this.#deps = deps;
  }

  /** A new id for a click on a link. */
  mint(link_id: number, pays: boolean): MintedClick {
    this.#advance();
    const { key_number, key } = this.#deps.signing();
    const fields = {
      key_number,
      pays,
      time_ms: this.#time_ms,
      node: this.#deps.node(),
      sequence: this.#sequence,
      link_id,
    };
    return { click_id: encodeClickId(fields, key), time_ms: this.#time_ms };
  }

  #advance(): void {
    const now_ms = this.#deps.clock.nowMs();
    if (now_ms > this.#time_ms) {
      this.#time_ms = now_ms;
      this.#sequence = 0;
    } else if (this.#sequence < SEQUENCE_MAX) {
      this.#sequence++;
    } else {
      this.#time_ms++;
      this.#sequence = 0;
    }
  }
}
