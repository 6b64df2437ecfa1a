// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetterState as _stellwerk_control_v1_DeadLetterState, DeadLetterState__Output as _stellwerk_control_v1_DeadLetterState__Output } from '../../../stellwerk/control/v1/DeadLetterState.ts';
import type { DeadLetterClosing as _stellwerk_control_v1_DeadLetterClosing, DeadLetterClosing__Output as _stellwerk_control_v1_DeadLetterClosing__Output } from '../../../stellwerk/control/v1/DeadLetterClosing.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { DeadLetterClass as _stellwerk_control_v1_DeadLetterClass, DeadLetterClass__Output as _stellwerk_control_v1_DeadLetterClass__Output } from '../../../stellwerk/control/v1/DeadLetterClass.ts';
import type { FailedAttempt as _stellwerk_control_v1_FailedAttempt, FailedAttempt__Output as _stellwerk_control_v1_FailedAttempt__Output } from '../../../stellwerk/control/v1/FailedAttempt.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One dead letter.
 */
export interface DeadLetter {
  /**
   * Decimal digits, rising in the order of burial.
   */
  'id'?: (string);
  /**
   * The stream.
   */
  'stream'?: (string);
  /**
   * The lane; empty when it failed at intake, before any lane.
   */
  'lane'?: (string);
  /**
   * Where it stands.
   */
  'state'?: (_stellwerk_control_v1_DeadLetterState);
  /**
   * Why it is over.
   */
  'closing'?: (_stellwerk_control_v1_DeadLetterClosing);
  /**
   * When it was closed; absent unless it was.
   */
  'closedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Who is to blame.
   */
  'class'?: (_stellwerk_control_v1_DeadLetterClass);
  /**
   * The reason code, as in the runbook.
   */
  'code'?: (string);
  /**
   * Where on the record path it happened.
   */
  'stage'?: (string);
  /**
   * What failed, where and why.
   */
  'reason'?: (string);
  /**
   * What an operator does about it.
   */
  'remedy'?: (string);
  /**
   * Failed attempts to deliver; 0 where delivery was never tried.
   */
  'attempts'?: (number);
  /**
   * The last of them, at most twenty, oldest first.
   */
  'history'?: (_stellwerk_control_v1_FailedAttempt)[];
  /**
   * When it was buried.
   */
  'buriedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Place in the stream's log; 0 for a row.
   */
  'seq'?: (number | string | Long);
  /**
   * Where a row stood in its source; empty for a record.
   */
  'position'?: (string);
  /**
   * The record's key in its source; empty for a row that shows none.
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
   * The record's content, JSON as text; empty for a row and in lists.
   */
  'documentJson'?: (string);
  /**
   * A person has edited the content.
   */
  'edited'?: (boolean);
  /**
   * The row as it was read; empty for a record and in lists.
   */
  'raw'?: (string);
  /**
   * Facts for machines (violations, status, columns), JSON as text.
   */
  'detailsJson'?: (string);
}

/**
 * One dead letter.
 */
export interface DeadLetter__Output {
  /**
   * Decimal digits, rising in the order of burial.
   */
  'id': (string);
  /**
   * The stream.
   */
  'stream': (string);
  /**
   * The lane; empty when it failed at intake, before any lane.
   */
  'lane': (string);
  /**
   * Where it stands.
   */
  'state': (_stellwerk_control_v1_DeadLetterState__Output);
  /**
   * Why it is over.
   */
  'closing': (_stellwerk_control_v1_DeadLetterClosing__Output);
  /**
   * When it was closed; absent unless it was.
   */
  'closedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Who is to blame.
   */
  'class': (_stellwerk_control_v1_DeadLetterClass__Output);
  /**
   * The reason code, as in the runbook.
   */
  'code': (string);
  /**
   * Where on the record path it happened.
   */
  'stage': (string);
  /**
   * What failed, where and why.
   */
  'reason': (string);
  /**
   * What an operator does about it.
   */
  'remedy': (string);
  /**
   * Failed attempts to deliver; 0 where delivery was never tried.
   */
  'attempts': (number);
  /**
   * The last of them, at most twenty, oldest first.
   */
  'history': (_stellwerk_control_v1_FailedAttempt__Output)[];
  /**
   * When it was buried.
   */
  'buriedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Place in the stream's log; 0 for a row.
   */
  'seq': (number);
  /**
   * Where a row stood in its source; empty for a record.
   */
  'position': (string);
  /**
   * The record's key in its source; empty for a row that shows none.
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
   * The record's content, JSON as text; empty for a row and in lists.
   */
  'documentJson': (string);
  /**
   * A person has edited the content.
   */
  'edited': (boolean);
  /**
   * The row as it was read; empty for a record and in lists.
   */
  'raw': (string);
  /**
   * Facts for machines (violations, status, columns), JSON as text.
   */
  'detailsJson': (string);
}
