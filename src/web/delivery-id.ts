import { createHash } from 'node:crypto';

/** Makes an id of fixed length that is fit for a header and reveals nothing of what senders put into the parts. */
export function deliveryIdOf(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  // The length before each part makes different lists differ.
  for (const part of parts) hash.update(`${part.length} ${part}`);
  return hash.digest('base64url').slice(0, 27);
}
