// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetterClass as _stellwerk_control_v1_DeadLetterClass, DeadLetterClass__Output as _stellwerk_control_v1_DeadLetterClass__Output } from '../../../stellwerk/control/v1/DeadLetterClass.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Failures with one cause in one place.
 */
export interface DeadLetterGroup {
  /**
   * The same for the same cause in the same place.
   */
  'id'?: (string);
  /**
   * The stream.
   */
  'stream'?: (string);
  /**
   * The lane; empty when rows failed at intake, before any lane.
   */
  'lane'?: (string);
  /**
   * The code, as in the runbook.
   */
  'code'?: (string);
  /**
   * Who is to blame.
   */
  'class'?: (_stellwerk_control_v1_DeadLetterClass);
  /**
   * What all of them say: the message without ids, numbers and quoted values.
   */
  'cause'?: (string);
  /**
   * What an operator does about the code.
   */
  'remedy'?: (string);
  /**
   * Dead letters that wait for a person, or for a later version.
   */
  'open'?: (number | string | Long);
  /**
   * Records that are tried again by themselves, and dead letters on their way again.
   */
  'retrying'?: (number | string | Long);
  /**
   * Dead letters that are over; 0 unless asked for.
   */
  'closed'?: (number | string | Long);
  /**
   * When the first of them failed.
   */
  'firstAt'?: (_google_protobuf_Timestamp | null);
  /**
   * When the last of them failed.
   */
  'lastAt'?: (_google_protobuf_Timestamp | null);
  /**
   * When the last of them was closed; absent while the group is not over.
   */
  'closedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * The newest dead letter; empty when all of them are only tried again.
   */
  'exampleId'?: (string);
  /**
   * The key of the example; empty for a row that shows none.
   */
  'exampleKey'?: (string);
  /**
   * What the example says in full.
   */
  'exampleReason'?: (string);
}

/**
 * Failures with one cause in one place.
 */
export interface DeadLetterGroup__Output {
  /**
   * The same for the same cause in the same place.
   */
  'id': (string);
  /**
   * The stream.
   */
  'stream': (string);
  /**
   * The lane; empty when rows failed at intake, before any lane.
   */
  'lane': (string);
  /**
   * The code, as in the runbook.
   */
  'code': (string);
  /**
   * Who is to blame.
   */
  'class': (_stellwerk_control_v1_DeadLetterClass__Output);
  /**
   * What all of them say: the message without ids, numbers and quoted values.
   */
  'cause': (string);
  /**
   * What an operator does about the code.
   */
  'remedy': (string);
  /**
   * Dead letters that wait for a person, or for a later version.
   */
  'open': (number);
  /**
   * Records that are tried again by themselves, and dead letters on their way again.
   */
  'retrying': (number);
  /**
   * Dead letters that are over; 0 unless asked for.
   */
  'closed': (number);
  /**
   * When the first of them failed.
   */
  'firstAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * When the last of them failed.
   */
  'lastAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * When the last of them was closed; absent while the group is not over.
   */
  'closedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * The newest dead letter; empty when all of them are only tried again.
   */
  'exampleId': (string);
  /**
   * The key of the example; empty for a row that shows none.
   */
  'exampleKey': (string);
  /**
   * What the example says in full.
   */
  'exampleReason': (string);
}
