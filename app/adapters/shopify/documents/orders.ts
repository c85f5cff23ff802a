const person = /* GraphQL */ `
  fragment person on Customer {
    id
    firstName
    lastName
    defaultPhoneNumber {
      phoneNumber
    }
  }
`;

const address = /* GraphQL */ `
  fragment address on MailingAddress {
    firstName
    lastName
    phone
    countryCodeV2
    provinceCode
  }
`;

/** No fragment: the items of an order and of a checkout are of two types. */
const itemFields = `
  title
  variantTitle
  quantity
  product {
    id
  }
  variant {
    id
  }
  originalUnitPriceSet {
    shopMoney {
      amount
    }
  }
`;

/** Documents about orders and checkouts. */
export const ordersDocuments = {
  ordersUpdatedSince: /* GraphQL */ `
    query ordersUpdatedSince($query: String!, $after: String) {
      orders(first: 25, after: $after, query: $query, sortKey: UPDATED_AT) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          name
          checkoutToken
          cartToken
          currencyCode
          createdAt
          updatedAt
          cancelledAt
          cancelReason
          displayFinancialStatus
          displayFulfillmentStatus
          paymentGatewayNames
          customerLocale
          statusPageUrl
          discountCodes
          tags
          totalPriceSet {
            shopMoney {
              amount
            }
          }
          totalOutstandingSet {
            shopMoney {
              amount
            }
          }
          taxesIncluded
          totalDiscountsSet {
            shopMoney {
              amount
              currencyCode
            }
          }
          totalShippingPriceSet {
            shopMoney {
              amount
              currencyCode
            }
          }
          taxLines {
            title
            rate
            priceSet {
              shopMoney {
                amount
                currencyCode
              }
            }
          }
          customer {
            ...person
          }
          shippingAddress {
            ...address
          }
          billingAddress {
            ...address
          }
          lineItems(first: 50) {
            nodes {
              ${itemFields}
            }
          }
        }
      }
    }
    ${person}
    ${address}
  `,
  abandonedCheckoutsUpdatedSince: /* GraphQL */ `
    query abandonedCheckoutsUpdatedSince($query: String!, $after: String) {
      abandonedCheckouts(first: 25, after: $after, query: $query) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          abandonedCheckoutUrl
          createdAt
          updatedAt
          completedAt
          discountCodes
          totalPriceSet {
            shopMoney {
              amount
              currencyCode
            }
          }
          customer {
            ...person
            locale
          }
          shippingAddress {
            ...address
          }
          billingAddress {
            ...address
          }
          lineItems(first: 50) {
            nodes {
              ${itemFields}
            }
          }
        }
      }
    }
    ${person}
    ${address}
  `,
  tagOrder: /* GraphQL */ `
    mutation tagOrder($id: ID!, $tags: [String!]!) {
      tagsAdd(id: $id, tags: $tags) {
        userErrors {
          message
        }
      }
    }
  `,
  cancelOrder: /* GraphQL */ `
    mutation cancelOrder($id: ID!, $staffNote: String!) {
      orderCancel(orderId: $id, reason: CUSTOMER, restock: true, notifyCustomer: false, staffNote: $staffNote) {
        orderCancelUserErrors {
          code
          message
        }
      }
    }
  `,
  orderCancelledAt: /* GraphQL */ `
    query orderCancelledAt($id: ID!) {
      order(id: $id) {
        cancelledAt
      }
    }
  `,
} as const;
