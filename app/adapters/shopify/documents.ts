/**
 * Every Admin API document of the app, by name. A test validates each against the real 2026-10 schema and derives the scopes
 * that shopify.app.toml must ask for.
 */
export const documents = {
  shopDetails: /* GraphQL */ `
    query shopDetails {
      shop {
        name
        myshopifyDomain
        ianaTimezone
        currencyCode
        updatedAt
        primaryDomain {
          host
        }
        shopAddress {
          countryCodeV2
        }
      }
      shopLocales {
        locale
        primary
      }
    }
  `,
  grantedScopes: /* GraphQL */ `
    query grantedScopes {
      currentAppInstallation {
        accessScopes {
          handle
        }
      }
    }
  `,
  customerData: /* GraphQL */ `
    query customerData {
      customers(first: 1) {
        nodes {
          id
          firstName
          defaultPhoneNumber {
            phoneNumber
          }
        }
      }
    }
  `,
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
            id
            firstName
            lastName
            defaultPhoneNumber {
              phoneNumber
            }
          }
          shippingAddress {
            ...address
          }
          billingAddress {
            ...address
          }
          lineItems(first: 50) {
            nodes {
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
            }
          }
        }
      }
    }
    fragment address on MailingAddress {
      firstName
      lastName
      phone
      countryCodeV2
      provinceCode
    }
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
            id
            firstName
            lastName
            locale
            defaultPhoneNumber {
              phoneNumber
            }
          }
          shippingAddress {
            ...address
          }
          billingAddress {
            ...address
          }
          lineItems(first: 50) {
            nodes {
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
            }
          }
        }
      }
    }
    fragment address on MailingAddress {
      firstName
      lastName
      phone
      countryCodeV2
      provinceCode
    }
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
  tagCustomer: /* GraphQL */ `
    mutation tagCustomer($id: ID!, $tags: [String!]!) {
      tagsAdd(id: $id, tags: $tags) {
        userErrors {
          message
        }
      }
    }
  `,
  productUsageDays: /* GraphQL */ `
    query productUsageDays($ids: [ID!]!) {
      nodes(ids: $ids) {
        ... on Product {
          metafield(namespace: "tidings", key: "usage_days") {
            value
          }
        }
      }
    }
  `,
  customerBirthdaysSince: /* GraphQL */ `
    query customerBirthdaysSince($query: String, $after: String) {
      customers(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          updatedAt
          metafield(namespace: "facts", key: "birth_date") {
            value
          }
        }
      }
    }
  `,
  createDiscount: /* GraphQL */ `
    mutation createDiscount($discount: DiscountCodeBasicInput!) {
      discountCodeBasicCreate(basicCodeDiscount: $discount) {
        codeDiscountNode {
          id
        }
        userErrors {
          code
          message
        }
      }
    }
  `,
  findDiscountByCode: /* GraphQL */ `
    query findDiscountByCode($code: String!) {
      codeDiscountNodeByCode(code: $code) {
        id
      }
    }
  `,
  findDiscount: /* GraphQL */ `
    query findDiscount($id: ID!) {
      node(id: $id) {
        id
      }
    }
  `,
  addDiscountCodes: /* GraphQL */ `
    mutation addDiscountCodes($discountId: ID!, $codes: [DiscountRedeemCodeInput!]!) {
      discountRedeemCodeBulkAdd(discountId: $discountId, codes: $codes) {
        bulkCreation {
          id
        }
        userErrors {
          code
          message
        }
      }
    }
  `,
  readCodeCreation: /* GraphQL */ `
    query readCodeCreation($id: ID!) {
      discountRedeemCodeBulkCreation(id: $id) {
        done
        codes(first: 100) {
          nodes {
            code
            discountRedeemCode {
              id
            }
          }
        }
      }
    }
  `,
  deleteDiscountCodes: /* GraphQL */ `
    mutation deleteDiscountCodes($discountId: ID!, $ids: [ID!]!) {
      discountCodeRedeemCodeBulkDelete(discountId: $discountId, ids: $ids) {
        userErrors {
          code
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

export type DocumentName = keyof typeof documents;
