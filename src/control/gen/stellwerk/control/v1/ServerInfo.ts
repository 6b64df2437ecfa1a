// Original file: proto/stellwerk/control/v1/server_info.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../../google/protobuf/Duration.ts';
import type { ConfigurationInfo as _stellwerk_control_v1_ConfigurationInfo, ConfigurationInfo__Output as _stellwerk_control_v1_ConfigurationInfo__Output } from '../../../stellwerk/control/v1/ConfigurationInfo.ts';
import type { LogLevel as _stellwerk_control_v1_LogLevel, LogLevel__Output as _stellwerk_control_v1_LogLevel__Output } from '../../../stellwerk/control/v1/LogLevel.ts';

/**
 * One hub.
 */
export interface ServerInfo {
  /**
   * Of Stellwerk, as `0.1.0`.
   */
  'version'?: (string);
  /**
   * Prefix of everything in NATS and schema in PostgreSQL.
   */
  'namespace'?: (string);
  /**
   * When this process began to work.
   */
  'startedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * For how long it has worked.
   */
  'uptime'?: (_google_protobuf_Duration | null);
  /**
   * Of Node.js.
   */
  'nodeVersion'?: (string);
  /**
   * Of the NATS server that it is connected to.
   */
  'natsVersion'?: (string);
  /**
   * Of the PostgreSQL server.
   */
  'postgresVersion'?: (string);
  /**
   * The configuration that it works by.
   */
  'configuration'?: (_stellwerk_control_v1_ConfigurationInfo | null);
  /**
   * Services that it serves, by full name.
   */
  'services'?: (string)[];
  /**
   * What this version can do beyond the services, as `error-details`; a client asks before it relies on it.
   */
  'features'?: (string)[];
  /**
   * How much it logs.
   */
  'logLevel'?: (_stellwerk_control_v1_LogLevel);
}

/**
 * One hub.
 */
export interface ServerInfo__Output {
  /**
   * Of Stellwerk, as `0.1.0`.
   */
  'version': (string);
  /**
   * Prefix of everything in NATS and schema in PostgreSQL.
   */
  'namespace': (string);
  /**
   * When this process began to work.
   */
  'startedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * For how long it has worked.
   */
  'uptime': (_google_protobuf_Duration__Output | null);
  /**
   * Of Node.js.
   */
  'nodeVersion': (string);
  /**
   * Of the NATS server that it is connected to.
   */
  'natsVersion': (string);
  /**
   * Of the PostgreSQL server.
   */
  'postgresVersion': (string);
  /**
   * The configuration that it works by.
   */
  'configuration': (_stellwerk_control_v1_ConfigurationInfo__Output | null);
  /**
   * Services that it serves, by full name.
   */
  'services': (string)[];
  /**
   * What this version can do beyond the services, as `error-details`; a client asks before it relies on it.
   */
  'features': (string)[];
  /**
   * How much it logs.
   */
  'logLevel': (_stellwerk_control_v1_LogLevel__Output);
}
