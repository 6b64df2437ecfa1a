// Original file: proto/stellwerk/control/v1/configuration.proto


/**
 * One file.
 */
export interface ConfigurationFile {
  /**
   * Path relative to the common folder of all files, with `/`. Never absolute, never with `..`.
   */
  'name'?: (string);
  /**
   * Content of the file. References to secrets (`${NAME}`, `${file:PATH}`) stay unresolved; the hub
   * resolves them where it runs.
   */
  'text'?: (string);
}

/**
 * One file.
 */
export interface ConfigurationFile__Output {
  /**
   * Path relative to the common folder of all files, with `/`. Never absolute, never with `..`.
   */
  'name': (string);
  /**
   * Content of the file. References to secrets (`${NAME}`, `${file:PATH}`) stay unresolved; the hub
   * resolves them where it runs.
   */
  'text': (string);
}
