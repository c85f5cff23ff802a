/** Documents about the shop, and what it lets the app do and see. */
export const shopDocuments = {
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
} as const;
