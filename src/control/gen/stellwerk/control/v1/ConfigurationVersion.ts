// Original file: proto/stellwerk/control/v1/configuration.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * A version of the configuration.
 */
export interface ConfigurationVersion {
  /**
   * Number of the version, counted from 1.
   */
  'version'?: (number);
  /**
   * SHA-256 of all files, in hexadecimal.
   */
  'hash'?: (string);
  /**
   * When it took effect.
   */
  'appliedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Who applied it; `start` for the configuration that a hub started with.
   */
  'appliedBy'?: (string);
  /**
   * The reason given for it; empty if none was given.
   */
  'note'?: (string);
}

/**
 * A version of the configuration.
 */
export interface ConfigurationVersion__Output {
  /**
   * Number of the version, counted from 1.
   */
  'version': (number);
  /**
   * SHA-256 of all files, in hexadecimal.
   */
  'hash': (string);
  /**
   * When it took effect.
   */
  'appliedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Who applied it; `start` for the configuration that a hub started with.
   */
  'appliedBy': (string);
  /**
   * The reason given for it; empty if none was given.
   */
  'note': (string);
}
