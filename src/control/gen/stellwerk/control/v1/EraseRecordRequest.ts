// Original file: proto/stellwerk/control/v1/records.proto


/**
 * Orders a thing to be erased.
 */
export interface EraseRecordRequest {
  /**
   * Name of a stream that holds it.
   */
  'stream'?: (string);
  /**
   * Its key there, 1 to 1,024 bytes.
   */
  'key'?: (string);
  /**
   * Also in all other streams that hold the thing, under whatever key they know it.
   */
  'everywhere'?: (boolean);
  /**
   * Where records of it are in frames, leaves these and erases all else, instead of refusing.
   */
  'leaveFrames'?: (boolean);
  /**
   * Tells what would be erased and writes nothing.
   */
  'dryRun'?: (boolean);
  /**
   * Names the intent: a request repeated under the same id within a week is carried out once and
   * gets the first answer, also after a restart. INVALID_ARGUMENT when the id named another order.
   * Letters, digits and ._:- only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId'?: (string);
}

/**
 * Orders a thing to be erased.
 */
export interface EraseRecordRequest__Output {
  /**
   * Name of a stream that holds it.
   */
  'stream': (string);
  /**
   * Its key there, 1 to 1,024 bytes.
   */
  'key': (string);
  /**
   * Also in all other streams that hold the thing, under whatever key they know it.
   */
  'everywhere': (boolean);
  /**
   * Where records of it are in frames, leaves these and erases all else, instead of refusing.
   */
  'leaveFrames': (boolean);
  /**
   * Tells what would be erased and writes nothing.
   */
  'dryRun': (boolean);
  /**
   * Names the intent: a request repeated under the same id within a week is carried out once and
   * gets the first answer, also after a restart. INVALID_ARGUMENT when the id named another order.
   * Letters, digits and ._:- only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId': (string);
}
