// Original file: proto/stellwerk/control/v1/verify.proto


/**
 * Asks how source and targets compare.
 */
export interface VerifyStreamRequest {
  /**
   * Name as in the configuration. Required.
   */
  'stream'?: (string);
  /**
   * Only this lane, `<stream>/<target connector>`; empty: all lanes of the stream.
   */
  'lane'?: (string);
  /**
   * Rows read at most, 1 to 1,000,000,000; 0: all. When the limit comes before the source's end,
   * nothing is told of surplus records.
   */
  'limit'?: (number);
  /**
   * Records told per lane and finding, 1 to 1,000; 0: 20. Counts are always of all.
   */
  'details'?: (number);
  /**
   * Sends again what is missing or different, by the lane's own way: as a forced replay of these keys
   * alone, and where the log does not hold the record any more, by storing it again. Deletes nothing:
   * surplus records stay. The answer comes when all is ordered, not when it is delivered.
   */
  'repair'?: (boolean);
}

/**
 * Asks how source and targets compare.
 */
export interface VerifyStreamRequest__Output {
  /**
   * Name as in the configuration. Required.
   */
  'stream': (string);
  /**
   * Only this lane, `<stream>/<target connector>`; empty: all lanes of the stream.
   */
  'lane': (string);
  /**
   * Rows read at most, 1 to 1,000,000,000; 0: all. When the limit comes before the source's end,
   * nothing is told of surplus records.
   */
  'limit': (number);
  /**
   * Records told per lane and finding, 1 to 1,000; 0: 20. Counts are always of all.
   */
  'details': (number);
  /**
   * Sends again what is missing or different, by the lane's own way: as a forced replay of these keys
   * alone, and where the log does not hold the record any more, by storing it again. Deletes nothing:
   * surplus records stay. The answer comes when all is ordered, not when it is delivered.
   */
  'repair': (boolean);
}
