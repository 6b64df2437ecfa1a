import type { Metadata } from '@grpc/grpc-js';
import type { Caller } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';

/** Maps a call's metadata, the only object that gate and handler share, to its caller. */
export class Admissions {
  readonly #callers = new WeakMap<Metadata, Caller>();

  admit(metadata: Metadata, caller: Caller): void {
    this.#callers.set(metadata, caller);
  }

  /** @throws Failure INTERNAL for a call that bypassed the gate */
  callerOf({ metadata }: { readonly metadata: Metadata }): Caller {
    const caller = this.#callers.get(metadata);
    if (caller) return caller;
    throw new Failure('INTERNAL', { message: 'A call bypassed the gate.' });
  }
}
