import { randomBytes } from 'node:crypto';
import type { Metadata } from '@grpc/grpc-js';
import type { CallAttempt } from '../../domain/index.ts';

const KEY = 'stellwerk-voucher';

/**
 * Attempts that came by another door of this process, the HTTP server. The call itself carries only a voucher: random, good for
 * one call, known to nobody outside. So there is no header by which a caller could pass for another one.
 */
export class Vouchers {
  readonly #attempts = new Map<string, CallAttempt>();

  /** Puts a voucher for the attempt into a call's metadata. @returns what withdraws it, for a call that may never arrive */
  issue(attempt: CallAttempt, metadata: Metadata): () => void {
    const voucher = randomBytes(32).toString('base64url');
    this.#attempts.set(voucher, attempt);
    metadata.set(KEY, voucher);
    return () => this.#attempts.delete(voucher);
  }

  /** The attempt that a call is made for; null for one that speaks for itself. */
  redeem(metadata: Metadata): CallAttempt | null {
    const voucher = String(metadata.get(KEY)[0] ?? '');
    const attempt = this.#attempts.get(voucher) ?? null;
    this.#attempts.delete(voucher);
    return attempt;
  }
}
