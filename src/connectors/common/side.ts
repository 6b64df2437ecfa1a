import type { FailureCode } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';

/** What a system is to the hub at the moment: it decides about the codes of its failures. */
export type Side = 'source' | 'target';

export const codes = {
  source: { away: 'SOURCE_UNAVAILABLE', refused: 'SOURCE_REFUSED' },
  target: { away: 'TARGET_UNAVAILABLE', refused: 'TARGET_MISCONFIGURED' },
} as const satisfies Record<Side, Record<string, FailureCode>>;

export function refused(side: Side, message: string): Failure {
  return new Failure(codes[side].refused, { message });
}

export function away(side: Side, message: string): Failure {
  return new Failure(codes[side].away, { message });
}
