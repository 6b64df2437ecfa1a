// Original file: proto/stellwerk/control/v1/plans.proto


/**
 * Asks what a run would do.
 */
export interface PlanStreamRequest {
  /**
   * Name as in the configuration. Required.
   */
  'stream'?: (string);
  /**
   * Only this lane, `<stream>/<target connector>`; empty: all lanes of the stream.
   */
  'lane'?: (string);
  /**
   * Rows read at most, 1 to 100,000; 0: 10,000. Whole pages are read, the last one cut.
   */
  'limit'?: (number);
  /**
   * Reads the source from its beginning; else from where the last run ended.
   */
  'fromStart'?: (boolean);
  /**
   * Records told per lane and effect, 1 to 1,000; 0: 20. Counts are always of all.
   */
  'details'?: (number);
  /**
   * Compares with what the targets hold now instead of with what the hub sent them last, where a
   * target can be asked (`postgres`; `http` with `get`). That tells drift too: records that the hub
   * would leave alone although the target differs.
   */
  'againstTargets'?: (boolean);
}

/**
 * Asks what a run would do.
 */
export interface PlanStreamRequest__Output {
  /**
   * Name as in the configuration. Required.
   */
  'stream': (string);
  /**
   * Only this lane, `<stream>/<target connector>`; empty: all lanes of the stream.
   */
  'lane': (string);
  /**
   * Rows read at most, 1 to 100,000; 0: 10,000. Whole pages are read, the last one cut.
   */
  'limit': (number);
  /**
   * Reads the source from its beginning; else from where the last run ended.
   */
  'fromStart': (boolean);
  /**
   * Records told per lane and effect, 1 to 1,000; 0: 20. Counts are always of all.
   */
  'details': (number);
  /**
   * Compares with what the targets hold now instead of with what the hub sent them last, where a
   * target can be asked (`postgres`; `http` with `get`). That tells drift too: records that the hub
   * would leave alone although the target differs.
   */
  'againstTargets': (boolean);
}
