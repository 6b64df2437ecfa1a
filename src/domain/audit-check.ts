import type { AuditPoint, AuditRow } from './audit-chain.ts';
import { AUDIT_START, chainHash, PRUNE_METHOD } from './audit-chain.ts';
import type { AuditEntry } from './audit.ts';

/** The first row at which an audit log differs from what was recorded. */
export interface AuditFault {
  readonly seq: number;
  readonly kind: 'changed' | 'removed' | 'inserted';
  /** One sentence for the operator. */
  readonly message: string;
}

/** The result of a verification. */
export interface AuditVerdict {
  /** The number of intact rows. */
  readonly checked: number;
  /** The last intact point. Whoever notes it elsewhere can prove later that these rows were not rewritten. */
  readonly head: AuditPoint;
  /** Null when the log is intact. */
  readonly fault: AuditFault | null;
}

/**
 * Verifies an audit log row by row, in the order of their numbers, in constant memory. It ends at the first fault, since nothing
 * after it can be trusted.
 */
export class AuditCheck {
  #start: AuditPoint;
  #end: AuditPoint;
  #checked = 0;
  #fault: AuditFault | null = null;
  /** Whether a row records that everything before the start was pruned. */
  #startTold: boolean;
  readonly #expected: AuditPoint | null;

  /** @param expected a point that was noted earlier; the log must still contain it */
  constructor(start: AuditPoint = AUDIT_START, expected: AuditPoint | null = null) {
    this.#start = start;
    this.#end = start;
    this.#expected = expected;
    this.#startTold = start.seq === 0 && start.hash === AUDIT_START.hash;
  }

  get verdict(): AuditVerdict {
    return { checked: this.#checked, head: this.#end, fault: this.#fault };
  }

  /** Continues after `start` when the log was pruned during the verification, up to or beyond the rows already checked. */
  prunedTo(start: AuditPoint): void {
    if (start.seq === this.#start.seq && start.hash === this.#start.hash) return;
    this.#start = start;
    this.#startTold = false;
    if (start.seq > this.#end.seq) this.#end = start;
  }

  /** @param next the following row, if known; it tells an inserted row from a changed one. @returns whether to continue */
  take(row: AuditRow, next: AuditRow | null): boolean {
    this.#fault ??= this.#faultAt(row, next);
    if (this.#fault) return false;
    this.#end = { seq: row.seq, hash: row.hash };
    this.#checked += 1;
    if (!this.#startTold) this.#startTold = tellsOf(this.#start, row);
    return true;
  }

  /** Call it after the last row. @param head the last row according to the log itself */
  finish(head: AuditPoint): AuditVerdict {
    this.#fault ??= this.#faultAtEnd(head);
    return this.verdict;
  }

  #faultAt(row: AuditRow, next: AuditRow | null): AuditFault | null {
    const seq = this.#end.seq + 1;
    if (row.seq < seq) return fault('inserted', row.seq, `was never recorded at this place`);
    if (row.seq > seq) return fault('removed', seq, `is missing; the next one is ${row.seq}`);
    if (row.hash !== chainHash(this.#end.hash, row)) {
      const pushedOn =
        next !== null && next.hash === chainHash(this.#end.hash, { seq, entry: next.entry });
      return pushedOn
        ? fault('inserted', seq, 'was never recorded; the rows after it were renumbered')
        : fault('changed', seq, 'does not follow from the row before: one of the two was changed');
    }
    if (this.#expected?.seq === seq && this.#expected.hash !== row.hash) {
      return fault('changed', seq, 'is not the row whose hash was noted: the log was rewritten');
    }
    return null;
  }

  #faultAtEnd(head: AuditPoint): AuditFault | null {
    const { seq, hash } = this.#end;
    if (seq < head.seq) return fault('removed', seq + 1, `is missing; ${head.seq} were recorded`);
    if (seq > head.seq)
      return fault('inserted', head.seq + 1, `was never recorded; ${head.seq} were`);
    if (hash !== head.hash) return fault('changed', seq, 'is not the one that was recorded last');
    if (!this.#startTold) {
      return fault('removed', this.#start.seq, 'and those before are gone, and no row tells why');
    }
    if (this.#expected && this.#expected.seq > seq) {
      return fault('removed', seq + 1, `is missing; row ${this.#expected.seq} was noted`);
    }
    return null;
  }
}

function fault(kind: AuditFault['kind'], seq: number, what: string): AuditFault {
  return { kind, seq, message: `Row ${seq} ${what}.` };
}

function tellsOf({ seq, hash }: AuditPoint, row: AuditRow): boolean {
  if (!row.entry.includes(hash)) return false;
  const { method, after } = JSON.parse(row.entry) as AuditEntry;
  return method === PRUNE_METHOD && after?.seq === seq && after.hash === hash;
}
