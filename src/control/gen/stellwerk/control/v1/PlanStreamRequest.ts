// Original file: proto/stellwerk/control/v1/plans.proto


/**
 * Request to plan a run.
 */
export interface PlanStreamRequest {
  /**
   * Name of the stream in the configuration. Required.
   */
  'stream'?: (string);
  /**
   * Only this lane, as `<stream>/<target connector>`. Empty: all lanes of the stream.
   */
  'lane'?: (string);
  /**
   * The maximum number of rows to read, 1 to 100,000. 0 means 10,000. Whole pages are read; the
   * last one is cut off at the limit.
   */
  'limit'?: (number);
  /**
   * Reads the source from its beginning instead of from where the last run ended.
   */
  'fromStart'?: (boolean);
  /**
   * The maximum number of records returned per lane and effect, 1 to 1,000. 0 means 20. Counts
   * always cover all records.
   */
  'details'?: (number);
  /**
   * Compares with what the targets hold now instead of with what the hub last sent them, for
   * targets that can be asked (`postgres`; `http` with `get`). This also reveals drift: records
   * that the hub would leave alone although the target differs.
   */
  'againstTargets'?: (boolean);
}

/**
 * Request to plan a run.
 */
export interface PlanStreamRequest__Output {
  /**
   * Name of the stream in the configuration. Required.
   */
  'stream': (string);
  /**
   * Only this lane, as `<stream>/<target connector>`. Empty: all lanes of the stream.
   */
  'lane': (string);
  /**
   * The maximum number of rows to read, 1 to 100,000. 0 means 10,000. Whole pages are read; the
   * last one is cut off at the limit.
   */
  'limit': (number);
  /**
   * Reads the source from its beginning instead of from where the last run ended.
   */
  'fromStart': (boolean);
  /**
   * The maximum number of records returned per lane and effect, 1 to 1,000. 0 means 20. Counts
   * always cover all records.
   */
  'details': (number);
  /**
   * Compares with what the targets hold now instead of with what the hub last sent them, for
   * targets that can be asked (`postgres`; `http` with `get`). This also reveals drift: records
   * that the hub would leave alone although the target differs.
   */
  'againstTargets': (boolean);
}
