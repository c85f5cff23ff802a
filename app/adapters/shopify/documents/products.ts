/** Documents about products. */
export const productsDocuments = {
  storeVariant: /* GraphQL */ `
    query storeVariant($id: ID!) {
      productVariant(id: $id) {
        title
        price
        availableForSale
        product {
          title
          handle
          hasOnlyDefaultVariant
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
} as const;
