/** Documents about discounts and their codes. */
export const discountsDocuments = {
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
} as const;
