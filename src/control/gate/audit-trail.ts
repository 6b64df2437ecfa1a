import type { AuditEntry, FailureCode, GuardDecision } from '../../domain/index.ts';
import { Failure, keySubject } from '../../domain/index.ts';
import type { HubPort } from '../hub-port.ts';
import type { Change } from './rules.ts';

/** The hub, whose audit log receives the entries, and the callback for entries that could not be stored. */
export interface AuditContext {
  readonly hub: HubPort;
  readonly onLostEntry: (entry: AuditEntry, failure: Failure) => void;
}

/** The one audit entry of a call. */
export class AuditTrail {
  readonly #context: AuditContext;
  readonly #method: string;
  readonly #decision: GuardDecision;
  #change: Change | null = null;
  #before: AuditEntry['before'] = null;
  #written = false;

  constructor(context: AuditContext, method: string, decision: GuardDecision) {
    this.#context = context;
    this.#method = method;
    this.#decision = decision;
  }

  /** Call this when the call begins to change something. */
  begin(change: Change): void {
    if (this.#change) return; // A later message of the same stream.
    this.#change = change;
    this.#before = change.state?.(this.#context.hub) ?? null;
  }

  /** Whether it makes a change that is not recorded yet. */
  get isOpen(): boolean {
    return this.#change !== null && !this.#written;
  }

  /** @param response null if the answer has no content */
  done(response: object | null): Promise<void> {
    const { state, result } = this.#change ?? {};
    const answer = response as Readonly<Record<string, unknown>> | null;
    const after = result && answer ? result(answer) : (state?.(this.#context.hub) ?? null);
    return this.#write({ after, outcome: 'done', code: null });
  }

  failed(code: FailureCode): Promise<void> {
    const after = this.#change?.state?.(this.#context.hub) ?? null;
    return this.#write({ after, outcome: 'failed', code });
  }

  denied(code: FailureCode): Promise<void> {
    return this.#write({ after: null, outcome: 'denied', code });
  }

  /** Adds the record's key to the subject, as a pseudonym because it may be personal. */
  async #named(entry: AuditEntry): Promise<AuditEntry> {
    const { subject, key } = this.#change ?? {};
    if (!subject || key === undefined) return entry;
    return {
      ...entry,
      subject: keySubject(subject, await this.#context.hub.audit.pseudonymOf(key)),
    };
  }

  async #write(end: Pick<AuditEntry, 'after' | 'outcome' | 'code'>): Promise<void> {
    if (this.#written) return;
    this.#written = true;
    const { address, who } = this.#decision;
    const entry: AuditEntry = {
      atMs: Date.now(),
      who: who?.name ?? 'anonymous',
      by: who?.by ?? null,
      address,
      method: this.#method,
      subject: this.#change?.subject ?? null,
      before: this.#before,
      ...end,
    };
    try {
      await this.#context.hub.audit.record(await this.#named(entry));
    } catch (error) {
      const failure = Failure.from(error);
      this.#context.onLostEntry(entry, failure);
      throw failure;
    }
  }
}
