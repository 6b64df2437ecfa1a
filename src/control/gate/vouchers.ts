import { randomBytes } from 'node:crypto';
import type { Metadata } from '@grpc/grpc-js';
import type { CallAttempt } from '../../domain/index.ts';

const KEY = 'stellwerk-voucher';

/**
 * Call attempts that arrived through this process's HTTP server. The gRPC call itself carries only a voucher: random,
 * valid for one call, unknown outside the process. So no header lets a caller impersonate another.
 */
export class Vouchers {
  readonly #attempts = new Map<string, CallAttempt>();

  /**
   * Puts a voucher for the attempt into a call's metadata.
   * @returns a function that withdraws it, for a call that may never arrive
   */
  issue(attempt: CallAttempt, metadata: Metadata): () => void {
    const voucher = randomBytes(32).toString('base64url');
    this.#attempts.set(voucher, attempt);
    metadata.set(KEY, voucher);
    return () => this.#attempts.delete(voucher);
  }

  /** Returns the attempt behind a call; null for a call without a voucher. */
  redeem(metadata: Metadata): CallAttempt | null {
    const voucher = String(metadata.get(KEY)[0] ?? '');
    const attempt = this.#attempts.get(voucher) ?? null;
    this.#attempts.delete(voucher);
    return attempt;
  }
}
