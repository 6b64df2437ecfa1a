import { Failure } from '../src/domain/index.ts';

/** The members whose effects the actors call, by name. */
export class Members<Member extends { readonly name: string }> {
  readonly #members = new Map<string, Member>();
  /** The predecessor of a member, as long as it still works. */
  readonly #formers = new Map<string, Promise<void>>();

  set(member: Member, former: Promise<void> | null): void {
    const { name } = member;
    this.#members.set(name, member);
    if (former === null) return;
    // The predecessor may have waited for its own predecessor, and ended before that one did.
    const all = Promise.all([this.#formers.get(name), former]).then(() => undefined);
    this.#formers.set(name, all);
    void all.then(() => {
      if (this.#formers.get(name) === all) this.#formers.delete(name);
    });
  }

  get(name: string): Member {
    const found = this.#members.get(name);
    if (found === undefined) throw new Failure('INTERNAL', { message: `${name} has no effects.` });
    return found;
  }

  delete(name: string): void {
    this.#members.delete(name);
    this.#formers.delete(name);
  }

  /**
   * Resolves when the predecessors with this name have ended: two at work would take the same records. Null if none is
   * at work now.
   */
  turnOf(name: string, signal: AbortSignal): Promise<void> | null {
    const former = this.#formers.get(name);
    return former === undefined ? null : endOf(former, signal);
  }
}

async function endOf(former: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    await Promise.race([former, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
