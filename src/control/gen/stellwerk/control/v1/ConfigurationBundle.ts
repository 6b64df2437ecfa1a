// Original file: proto/stellwerk/control/v1/configuration.proto

import type { ConfigurationFile as _stellwerk_control_v1_ConfigurationFile, ConfigurationFile__Output as _stellwerk_control_v1_ConfigurationFile__Output } from '../../../stellwerk/control/v1/ConfigurationFile.ts';

/**
 * A configuration with the files that it names by relative paths: schemas, field lists, lookup tables,
 * modules with what they import.
 */
export interface ConfigurationBundle {
  /**
   * The name of the configuration itself among the files.
   */
  'main'?: (string);
  /**
   * All files, the configuration included; at most 500, of 1.5 MB together.
   */
  'files'?: (_stellwerk_control_v1_ConfigurationFile)[];
}

/**
 * A configuration with the files that it names by relative paths: schemas, field lists, lookup tables,
 * modules with what they import.
 */
export interface ConfigurationBundle__Output {
  /**
   * The name of the configuration itself among the files.
   */
  'main': (string);
  /**
   * All files, the configuration included; at most 500, of 1.5 MB together.
   */
  'files': (_stellwerk_control_v1_ConfigurationFile__Output)[];
}
