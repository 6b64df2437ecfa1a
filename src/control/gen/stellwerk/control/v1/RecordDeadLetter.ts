// Original file: proto/stellwerk/control/v1/records.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * An open dead letter of a thing.
 */
export interface RecordDeadLetter {
  /**
   * Its id.
   */
  'id'?: (string);
  /**
   * The failure code, as in the runbook.
   */
  'code'?: (string);
  /**
   * What failed and why.
   */
  'reason'?: (string);
  /**
   * When it was buried.
   */
  'buriedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * The source's version.
   */
  'version'?: (number | string | Long);
}

/**
 * An open dead letter of a thing.
 */
export interface RecordDeadLetter__Output {
  /**
   * Its id.
   */
  'id': (string);
  /**
   * The failure code, as in the runbook.
   */
  'code': (string);
  /**
   * What failed and why.
   */
  'reason': (string);
  /**
   * When it was buried.
   */
  'buriedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * The source's version.
   */
  'version': (number);
}
