// Original file: proto/stellwerk/control/v1/records.proto

import type { RecordEventKind as _stellwerk_control_v1_RecordEventKind, RecordEventKind__Output as _stellwerk_control_v1_RecordEventKind__Output } from '../../../stellwerk/control/v1/RecordEventKind.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One moment in the story of a thing.
 */
export interface RecordEvent {
  /**
   * What happened.
   */
  'kind'?: (_stellwerk_control_v1_RecordEventKind);
  /**
   * When; absent where it is not known any more, and for what waits now.
   */
  'at'?: (_google_protobuf_Timestamp | null);
  /**
   * Name of the stream.
   */
  'stream'?: (string);
  /**
   * The lane; empty for what happened in the stream itself.
   */
  'lane'?: (string);
  /**
   * Place in the log; 0 where several wait.
   */
  'seq'?: (number | string | Long);
  /**
   * The source's version; 0 where several wait.
   */
  'version'?: (number | string | Long);
  /**
   * `upsert` or `delete`; empty when the log does not hold it any more.
   */
  'operation'?: (string);
  /**
   * `mapped`: the source's document, JSON as text.
   */
  'beforeJson'?: (string);
  /**
   * `read`: the document; `mapped`: what the target was to hold. Empty when it was left out.
   */
  'afterJson'?: (string);
  /**
   * Of an attempt or a dead letter: the code, as in the runbook.
   */
  'code'?: (string);
  /**
   * The target's answer, the reason, or what it waits for.
   */
  'message'?: (string);
  /**
   * What an operator does about the code.
   */
  'remedy'?: (string);
  /**
   * The thing's id in the target.
   */
  'externalId'?: (string);
  /**
   * The dead letter; else empty.
   */
  'deadLetterId'?: (string);
  /**
   * When it is tried again.
   */
  'nextAttemptAt'?: (_google_protobuf_Timestamp | null);
}

/**
 * One moment in the story of a thing.
 */
export interface RecordEvent__Output {
  /**
   * What happened.
   */
  'kind': (_stellwerk_control_v1_RecordEventKind__Output);
  /**
   * When; absent where it is not known any more, and for what waits now.
   */
  'at': (_google_protobuf_Timestamp__Output | null);
  /**
   * Name of the stream.
   */
  'stream': (string);
  /**
   * The lane; empty for what happened in the stream itself.
   */
  'lane': (string);
  /**
   * Place in the log; 0 where several wait.
   */
  'seq': (number);
  /**
   * The source's version; 0 where several wait.
   */
  'version': (number);
  /**
   * `upsert` or `delete`; empty when the log does not hold it any more.
   */
  'operation': (string);
  /**
   * `mapped`: the source's document, JSON as text.
   */
  'beforeJson': (string);
  /**
   * `read`: the document; `mapped`: what the target was to hold. Empty when it was left out.
   */
  'afterJson': (string);
  /**
   * Of an attempt or a dead letter: the code, as in the runbook.
   */
  'code': (string);
  /**
   * The target's answer, the reason, or what it waits for.
   */
  'message': (string);
  /**
   * What an operator does about the code.
   */
  'remedy': (string);
  /**
   * The thing's id in the target.
   */
  'externalId': (string);
  /**
   * The dead letter; else empty.
   */
  'deadLetterId': (string);
  /**
   * When it is tried again.
   */
  'nextAttemptAt': (_google_protobuf_Timestamp__Output | null);
}
