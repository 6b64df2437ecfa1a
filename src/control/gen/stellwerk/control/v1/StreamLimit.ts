// Original file: proto/stellwerk/control/v1/access.proto


/**
 * The streams that a key or caller is limited to.
 */
export interface StreamLimit {
  /**
   * Names of the streams. An empty list allows no streams at all.
   */
  'streams'?: (string)[];
}

/**
 * The streams that a key or caller is limited to.
 */
export interface StreamLimit__Output {
  /**
   * Names of the streams. An empty list allows no streams at all.
   */
  'streams': (string)[];
}
