import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/index.ts';
import type { HubPlan } from './plan.ts';

const VERSION_DIGITS = 12;

/** A name of what is configured. Of the settings without secrets, so that it gives nobody a way to try out passwords. */
export function planVersion({ masked }: Pick<HubPlan, 'masked'>): string {
  const hash = createHash('sha256').update(canonicalJson(masked)).digest('hex');
  return hash.slice(0, VERSION_DIGITS);
}
