/** Whom Shopify knows, by which number, and what they decided with it. */
const decided = /* GraphQL */ `
  fragment decided on Customer {
    id
    defaultPhoneNumber {
      phoneNumber
      whatsAppMarketingConsent {
        state
        optInLevel
        collectedFrom
        updatedAt
      }
    }
  }
`;

/** Documents about customers and their consent. */
export const customersDocuments = {
  tagCustomer: /* GraphQL */ `
    mutation tagCustomer($id: ID!, $tags: [String!]!) {
      tagsAdd(id: $id, tags: $tags) {
        userErrors {
          message
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
  customerConsent: /* GraphQL */ `
    query customerConsent($id: ID!) {
      customer(id: $id) {
        ...decided
      }
    }
    ${decided}
  `,
  customerByPhone: /* GraphQL */ `
    query customerByPhone($phone: String!) {
      customer: customerByIdentifier(identifier: { phoneNumber: $phone }) {
        ...decided
      }
    }
    ${decided}
  `,
  customerConsents: /* GraphQL */ `
    query customerConsents($after: String) {
      customers(first: 100, after: $after, sortKey: ID) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...decided
        }
      }
    }
    ${decided}
  `,
  customerConsentsSince: /* GraphQL */ `
    query customerConsentsSince($query: String!, $after: String) {
      customers(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          updatedAt
          ...decided
        }
      }
    }
    ${decided}
  `,
  updateCustomerConsent: /* GraphQL */ `
    mutation updateCustomerConsent($input: CustomerWhatsAppMarketingConsentUpdateInput!) {
      customerWhatsAppMarketingConsentUpdate(input: $input) {
        customerPhoneNumber {
          whatsAppMarketingConsent {
            state
          }
        }
        userErrors {
          message
        }
      }
    }
  `,
} as const;
