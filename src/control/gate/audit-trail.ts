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
  /** With the key's pseudonym, if the change is about a single record. */
  #subject: string | null = null;
  #before: AuditEntry['before'] = null;
  #intent: string | undefined;
  #written = false;

  constructor(context: AuditContext, method: string, decision: GuardDecision) {
    this.#context = context;
    this.#method = method;
    this.#decision = decision;
  }

  /**
   * Call this before the call changes anything. Resolves when this is stored, so that a crash cannot hide it.
   * @throws Failure STORE_UNAVAILABLE
   */
  async begin(change: Change): Promise<void> {
    if (this.#change) return; // A later message of the same stream.
    this.#before = change.state?.(this.#context.hub) ?? null;
    this.#subject = await this.#subjectOf(change);
    const entry = this.#entry({ after: null, outcome: 'unknown', code: null });
    this.#intent = await this.#context.hub.audit.intend(entry);
    this.#change = change;
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

  #entry(end: Pick<AuditEntry, 'after' | 'outcome' | 'code'>): AuditEntry {
    const { address, who } = this.#decision;
    return {
      atMs: Date.now(),
      who: who?.name ?? 'anonymous',
      by: who?.by ?? null,
      address,
      method: this.#method,
      subject: this.#subject,
      before: this.#before,
      ...end,
    };
  }

  /** Adds the record's key to the subject, as a pseudonym because it may be personal. */
  async #subjectOf({ subject, key }: Change): Promise<string | null> {
    if (!subject || key === undefined) return subject;
    return keySubject(subject, await this.#context.hub.audit.pseudonymOf(key));
  }

  async #write(end: Pick<AuditEntry, 'after' | 'outcome' | 'code'>): Promise<void> {
    if (this.#written) return;
    this.#written = true;
    // Named anew, since an erasure has made the hub forget the pseudonym; if that fails, so does `record`.
    const naming = this.#change && this.#subjectOf(this.#change).catch(() => this.#subject);
    this.#subject = await naming;
    const entry = this.#entry(end);
    try {
      await this.#context.hub.audit.record(entry, this.#intent);
    } catch (error) {
      const failure = Failure.from(error);
      this.#context.onLostEntry(entry, failure);
      throw failure;
    }
  }
}
