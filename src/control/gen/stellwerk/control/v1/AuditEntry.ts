// Original file: proto/stellwerk/control/v1/audit.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { AuditOutcome as _stellwerk_control_v1_AuditOutcome, AuditOutcome__Output as _stellwerk_control_v1_AuditOutcome__Output } from '../../../stellwerk/control/v1/AuditOutcome.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One row of the log.
 */
export interface AuditEntry {
  /**
   * 1 for the first ever; no number is left out.
   */
  'seq'?: (number | string | Long);
  /**
   * When.
   */
  'at'?: (_google_protobuf_Timestamp | null);
  /**
   * The caller's name; `anonymous` for one that proved nothing.
   */
  'who'?: (string);
  /**
   * How the caller proved it: `loopback`, `api-key`, `oauth` or `certificate`; empty: not at all.
   */
  'proof'?: (string);
  /**
   * The caller's network address.
   */
  'address'?: (string);
  /**
   * Service and method.
   */
  'method'?: (string);
  /**
   * What it was about; empty when it names nothing. A record's key stands there as a pseudonym.
   */
  'subject'?: (string);
  /**
   * What it was before, JSON as text; empty where nothing changed or nothing may be kept.
   */
  'beforeJson'?: (string);
  /**
   * What it was afterwards, JSON as text.
   */
  'afterJson'?: (string);
  /**
   * What became of it.
   */
  'outcome'?: (_stellwerk_control_v1_AuditOutcome);
  /**
   * The reason code of what was denied or failed; empty for what was done.
   */
  'code'?: (string);
  /**
   * Hash of this row and all before it, 64 hexadecimal digits.
   */
  'hash'?: (string);
}

/**
 * One row of the log.
 */
export interface AuditEntry__Output {
  /**
   * 1 for the first ever; no number is left out.
   */
  'seq': (number);
  /**
   * When.
   */
  'at': (_google_protobuf_Timestamp__Output | null);
  /**
   * The caller's name; `anonymous` for one that proved nothing.
   */
  'who': (string);
  /**
   * How the caller proved it: `loopback`, `api-key`, `oauth` or `certificate`; empty: not at all.
   */
  'proof': (string);
  /**
   * The caller's network address.
   */
  'address': (string);
  /**
   * Service and method.
   */
  'method': (string);
  /**
   * What it was about; empty when it names nothing. A record's key stands there as a pseudonym.
   */
  'subject': (string);
  /**
   * What it was before, JSON as text; empty where nothing changed or nothing may be kept.
   */
  'beforeJson': (string);
  /**
   * What it was afterwards, JSON as text.
   */
  'afterJson': (string);
  /**
   * What became of it.
   */
  'outcome': (_stellwerk_control_v1_AuditOutcome__Output);
  /**
   * The reason code of what was denied or failed; empty for what was done.
   */
  'code': (string);
  /**
   * Hash of this row and all before it, 64 hexadecimal digits.
   */
  'hash': (string);
}
