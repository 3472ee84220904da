import type { Database } from "../../db/mod.ts";
import type { Mailer } from "../access/mod.ts";
import type { AffiliateDeps } from "../campaigns/mod.ts";
import type { OldClicks } from "../clicks/mod.ts";
import type { ConversionDoor } from "../conversions/mod.ts";
import type { EndpointDeps } from "../deliveries/mod.ts";

export type MoveDeps = AffiliateDeps & EndpointDeps;

/** Dependencies of a move as a whole. */
export interface MoveRunDeps extends Omit<MoveDeps, "writePaymentDetails"> {
  db: Database;
  conversions: ConversionDoor;
  old_clicks: Pick<OldClicks, "find" | "import" | "remove">;
  /** Currency of what neither the files nor the owner give one for. */
  default_currency: string;
  /** Absent where no mail is sent. */
  mailer?: Mailer | undefined;
}
