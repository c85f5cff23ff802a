/** What messages came to over some time. */
export type Sums = {
  sent: number;
  delivered: number;
  read: number;
  replied: number;
  clicked: number;
  /** Orders that count for a message and were not cancelled. */
  orders: number;
  /** In the shop's currency, smallest unit. */
  revenueMinor: number;
  /** Millionths of the rate table's currency; what could not be priced is not in it. */
  costMicros: number;
  /** Delivered messages whose price is not known. */
  unpriced: number;
};

export const noSums: Sums = {
  sent: 0,
  delivered: 0,
  read: 0,
  replied: 0,
  clicked: 0,
  orders: 0,
  revenueMinor: 0,
  costMicros: 0,
  unpriced: 0,
};
