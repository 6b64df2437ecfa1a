// Original file: proto/stellwerk/control/v1/imports.proto

/**
 * How a text is encoded. A byte order mark in the file wins.
 */
export const ImportEncoding = {
  /**
   * UTF-8.
   */
  IMPORT_ENCODING_UNSPECIFIED: 'IMPORT_ENCODING_UNSPECIFIED',
  /**
   * UTF-8.
   */
  IMPORT_ENCODING_UTF_8: 'IMPORT_ENCODING_UTF_8',
  /**
   * Windows-1252, of which ISO 8859-1 is a part.
   */
  IMPORT_ENCODING_WINDOWS_1252: 'IMPORT_ENCODING_WINDOWS_1252',
  /**
   * UTF-16, little end first.
   */
  IMPORT_ENCODING_UTF_16LE: 'IMPORT_ENCODING_UTF_16LE',
  /**
   * UTF-16, big end first.
   */
  IMPORT_ENCODING_UTF_16BE: 'IMPORT_ENCODING_UTF_16BE',
} as const;

/**
 * How a text is encoded. A byte order mark in the file wins.
 */
export type ImportEncoding =
  /**
   * UTF-8.
   */
  | 'IMPORT_ENCODING_UNSPECIFIED'
  | 0
  /**
   * UTF-8.
   */
  | 'IMPORT_ENCODING_UTF_8'
  | 1
  /**
   * Windows-1252, of which ISO 8859-1 is a part.
   */
  | 'IMPORT_ENCODING_WINDOWS_1252'
  | 2
  /**
   * UTF-16, little end first.
   */
  | 'IMPORT_ENCODING_UTF_16LE'
  | 3
  /**
   * UTF-16, big end first.
   */
  | 'IMPORT_ENCODING_UTF_16BE'
  | 4

/**
 * How a text is encoded. A byte order mark in the file wins.
 */
export type ImportEncoding__Output = typeof ImportEncoding[keyof typeof ImportEncoding]
