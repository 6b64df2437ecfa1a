// Original file: proto/stellwerk/control/v1/server_info.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../../google/protobuf/Duration.ts';
import type { ConfigurationInfo as _stellwerk_control_v1_ConfigurationInfo, ConfigurationInfo__Output as _stellwerk_control_v1_ConfigurationInfo__Output } from '../../../stellwerk/control/v1/ConfigurationInfo.ts';
import type { LogLevel as _stellwerk_control_v1_LogLevel, LogLevel__Output as _stellwerk_control_v1_LogLevel__Output } from '../../../stellwerk/control/v1/LogLevel.ts';

/**
 * A hub.
 */
export interface ServerInfo {
  /**
   * Version of Stellwerk, such as `0.1.0`.
   */
  'version'?: (string);
  /**
   * Prefix of all names in NATS, and schema in PostgreSQL.
   */
  'namespace'?: (string);
  /**
   * When this process started.
   */
  'startedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * How long it has been running.
   */
  'uptime'?: (_google_protobuf_Duration | null);
  /**
   * Version of Node.js.
   */
  'nodeVersion'?: (string);
  /**
   * Version of the NATS server that it is connected to.
   */
  'natsVersion'?: (string);
  /**
   * Version of the PostgreSQL server.
   */
  'postgresVersion'?: (string);
  /**
   * The configuration in force.
   */
  'configuration'?: (_stellwerk_control_v1_ConfigurationInfo | null);
  /**
   * Full names of the services that it offers.
   */
  'services'?: (string)[];
  /**
   * Capabilities of this version beyond its services, such as `error-details`. Clients check here
   * before they rely on one.
   */
  'features'?: (string)[];
  /**
   * Its log level.
   */
  'logLevel'?: (_stellwerk_control_v1_LogLevel);
}

/**
 * A hub.
 */
export interface ServerInfo__Output {
  /**
   * Version of Stellwerk, such as `0.1.0`.
   */
  'version': (string);
  /**
   * Prefix of all names in NATS, and schema in PostgreSQL.
   */
  'namespace': (string);
  /**
   * When this process started.
   */
  'startedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * How long it has been running.
   */
  'uptime': (_google_protobuf_Duration__Output | null);
  /**
   * Version of Node.js.
   */
  'nodeVersion': (string);
  /**
   * Version of the NATS server that it is connected to.
   */
  'natsVersion': (string);
  /**
   * Version of the PostgreSQL server.
   */
  'postgresVersion': (string);
  /**
   * The configuration in force.
   */
  'configuration': (_stellwerk_control_v1_ConfigurationInfo__Output | null);
  /**
   * Full names of the services that it offers.
   */
  'services': (string)[];
  /**
   * Capabilities of this version beyond its services, such as `error-details`. Clients check here
   * before they rely on one.
   */
  'features': (string)[];
  /**
   * Its log level.
   */
  'logLevel': (_stellwerk_control_v1_LogLevel__Output);
}
