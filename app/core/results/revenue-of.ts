type Amounts = {
  currency: string;
  totalMinor: bigint;
  /** In the shop's currency; null for orders kept before these were. */
  shopCurrency: string | null;
  shopTotalMinor: bigint | null;
  shopCurrentMinor: bigint | null;
  cancelledAt: Date | null;
};

/**
 * What an order is worth to the shop now, in the shop's currency: what it is after edits and returns, less what was paid
 * back beyond those; nothing once it is cancelled. Null when its amount in that currency is not known.
 */
export function revenueOf(
  order: Amounts,
  refunds: readonly { amountMinor: bigint; currency: string }[],
  shopCurrency: string,
): bigint | null {
  const total =
    order.shopCurrency === shopCurrency
      ? order.shopTotalMinor
      : order.shopCurrency === null && order.currency === shopCurrency
        ? order.totalMinor
        : null;
  if (total === null) return null;
  if (order.cancelledAt) return 0n;
  const current = (order.shopCurrency === shopCurrency ? order.shopCurrentMinor : null) ?? total;
  const paidBack = refunds.reduce((sum, refund) => sum + inShopCurrency(refund, order, total, shopCurrency), 0n);
  const takenOff = total > current ? total - current : 0n;
  const beyond = paidBack > takenOff ? paidBack - takenOff : 0n;
  return current > beyond ? current - beyond : 0n;
}

/** Refunds in the shopper's currency are carried over as the order itself was. */
function inShopCurrency(
  refund: { amountMinor: bigint; currency: string },
  order: Amounts,
  shopTotal: bigint,
  shopCurrency: string,
): bigint {
  if (refund.currency === shopCurrency || refund.currency !== order.currency || order.totalMinor === 0n)
    return refund.amountMinor;
  return (refund.amountMinor * shopTotal + order.totalMinor / 2n) / order.totalMinor;
}
