import type { Metadata } from '@grpc/grpc-js';
import type { Caller } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';

/** Who made a call, by the call's metadata: the one thing that the gate and a handler both hold. */
export class Admissions {
  readonly #callers = new WeakMap<Metadata, Caller>();

  admit(metadata: Metadata, caller: Caller): void {
    this.#callers.set(metadata, caller);
  }

  /** @throws Failure INTERNAL for a call that came past the gate */
  callerOf({ metadata }: { readonly metadata: Metadata }): Caller {
    const caller = this.#callers.get(metadata);
    if (caller) return caller;
    throw new Failure('INTERNAL', { message: 'A call came past the gate.' });
  }
}
