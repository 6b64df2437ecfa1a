import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/index.ts';
import type { HubPlan } from './plan.ts';

const VERSION_DIGITS = 12;

/**
 * Returns a name for the content of a configuration. Hashes the masked settings, so that it cannot be used to guess
 * passwords.
 */
export function planVersion({ masked }: Pick<HubPlan, 'masked'>): string {
  const hash = createHash('sha256').update(canonicalJson(masked)).digest('hex');
  return hash.slice(0, VERSION_DIGITS);
}
