// Original file: proto/stellwerk/control/v1/records.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A parked version.
 */
export interface ParkedVersion {
  /**
   * Its position in the log.
   */
  'seq'?: (number | string | Long);
  /**
   * The source's version.
   */
  'version'?: (number | string | Long);
  /**
   * Number of failed attempts.
   */
  'attempts'?: (number);
  /**
   * Time of the next attempt; unset while it waits for another record or for its paused key.
   */
  'nextAttemptAt'?: (_google_protobuf_Timestamp | null);
  /**
   * The failure code of the last failed attempt; empty before the first.
   */
  'lastCode'?: (string);
  /**
   * The error message of that attempt.
   */
  'lastMessage'?: (string);
  /**
   * Id of the dead letter that it replays; otherwise empty.
   */
  'deadLetterId'?: (string);
}

/**
 * A parked version.
 */
export interface ParkedVersion__Output {
  /**
   * Its position in the log.
   */
  'seq': (number);
  /**
   * The source's version.
   */
  'version': (number);
  /**
   * Number of failed attempts.
   */
  'attempts': (number);
  /**
   * Time of the next attempt; unset while it waits for another record or for its paused key.
   */
  'nextAttemptAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * The failure code of the last failed attempt; empty before the first.
   */
  'lastCode': (string);
  /**
   * The error message of that attempt.
   */
  'lastMessage': (string);
  /**
   * Id of the dead letter that it replays; otherwise empty.
   */
  'deadLetterId': (string);
}
