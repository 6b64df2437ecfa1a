// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetterState as _stellwerk_control_v1_DeadLetterState, DeadLetterState__Output as _stellwerk_control_v1_DeadLetterState__Output } from '../../../stellwerk/control/v1/DeadLetterState.ts';
import type { DeadLetterClosing as _stellwerk_control_v1_DeadLetterClosing, DeadLetterClosing__Output as _stellwerk_control_v1_DeadLetterClosing__Output } from '../../../stellwerk/control/v1/DeadLetterClosing.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { DeadLetterClass as _stellwerk_control_v1_DeadLetterClass, DeadLetterClass__Output as _stellwerk_control_v1_DeadLetterClass__Output } from '../../../stellwerk/control/v1/DeadLetterClass.ts';
import type { FailedAttempt as _stellwerk_control_v1_FailedAttempt, FailedAttempt__Output as _stellwerk_control_v1_FailedAttempt__Output } from '../../../stellwerk/control/v1/FailedAttempt.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A dead letter.
 */
export interface DeadLetter {
  /**
   * Id of the letter: decimal digits, rising in the order of burial.
   */
  'id'?: (string);
  /**
   * The stream.
   */
  'stream'?: (string);
  /**
   * The lane; empty if it failed at intake, before any lane.
   */
  'lane'?: (string);
  /**
   * Its state.
   */
  'state'?: (_stellwerk_control_v1_DeadLetterState);
  /**
   * Why it was closed.
   */
  'closing'?: (_stellwerk_control_v1_DeadLetterClosing);
  /**
   * When it was closed; unset if it was not.
   */
  'closedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Where the fault lies.
   */
  'class'?: (_stellwerk_control_v1_DeadLetterClass);
  /**
   * The failure code, as in the runbook.
   */
  'code'?: (string);
  /**
   * The step of the record path that failed.
   */
  'stage'?: (string);
  /**
   * What failed, where and why.
   */
  'reason'?: (string);
  /**
   * What an operator can do about it.
   */
  'remedy'?: (string);
  /**
   * Number of failed delivery attempts; 0 if delivery was never tried.
   */
  'attempts'?: (number);
  /**
   * The most recent failed attempts, at most twenty, oldest first.
   */
  'history'?: (_stellwerk_control_v1_FailedAttempt)[];
  /**
   * When it was buried.
   */
  'buriedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Position in the stream's log; 0 for a row.
   */
  'seq'?: (number | string | Long);
  /**
   * Position of a row in its source; empty for a record.
   */
  'position'?: (string);
  /**
   * The record's key in its source; empty for a row whose key is not known.
   */
  'key'?: (string);
  /**
   * The record's version; 0 for a row.
   */
  'version'?: (number | string | Long);
  /**
   * `upsert` or `delete`; empty for a row.
   */
  'operation'?: (string);
  /**
   * The record's content, as JSON text; empty for a row and in lists.
   */
  'documentJson'?: (string);
  /**
   * Whether an operator has edited the content.
   */
  'edited'?: (boolean);
  /**
   * The row as it was read; empty for a record and in lists.
   */
  'raw'?: (string);
  /**
   * Machine-readable details (violations, status, columns), as JSON text.
   */
  'detailsJson'?: (string);
  /**
   * Whether the version is a time, in microseconds since the Unix epoch. False if it is a number of
   * the source's own, and for a row.
   */
  'versionIsTime'?: (boolean);
}

/**
 * A dead letter.
 */
export interface DeadLetter__Output {
  /**
   * Id of the letter: decimal digits, rising in the order of burial.
   */
  'id': (string);
  /**
   * The stream.
   */
  'stream': (string);
  /**
   * The lane; empty if it failed at intake, before any lane.
   */
  'lane': (string);
  /**
   * Its state.
   */
  'state': (_stellwerk_control_v1_DeadLetterState__Output);
  /**
   * Why it was closed.
   */
  'closing': (_stellwerk_control_v1_DeadLetterClosing__Output);
  /**
   * When it was closed; unset if it was not.
   */
  'closedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Where the fault lies.
   */
  'class': (_stellwerk_control_v1_DeadLetterClass__Output);
  /**
   * The failure code, as in the runbook.
   */
  'code': (string);
  /**
   * The step of the record path that failed.
   */
  'stage': (string);
  /**
   * What failed, where and why.
   */
  'reason': (string);
  /**
   * What an operator can do about it.
   */
  'remedy': (string);
  /**
   * Number of failed delivery attempts; 0 if delivery was never tried.
   */
  'attempts': (number);
  /**
   * The most recent failed attempts, at most twenty, oldest first.
   */
  'history': (_stellwerk_control_v1_FailedAttempt__Output)[];
  /**
   * When it was buried.
   */
  'buriedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Position in the stream's log; 0 for a row.
   */
  'seq': (number);
  /**
   * Position of a row in its source; empty for a record.
   */
  'position': (string);
  /**
   * The record's key in its source; empty for a row whose key is not known.
   */
  'key': (string);
  /**
   * The record's version; 0 for a row.
   */
  'version': (number);
  /**
   * `upsert` or `delete`; empty for a row.
   */
  'operation': (string);
  /**
   * The record's content, as JSON text; empty for a row and in lists.
   */
  'documentJson': (string);
  /**
   * Whether an operator has edited the content.
   */
  'edited': (boolean);
  /**
   * The row as it was read; empty for a record and in lists.
   */
  'raw': (string);
  /**
   * Machine-readable details (violations, status, columns), as JSON text.
   */
  'detailsJson': (string);
  /**
   * Whether the version is a time, in microseconds since the Unix epoch. False if it is a number of
   * the source's own, and for a row.
   */
  'versionIsTime': (boolean);
}
