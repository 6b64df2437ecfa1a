// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetterClass as _stellwerk_control_v1_DeadLetterClass, DeadLetterClass__Output as _stellwerk_control_v1_DeadLetterClass__Output } from '../../../stellwerk/control/v1/DeadLetterClass.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Failures with the same cause in the same place.
 */
export interface DeadLetterGroup {
  /**
   * Id of the group, which is the same for the same cause in the same place.
   */
  'id'?: (string);
  /**
   * The stream.
   */
  'stream'?: (string);
  /**
   * The lane; empty if the rows failed at intake, before any lane.
   */
  'lane'?: (string);
  /**
   * The failure code, as in the runbook.
   */
  'code'?: (string);
  /**
   * Where the fault lies.
   */
  'class'?: (_stellwerk_control_v1_DeadLetterClass);
  /**
   * The common part of the messages: without ids, numbers and quoted values.
   */
  'cause'?: (string);
  /**
   * What an operator can do about this failure code.
   */
  'remedy'?: (string);
  /**
   * Dead letters that wait for an operator, or for a later version.
   */
  'open'?: (number | string | Long);
  /**
   * Records that the hub retries automatically, and dead letters being replayed.
   */
  'retrying'?: (number | string | Long);
  /**
   * Closed dead letters; 0 unless requested.
   */
  'closed'?: (number | string | Long);
  /**
   * When the first failure of the group happened.
   */
  'firstAt'?: (_google_protobuf_Timestamp | null);
  /**
   * When the last failure of the group happened.
   */
  'lastAt'?: (_google_protobuf_Timestamp | null);
  /**
   * When the last failure was closed; unset while the group is open.
   */
  'closedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Id of the newest dead letter, as an example; empty if the group holds only records being
   * retried.
   */
  'exampleId'?: (string);
  /**
   * The key of the example; empty for a row whose key is not known.
   */
  'exampleKey'?: (string);
  /**
   * The full reason of the example.
   */
  'exampleReason'?: (string);
}

/**
 * Failures with the same cause in the same place.
 */
export interface DeadLetterGroup__Output {
  /**
   * Id of the group, which is the same for the same cause in the same place.
   */
  'id': (string);
  /**
   * The stream.
   */
  'stream': (string);
  /**
   * The lane; empty if the rows failed at intake, before any lane.
   */
  'lane': (string);
  /**
   * The failure code, as in the runbook.
   */
  'code': (string);
  /**
   * Where the fault lies.
   */
  'class': (_stellwerk_control_v1_DeadLetterClass__Output);
  /**
   * The common part of the messages: without ids, numbers and quoted values.
   */
  'cause': (string);
  /**
   * What an operator can do about this failure code.
   */
  'remedy': (string);
  /**
   * Dead letters that wait for an operator, or for a later version.
   */
  'open': (number);
  /**
   * Records that the hub retries automatically, and dead letters being replayed.
   */
  'retrying': (number);
  /**
   * Closed dead letters; 0 unless requested.
   */
  'closed': (number);
  /**
   * When the first failure of the group happened.
   */
  'firstAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * When the last failure of the group happened.
   */
  'lastAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * When the last failure was closed; unset while the group is open.
   */
  'closedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Id of the newest dead letter, as an example; empty if the group holds only records being
   * retried.
   */
  'exampleId': (string);
  /**
   * The key of the example; empty for a row whose key is not known.
   */
  'exampleKey': (string);
  /**
   * The full reason of the example.
   */
  'exampleReason': (string);
}
