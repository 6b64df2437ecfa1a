// Original file: proto/stellwerk/control/v1/configuration.proto


/**
 * One file.
 */
export interface ConfigurationFile {
  /**
   * Relative to a folder that all have in common, with `/`; never absolute, never with `..`.
   */
  'name'?: (string);
  /**
   * Its content. References to secrets (`${NAME}`, `${file:PATH}`) stand as they are; the hub resolves
   * them where it runs.
   */
  'text'?: (string);
}

/**
 * One file.
 */
export interface ConfigurationFile__Output {
  /**
   * Relative to a folder that all have in common, with `/`; never absolute, never with `..`.
   */
  'name': (string);
  /**
   * Its content. References to secrets (`${NAME}`, `${file:PATH}`) stand as they are; the hub resolves
   * them where it runs.
   */
  'text': (string);
}
