// Original file: proto/stellwerk/control/v1/records.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A version that waits.
 */
export interface ParkedVersion {
  /**
   * Its place in the log.
   */
  'seq'?: (number | string | Long);
  /**
   * The source's version.
   */
  'version'?: (number | string | Long);
  /**
   * Attempts that failed.
   */
  'attempts'?: (number);
  /**
   * When it is tried again; absent while it waits for another record or for its paused key.
   */
  'nextAttemptAt'?: (_google_protobuf_Timestamp | null);
  /**
   * The code of the last failed attempt; empty before the first.
   */
  'lastCode'?: (string);
  /**
   * What that attempt met.
   */
  'lastMessage'?: (string);
  /**
   * The dead letter that is replayed by it; else empty.
   */
  'deadLetterId'?: (string);
}

/**
 * A version that waits.
 */
export interface ParkedVersion__Output {
  /**
   * Its place in the log.
   */
  'seq': (number);
  /**
   * The source's version.
   */
  'version': (number);
  /**
   * Attempts that failed.
   */
  'attempts': (number);
  /**
   * When it is tried again; absent while it waits for another record or for its paused key.
   */
  'nextAttemptAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * The code of the last failed attempt; empty before the first.
   */
  'lastCode': (string);
  /**
   * What that attempt met.
   */
  'lastMessage': (string);
  /**
   * The dead letter that is replayed by it; else empty.
   */
  'deadLetterId': (string);
}
