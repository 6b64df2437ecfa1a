/** A product as the PIM exports it, one JSON line each. */
export interface Product {
  readonly sku: string;
  readonly gtin: string;
  readonly name: string;
  readonly brand: string;
  /** From the widest to the narrowest. */
  readonly category: readonly string[];
  readonly description: string;
  /** Euros, recommended; what the shop asks for is the ERP's business. */
  readonly netPrice: number;
  readonly vatClass: 'standard' | 'reduced';
  readonly weightGrams: number;
  readonly colours?: readonly string[];
  readonly sizes?: readonly string[];
  readonly updatedAt: string;
}
