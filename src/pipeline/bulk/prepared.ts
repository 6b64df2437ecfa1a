/** Records ready for the log: what is left to do is to send them. */
export interface PreparedRecords {
  readonly keys: readonly string[];
  /** The records as the log keeps them, one behind the other, each followed by a newline. */
  readonly bytes: Uint8Array;
  /** Where each record ends in `bytes`, before its newline. */
  readonly ends: Uint32Array;
  /** Of each record the row in its piece, from 1. */
  readonly rows: Uint32Array;
}

/** A row of a piece that is no record. */
export interface PreparedReject {
  /** From 1 in the piece. */
  readonly line: number;
  readonly column: number | null;
  readonly reason: string;
  readonly raw: string;
  /** As `RejectedRow.key`. */
  readonly key?: string;
}

/** A piece of a file, read, checked and ready for the log. */
export interface PreparedPiece {
  readonly records: PreparedRecords;
  readonly rejected: readonly PreparedReject[];
  /** Rows in the piece; each is a record or rejected. */
  readonly rowCount: number;
  /** Lines in the piece. */
  readonly lineCount: number;
}

/** A piece and where in its file the next one begins. */
export interface PlacedPiece extends PreparedPiece {
  readonly offset: number;
  /** Lines before the piece, where it counts from the file's beginning; null where it follows the one before. */
  readonly linesBefore: number | null;
  /** Bytes of the file as it lies there that have been read. */
  readonly fileBytes: number;
}
