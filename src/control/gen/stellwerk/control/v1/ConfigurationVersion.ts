// Original file: proto/stellwerk/control/v1/configuration.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * A version of the configuration.
 */
export interface ConfigurationVersion {
  /**
   * Counted from 1.
   */
  'version'?: (number);
  /**
   * SHA-256 of all files, hexadecimal.
   */
  'hash'?: (string);
  /**
   * When it took effect.
   */
  'appliedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Who applied it; `start` for what a hub started with.
   */
  'appliedBy'?: (string);
  /**
   * Why; empty when nobody said so.
   */
  'note'?: (string);
}

/**
 * A version of the configuration.
 */
export interface ConfigurationVersion__Output {
  /**
   * Counted from 1.
   */
  'version': (number);
  /**
   * SHA-256 of all files, hexadecimal.
   */
  'hash': (string);
  /**
   * When it took effect.
   */
  'appliedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Who applied it; `start` for what a hub started with.
   */
  'appliedBy': (string);
  /**
   * Why; empty when nobody said so.
   */
  'note': (string);
}
