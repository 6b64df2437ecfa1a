/** GTIN-13, the number behind a product's bar code (GS1 General Specifications, 7.9: check digit, 2.1: prefixes). */

/** Returns a GTIN from the range reserved for use within a company, so that it belongs to no real product. */
export function gtinOf(number: number): string {
  const digits = `20${String(number).padStart(10, '0')}`;
  return digits + checkDigit(digits);
}

/** The thirteenth digit: the sum with alternating weights 1 and 3, subtracted from the next multiple of ten. */
export function checkDigit(twelveDigits: string): string {
  const sum = [...twelveDigits].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return String((10 - (sum % 10)) % 10);
}

export function isGtin(text: string): boolean {
  return /^\d{13}$/.test(text) && text.at(-1) === checkDigit(text.slice(0, 12));
}
