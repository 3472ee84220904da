import type { Deliverer } from "../../modules/deliveries/mod.ts";

/** A deliverer as the simulation drives it. */
export type Delivering = Pick<Deliverer, "pump" | "expire" | "hint">;

/** What a deliverer is made of: all that the simulation stands in for. */
export type DelivererDeps = ConstructorParameters<typeof Deliverer>[0];

/** Where deliveries wait. */
export type Store = DelivererDeps["store"];

/** How many an endpoint may be given. */
export type Turn = Parameters<Store["claim"]>[0][number];

/** A delivery that was claimed. */
export type Claimed = Awaited<ReturnType<Store["claim"]>>[number];

/** What became of it. */
export type Finished = Parameters<Store["finish"]>[0][number];

/** How an endpoint is doing. */
export type Health = Awaited<ReturnType<Store["finish"]>>[number];

/** A breaker as it is shown while it is open. */
export type OpenBreaker = NonNullable<Parameters<Store["breaker"]>[1]>;

/** A request to a partner. */
export type Outgoing = Parameters<DelivererDeps["send"]>[0];

/** What came of it. */
export type SendResult = Awaited<ReturnType<DelivererDeps["send"]>>;

/** An endpoint as the deliverer knows it. */
export type Endpoint = NonNullable<
  ReturnType<DelivererDeps["directory"]["byId"]>
>;
