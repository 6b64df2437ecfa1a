// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationFile as _stellwerk_control_v1_ConfigurationFile, ConfigurationFile__Output as _stellwerk_control_v1_ConfigurationFile__Output } from '../../../stellwerk/control/v1/ConfigurationFile.ts';

/**
 * A configuration with the files that it references by relative paths: schemas, field lists, lookup
 * tables, and modules with their imports.
 */
export interface ConfigurationBundle {
  /**
   * Name of the configuration file itself, among the files.
   */
  'main'?: (string);
  /**
   * All files, including the configuration: at most 500, 1.5 MB in total.
   */
  'files'?: (_stellwerk_control_v1_ConfigurationFile)[];
}

/**
 * A configuration with the files that it references by relative paths: schemas, field lists, lookup
 * tables, and modules with their imports.
 */
export interface ConfigurationBundle__Output {
  /**
   * Name of the configuration file itself, among the files.
   */
  'main': (string);
  /**
   * All files, including the configuration: at most 500, 1.5 MB in total.
   */
  'files': (_stellwerk_control_v1_ConfigurationFile__Output)[];
}
