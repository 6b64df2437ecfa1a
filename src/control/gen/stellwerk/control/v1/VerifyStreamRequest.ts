// Original file: proto/stellwerk/control/v1/verify.proto


/**
 * Request to compare a source with its targets.
 */
export interface VerifyStreamRequest {
  /**
   * Name of the stream in the configuration. Required.
   */
  'stream'?: (string);
  /**
   * Only this lane, as `<stream>/<target connector>`. Empty: all lanes of the stream.
   */
  'lane'?: (string);
  /**
   * The maximum number of rows to read, 1 to 1,000,000,000. 0 means all. If the limit is reached
   * before the source's end, surplus records are not reported.
   */
  'limit'?: (number);
  /**
   * The maximum number of records returned per lane and finding, 1 to 1,000. 0 means 20. Counts
   * always cover all records.
   */
  'details'?: (number);
  /**
   * Delivers missing and different records again through the lane: as a forced replay of these keys
   * alone, or, where the log no longer holds the record, by storing it again. Deletes nothing:
   * surplus records stay. Responds once all repairs are ordered, not once they are delivered.
   */
  'repair'?: (boolean);
}

/**
 * Request to compare a source with its targets.
 */
export interface VerifyStreamRequest__Output {
  /**
   * Name of the stream in the configuration. Required.
   */
  'stream': (string);
  /**
   * Only this lane, as `<stream>/<target connector>`. Empty: all lanes of the stream.
   */
  'lane': (string);
  /**
   * The maximum number of rows to read, 1 to 1,000,000,000. 0 means all. If the limit is reached
   * before the source's end, surplus records are not reported.
   */
  'limit': (number);
  /**
   * The maximum number of records returned per lane and finding, 1 to 1,000. 0 means 20. Counts
   * always cover all records.
   */
  'details': (number);
  /**
   * Delivers missing and different records again through the lane: as a forced replay of these keys
   * alone, or, where the log no longer holds the record, by storing it again. Deletes nothing:
   * surplus records stay. Responds once all repairs are ordered, not once they are delivered.
   */
  'repair': (boolean);
}
