// Original file: proto/stellwerk/control/v1/imports.proto

/**
 * The format of a file.
 */
export const ImportFormat = {
  /**
   * Determined from the file's name.
   */
  IMPORT_FORMAT_UNSPECIFIED: 'IMPORT_FORMAT_UNSPECIFIED',
  /**
   * One JSON object per line.
   */
  IMPORT_FORMAT_JSONL: 'IMPORT_FORMAT_JSONL',
  /**
   * One JSON array of objects.
   */
  IMPORT_FORMAT_JSON: 'IMPORT_FORMAT_JSON',
  /**
   * CSV as in RFC 4180; the first row names the columns.
   */
  IMPORT_FORMAT_CSV: 'IMPORT_FORMAT_CSV',
  /**
   * XML; `record_path` selects the records.
   */
  IMPORT_FORMAT_XML: 'IMPORT_FORMAT_XML',
  /**
   * Excel (xlsx); the first row names the columns.
   */
  IMPORT_FORMAT_XLSX: 'IMPORT_FORMAT_XLSX',
} as const;

/**
 * The format of a file.
 */
export type ImportFormat =
  /**
   * Determined from the file's name.
   */
  | 'IMPORT_FORMAT_UNSPECIFIED'
  | 0
  /**
   * One JSON object per line.
   */
  | 'IMPORT_FORMAT_JSONL'
  | 1
  /**
   * One JSON array of objects.
   */
  | 'IMPORT_FORMAT_JSON'
  | 2
  /**
   * CSV as in RFC 4180; the first row names the columns.
   */
  | 'IMPORT_FORMAT_CSV'
  | 3
  /**
   * XML; `record_path` selects the records.
   */
  | 'IMPORT_FORMAT_XML'
  | 4
  /**
   * Excel (xlsx); the first row names the columns.
   */
  | 'IMPORT_FORMAT_XLSX'
  | 5

/**
 * The format of a file.
 */
export type ImportFormat__Output = typeof ImportFormat[keyof typeof ImportFormat]
