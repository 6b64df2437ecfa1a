// Original file: proto/stellwerk/control/v1/audit.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { AuditOutcome as _stellwerk_control_v1_AuditOutcome, AuditOutcome__Output as _stellwerk_control_v1_AuditOutcome__Output } from '../../../stellwerk/control/v1/AuditOutcome.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One row of the log.
 */
export interface AuditEntry {
  /**
   * Sequence number. The first row ever written has 1, and there are no gaps.
   */
  'seq'?: (number | string | Long);
  /**
   * When the call was recorded; if its outcome is unknown, when it began.
   */
  'at'?: (_google_protobuf_Timestamp | null);
  /**
   * The caller's name; `anonymous` for a caller that proved no identity.
   */
  'who'?: (string);
  /**
   * How the caller proved its identity: `loopback`, `api-key`, `oauth` or `certificate`; empty if
   * it did not.
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
   * What the call was about; empty if the call names nothing. A record's key appears as a
   * pseudonym.
   */
  'subject'?: (string);
  /**
   * The state before the call, as JSON text; empty if nothing changed or nothing may be kept.
   */
  'beforeJson'?: (string);
  /**
   * The state after the call, as JSON text.
   */
  'afterJson'?: (string);
  /**
   * The outcome of the call.
   */
  'outcome'?: (_stellwerk_control_v1_AuditOutcome);
  /**
   * The failure code of a denied or failed call; empty otherwise.
   */
  'code'?: (string);
  /**
   * Hash of this row, chained to all rows before it: 64 hexadecimal digits.
   */
  'hash'?: (string);
}

/**
 * One row of the log.
 */
export interface AuditEntry__Output {
  /**
   * Sequence number. The first row ever written has 1, and there are no gaps.
   */
  'seq': (number);
  /**
   * When the call was recorded; if its outcome is unknown, when it began.
   */
  'at': (_google_protobuf_Timestamp__Output | null);
  /**
   * The caller's name; `anonymous` for a caller that proved no identity.
   */
  'who': (string);
  /**
   * How the caller proved its identity: `loopback`, `api-key`, `oauth` or `certificate`; empty if
   * it did not.
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
   * What the call was about; empty if the call names nothing. A record's key appears as a
   * pseudonym.
   */
  'subject': (string);
  /**
   * The state before the call, as JSON text; empty if nothing changed or nothing may be kept.
   */
  'beforeJson': (string);
  /**
   * The state after the call, as JSON text.
   */
  'afterJson': (string);
  /**
   * The outcome of the call.
   */
  'outcome': (_stellwerk_control_v1_AuditOutcome__Output);
  /**
   * The failure code of a denied or failed call; empty otherwise.
   */
  'code': (string);
  /**
   * Hash of this row, chained to all rows before it: 64 hexadecimal digits.
   */
  'hash': (string);
}
