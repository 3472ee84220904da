import type { Deliverer } from "../../modules/deliveries/mod.ts";

/** The part of a deliverer that the simulation drives. */
export type Delivering = Pick<Deliverer, "pump" | "expire" | "hint">;

/** A deliverer's dependencies, all simulated. */
export type DelivererDeps = ConstructorParameters<typeof Deliverer>[0];

/** Where deliveries are queued. */
export type Store = DelivererDeps["store"];

/** Maximum deliveries for an endpoint in one claim. */
export type Turn = Parameters<Store["claim"]>[0][number];

/** A claimed delivery. */
export type Claimed = Awaited<ReturnType<Store["claim"]>>[number];

/** A finished attempt. */
export type Finished = Parameters<Store["finish"]>[0][number];

/** An endpoint's health. */
export type Health = Awaited<ReturnType<Store["finish"]>>[number];

/** An open breaker as shown. */
export type OpenBreaker = NonNullable<Parameters<Store["breaker"]>[1]>;

/** A request to a partner. */
export type Outgoing = Parameters<DelivererDeps["send"]>[0];

/** The result of sending. */
export type SendResult = Awaited<ReturnType<DelivererDeps["send"]>>;

/** An endpoint as the deliverer loads it. */
export type Endpoint = Exclude<
  NonNullable<ReturnType<DelivererDeps["directory"]["byId"]>>,
  { kind: "webhook" }
>;
