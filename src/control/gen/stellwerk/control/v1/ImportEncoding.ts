// Original file: proto/stellwerk/control/v1/imports.proto

/**
 * The encoding of a text file. A byte order mark in the file takes precedence.
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
   * Windows-1252, which includes ISO 8859-1.
   */
  IMPORT_ENCODING_WINDOWS_1252: 'IMPORT_ENCODING_WINDOWS_1252',
  /**
   * UTF-16, little-endian.
   */
  IMPORT_ENCODING_UTF_16LE: 'IMPORT_ENCODING_UTF_16LE',
  /**
   * UTF-16, big-endian.
   */
  IMPORT_ENCODING_UTF_16BE: 'IMPORT_ENCODING_UTF_16BE',
} as const;

/**
 * The encoding of a text file. A byte order mark in the file takes precedence.
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
   * Windows-1252, which includes ISO 8859-1.
   */
  | 'IMPORT_ENCODING_WINDOWS_1252'
  | 2
  /**
   * UTF-16, little-endian.
   */
  | 'IMPORT_ENCODING_UTF_16LE'
  | 3
  /**
   * UTF-16, big-endian.
   */
  | 'IMPORT_ENCODING_UTF_16BE'
  | 4

/**
 * The encoding of a text file. A byte order mark in the file takes precedence.
 */
export type ImportEncoding__Output = typeof ImportEncoding[keyof typeof ImportEncoding]
