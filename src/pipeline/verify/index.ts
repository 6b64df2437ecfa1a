export { KeySet } from './key-set.ts';
export { Verifier } from './verifier.ts';
export type { Drift, Verified, VerifierParts } from './verifier.ts';
