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
    }
  `,
  customerByPhone: /* GraphQL */ `
    query customerByPhone($phone: String!) {
      customer: customerByIdentifier(identifier: { phoneNumber: $phone }) {
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
    }
  `,
  customerConsents: /* GraphQL */ `
    query customerConsents($after: String) {
      customers(first: 100, after: $after, sortKey: ID) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
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
      }
    }
  `,
  customerConsentsSince: /* GraphQL */ `
    query customerConsentsSince($query: String!, $after: String) {
      customers(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          updatedAt
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
      }
    }
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
