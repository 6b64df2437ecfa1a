import type { AuditPoint, AuditRow } from './audit-chain.ts';
import { AUDIT_START, chainHash, PRUNE_METHOD } from './audit-chain.ts';
import type { AuditEntry } from './audit.ts';

/** The first place at which an audit log is not what was recorded. */
export interface AuditFault {
  readonly seq: number;
  readonly kind: 'changed' | 'removed' | 'inserted';
  /** A sentence for people. */
  readonly message: string;
}

/** What came of a verification. */
export interface AuditVerdict {
  /** Rows that were found intact. */
  readonly checked: number;
  /** The last intact point. Noted elsewhere, it proves later that these rows were not rewritten. */
  readonly head: AuditPoint;
  /** Null when the log is intact. */
  readonly fault: AuditFault | null;
}

/**
 * Walks an audit log row by row, in the order of their numbers, in constant memory. Nothing after the first fault can be
 * trusted, so the walk ends there.
 */
export class AuditCheck {
  #start: AuditPoint;
  #end: AuditPoint;
  #checked = 0;
  #fault: AuditFault | null = null;
  /** Whether the rows tell that what lies before the start was pruned in an orderly way. */
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

  /** The log was pruned meanwhile, up to or beyond the rows that were walked: goes on behind. */
  prunedTo(start: AuditPoint): void {
    if (start.seq === this.#start.seq && start.hash === this.#start.hash) return;
    this.#start = start;
    this.#startTold = false;
    if (start.seq > this.#end.seq) this.#end = start;
  }

  /** @param next the row behind, where it is known: it tells an inserted row from a changed one. @returns whether to go on */
  take(row: AuditRow, next: AuditRow | null): boolean {
    this.#fault ??= this.#faultAt(row, next);
    if (this.#fault) return false;
    this.#end = { seq: row.seq, hash: row.hash };
    this.#checked += 1;
    if (!this.#startTold) this.#startTold = tellsOf(this.#start, row);
    return true;
  }

  /** After the last row. @param head what the log itself says that its last row is */
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
        ? fault('inserted', seq, 'was never recorded; the ones behind it were pushed on')
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
