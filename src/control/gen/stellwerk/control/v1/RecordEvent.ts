// Original file: proto/stellwerk/control/v1/records.proto

import type { RecordEventKind as _stellwerk_control_v1_RecordEventKind, RecordEventKind__Output as _stellwerk_control_v1_RecordEventKind__Output } from '../../../stellwerk/control/v1/RecordEventKind.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * An event in the history of a thing.
 */
export interface RecordEvent {
  /**
   * What happened.
   */
  'kind'?: (_stellwerk_control_v1_RecordEventKind);
  /**
   * When it happened; unset if that is no longer known, and for what waits now.
   */
  'at'?: (_google_protobuf_Timestamp | null);
  /**
   * Name of the stream.
   */
  'stream'?: (string);
  /**
   * The lane; empty for an event of the stream itself.
   */
  'lane'?: (string);
  /**
   * Position in the log; 0 if several records wait.
   */
  'seq'?: (number | string | Long);
  /**
   * The source's version; 0 if several records wait.
   */
  'version'?: (number | string | Long);
  /**
   * `upsert` or `delete`; empty if the log no longer holds the record.
   */
  'operation'?: (string);
  /**
   * For `mapped`: the source's document, as JSON text.
   */
  'beforeJson'?: (string);
  /**
   * For `read`: the document. For `mapped`: what the target should hold. As JSON text; empty if the
   * mapping excluded the record.
   */
  'afterJson'?: (string);
  /**
   * For an attempt or a dead letter: the failure code, as in the runbook.
   */
  'code'?: (string);
  /**
   * The target's answer, the reason, or what the record waits for.
   */
  'message'?: (string);
  /**
   * What an operator can do about the failure code.
   */
  'remedy'?: (string);
  /**
   * The thing's id in the target.
   */
  'externalId'?: (string);
  /**
   * Id of the dead letter; otherwise empty.
   */
  'deadLetterId'?: (string);
  /**
   * Time of the next attempt.
   */
  'nextAttemptAt'?: (_google_protobuf_Timestamp | null);
}

/**
 * An event in the history of a thing.
 */
export interface RecordEvent__Output {
  /**
   * What happened.
   */
  'kind': (_stellwerk_control_v1_RecordEventKind__Output);
  /**
   * When it happened; unset if that is no longer known, and for what waits now.
   */
  'at': (_google_protobuf_Timestamp__Output | null);
  /**
   * Name of the stream.
   */
  'stream': (string);
  /**
   * The lane; empty for an event of the stream itself.
   */
  'lane': (string);
  /**
   * Position in the log; 0 if several records wait.
   */
  'seq': (number);
  /**
   * The source's version; 0 if several records wait.
   */
  'version': (number);
  /**
   * `upsert` or `delete`; empty if the log no longer holds the record.
   */
  'operation': (string);
  /**
   * For `mapped`: the source's document, as JSON text.
   */
  'beforeJson': (string);
  /**
   * For `read`: the document. For `mapped`: what the target should hold. As JSON text; empty if the
   * mapping excluded the record.
   */
  'afterJson': (string);
  /**
   * For an attempt or a dead letter: the failure code, as in the runbook.
   */
  'code': (string);
  /**
   * The target's answer, the reason, or what the record waits for.
   */
  'message': (string);
  /**
   * What an operator can do about the failure code.
   */
  'remedy': (string);
  /**
   * The thing's id in the target.
   */
  'externalId': (string);
  /**
   * Id of the dead letter; otherwise empty.
   */
  'deadLetterId': (string);
  /**
   * Time of the next attempt.
   */
  'nextAttemptAt': (_google_protobuf_Timestamp__Output | null);
}
