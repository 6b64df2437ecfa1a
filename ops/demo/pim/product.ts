/** A product as the PIM exports it, one JSON line each. */
export interface Product {
  readonly sku: string;
  readonly gtin: string;
  readonly name: string;
  readonly brand: string;
  /** From the broadest category to the narrowest. */
  readonly category: readonly string[];
  readonly description: string;
  /** Recommended price in euros; the selling price comes from the ERP. */
  readonly netPrice: number;
  readonly vatClass: 'standard' | 'reduced';
  readonly weightGrams: number;
  readonly colours?: readonly string[];
  readonly sizes?: readonly string[];
  readonly updatedAt: string;
}
