import { buildSchema } from 'graphql';

const list = (type: string) => `
  type ${type}Connection { nodes: [${type}!]! pageInfo: PageInfo! }`;
const paged = 'first: Int, after: String, query: String';

/** The part of Shopify's Admin API that the connector uses, in own words; `contract.test.ts` compares it with the real one. */
export const schema = buildSchema(`
  directive @idempotent(key: String!) on FIELD
  scalar DateTime
  scalar Decimal
  scalar HTML
  scalar Money
  scalar UnsignedInt64
  enum OrderSortKeys { UPDATED_AT ID }
  enum ProductSortKeys { UPDATED_AT ID }
  enum ProductStatus { ACTIVE ARCHIVED DRAFT UNLISTED }
  interface Node { id: ID! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  ${['Order', 'LineItem', 'Product', 'ProductVariant', 'InventoryItem', 'InventoryLevel'].map(list).join('')}

  type Query {
    shop: Shop!
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    orders(${paged}, sortKey: OrderSortKeys): OrderConnection!
    products(${paged}, sortKey: ProductSortKeys): ProductConnection!
    product(id: ID!): Product
    productByIdentifier(identifier: ProductIdentifierInput!): Product
    productVariants(${paged}): ProductVariantConnection!
    inventoryItems(${paged}): InventoryItemConnection!
    location(id: ID): Location
  }
  type Shop { id: ID! }
  type MoneyV2 { amount: Decimal! currencyCode: String! }
  type MoneyBag { shopMoney: MoneyV2! }
  type TaxLine { title: String! rate: Float priceSet: MoneyBag! }
  type Customer implements Node { id: ID! }
  type MailingAddress {
    company: String firstName: String lastName: String address1: String address2: String zip: String city: String
    provinceCode: String countryCodeV2: String phone: String
  }
  type Order implements Node {
    id: ID! legacyResourceId: UnsignedInt64! updatedAt: DateTime! createdAt: DateTime! processedAt: DateTime
    cancelledAt: DateTime closedAt: DateTime name: String! test: Boolean note: String tags: [String!] email: String
    phone: String currencyCode: String taxesIncluded: Boolean displayFinancialStatus: String
    displayFulfillmentStatus: String paymentGatewayNames: [String!] customer: Customer
    totalPriceSet: MoneyBag subtotalPriceSet: MoneyBag totalShippingPriceSet: MoneyBag totalTaxSet: MoneyBag
    totalDiscountsSet: MoneyBag taxLines: [TaxLine!] billingAddress: MailingAddress shippingAddress: MailingAddress
    lineItems(first: Int, after: String): LineItemConnection!
  }
  type LineItem implements Node {
    id: ID! sku: String name: String quantity: Int! currentQuantity: Int variant: ProductVariant
    originalUnitPriceSet: MoneyBag discountedTotalSet: MoneyBag taxLines: [TaxLine!]
  }
  type SEO { title: String description: String }
  type ProductOptionValue { name: String! }
  type ProductOption { name: String! optionValues: [ProductOptionValue!]! }
  type TaxonomyCategory { id: ID! }
  type Product implements Node {
    id: ID! legacyResourceId: UnsignedInt64! updatedAt: DateTime! createdAt: DateTime! publishedAt: DateTime
    handle: String! title: String! vendor: String productType: String status: ProductStatus tags: [String!]
    descriptionHtml: HTML templateSuffix: String requiresSellingPlan: Boolean seo: SEO category: TaxonomyCategory
    options: [ProductOption!]! variants(first: Int, after: String): ProductVariantConnection!
  }
  type SelectedOption { name: String! value: String! }
  type ProductVariant implements Node {
    id: ID! sku: String barcode: String price: Money compareAtPrice: Money inventoryPolicy: String taxable: Boolean
    position: Int selectedOptions: [SelectedOption!]! product: Product! inventoryItem: InventoryItem!
  }
  type InventoryItem implements Node {
    id: ID! sku: String inventoryLevel(locationId: ID!): InventoryLevel
  }
  type Location implements Node { id: ID! inventoryLevels(${paged}): InventoryLevelConnection! }
  type InventoryLevel implements Node {
    id: ID! updatedAt: DateTime! item: InventoryItem! location: Location!
    quantities(names: [String!]!): [InventoryQuantity!]!
  }
  type InventoryQuantity { name: String! quantity: Int! }

  type Mutation {
    productSet(identifier: ProductSetIdentifiers, input: ProductSetInput!, synchronous: Boolean): ProductSetPayload
    productDelete(input: ProductDeleteInput!): ProductDeletePayload
    inventorySetQuantities(input: InventorySetQuantitiesInput!): InventorySetQuantitiesPayload
  }
  input UniqueMetafieldValueInput { namespace: String! key: String! value: String! }
  input ProductIdentifierInput { id: ID handle: String customId: UniqueMetafieldValueInput }
  input ProductSetIdentifiers { id: ID handle: String customId: UniqueMetafieldValueInput }
  input MetafieldInput { namespace: String key: String value: String type: String }
  input SEOInput { title: String description: String }
  input OptionValueSetInput { name: String }
  input OptionSetInput { name: String values: [OptionValueSetInput!] }
  input VariantOptionValueInput { optionName: String name: String }
  input ProductVariantSetInput {
    optionValues: [VariantOptionValueInput!]! sku: String barcode: String price: Money compareAtPrice: Money
  }
  input ProductSetInput {
    title: String handle: String vendor: String productType: String status: ProductStatus tags: [String!]
    descriptionHtml: String seo: SEOInput category: ID metafields: [MetafieldInput!] productOptions: [OptionSetInput!]
    variants: [ProductVariantSetInput!]
  }
  type UserError { field: [String!] message: String! code: String }
  type PlainError { field: [String!] message: String! }
  type ProductSetPayload { product: Product userErrors: [UserError!]! }
  input ProductDeleteInput { id: ID! }
  type ProductDeletePayload { deletedProductId: ID userErrors: [PlainError!]! }
  input InventoryQuantityInput { inventoryItemId: ID! locationId: ID! quantity: Int! changeFromQuantity: Int }
  input InventorySetQuantitiesInput { name: String! reason: String! quantities: [InventoryQuantityInput!]! }
  type InventorySetQuantitiesPayload { userErrors: [UserError!]! }
`);
