// Original file: proto/stellwerk/control/v1/access.proto


/**
 * The streams to which something is limited.
 */
export interface StreamLimit {
  /**
   * Their names; none at all when this is empty.
   */
  'streams'?: (string)[];
}

/**
 * The streams to which something is limited.
 */
export interface StreamLimit__Output {
  /**
   * Their names; none at all when this is empty.
   */
  'streams': (string)[];
}
