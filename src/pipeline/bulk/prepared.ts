/** Records in their final form for the log: they only have to be sent. */
export interface PreparedRecords {
  readonly keys: readonly string[];
  /** The records as the log stores them, one after the other, each followed by a newline. */
  readonly bytes: Uint8Array;
  /** The end of each record in `bytes`, before its newline. */
  readonly ends: Uint32Array;
  /** The row of each record in its piece, counted from 1. */
  readonly rows: Uint32Array;
}

/** A row of a piece that could not become a record. */
export interface PreparedReject {
  /** Counted from 1 in the piece, as is its line. */
  readonly row: number;
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
  /** Rows in the piece; each is either a record or rejected. */
  readonly rowCount: number;
  /** Lines in the piece. */
  readonly lineCount: number;
}

/** A piece, with the place in its file where the next one begins. */
export interface PlacedPiece extends PreparedPiece {
  readonly offset: number;
  /** Lines in the file before the piece; null when they have to be counted from the previous pieces. */
  readonly linesBefore: number | null;
  /** Bytes of the stored file that have been read; for a compressed file, compressed bytes. */
  readonly fileBytes: number;
}
