/** An order as these tests have it, whatever shop sends it. */
export interface Order {
  id: string;
  /** In major units. */
  amount: string;
  /** Null: nobody referred it. */
  click_id: string | null;
  at: string;
  is_test?: boolean;
}

/** A body with the topic that stands in its header. */
export interface Told {
  body: unknown;
  topic?: string;
}

/** The bodies of one shop about an order. */
export interface Tells {
  sale(order: Order): Told;
  /** A refund of a part: of what this one gives back, and in total so far. */
  refund(
    order: Order,
    refund: { id: string; amount: string; total: string; at: string },
  ): Told;
}

/** A buyer, nothing of whom is kept without a click. */
export const BUYER = {
  email: "buyer@example.com",
  first_name: "Jane",
  last_name: "Buyer",
  phone: "+15550100",
  address1: "1 Secret Street",
};
