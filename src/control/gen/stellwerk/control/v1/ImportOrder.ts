// Original file: proto/stellwerk/control/v1/imports.proto

import type { ImportFormat as _stellwerk_control_v1_ImportFormat, ImportFormat__Output as _stellwerk_control_v1_ImportFormat__Output } from '../../../stellwerk/control/v1/ImportFormat.ts';
import type { ImportEncoding as _stellwerk_control_v1_ImportEncoding, ImportEncoding__Output as _stellwerk_control_v1_ImportEncoding__Output } from '../../../stellwerk/control/v1/ImportEncoding.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Describes an import.
 */
export interface ImportOrder {
  /**
   * The stream that receives the rows; its key, version and schema apply.
   */
  'stream'?: (string);
  /**
   * An absolute path on the hub's machine, or a URL (http, https). For an upload, the name of its
   * source. Gzip and zstd are decompressed.
   */
  'from'?: (string);
  /**
   * The format of the file.
   */
  'format'?: (_stellwerk_control_v1_ImportFormat);
  /**
   * The encoding of the file's text.
   */
  'encoding'?: (_stellwerk_control_v1_ImportEncoding);
  /**
   * CSV: the field separator, one character. Empty: the separator that occurs most often in the
   * first row.
   */
  'delimiter'?: (string);
  /**
   * XML: the elements from the root to the record, such as BMECAT/T_NEW_CATALOG/ARTICLE.
   */
  'recordPath'?: (string);
  /**
   * Excel: name of the sheet. Empty: the first.
   */
  'sheet'?: (string);
  /**
   * Text fields that hold numbers with a decimal point.
   */
  'numberFields'?: (string)[];
  /**
   * Text fields that hold numbers in German notation: 1.234,50.
   */
  'decimalCommaFields'?: (string)[];
  /**
   * Text fields that hold dates in German notation: 31.12.2026. They are converted to ISO 8601.
   */
  'germanDateFields'?: (string)[];
  /**
   * An absolute path on the hub's machine to write rejected rows to, one JSON object per line.
   * Empty: they become dead letters only.
   */
  'rejectsFile'?: (string);
  /**
   * The import fails when more rows than this are rejected. Unset: no limit.
   */
  'maxRejects'?: (number | string | Long);
  '_maxRejects'?: "maxRejects";
}

/**
 * Describes an import.
 */
export interface ImportOrder__Output {
  /**
   * The stream that receives the rows; its key, version and schema apply.
   */
  'stream': (string);
  /**
   * An absolute path on the hub's machine, or a URL (http, https). For an upload, the name of its
   * source. Gzip and zstd are decompressed.
   */
  'from': (string);
  /**
   * The format of the file.
   */
  'format': (_stellwerk_control_v1_ImportFormat__Output);
  /**
   * The encoding of the file's text.
   */
  'encoding': (_stellwerk_control_v1_ImportEncoding__Output);
  /**
   * CSV: the field separator, one character. Empty: the separator that occurs most often in the
   * first row.
   */
  'delimiter': (string);
  /**
   * XML: the elements from the root to the record, such as BMECAT/T_NEW_CATALOG/ARTICLE.
   */
  'recordPath': (string);
  /**
   * Excel: name of the sheet. Empty: the first.
   */
  'sheet': (string);
  /**
   * Text fields that hold numbers with a decimal point.
   */
  'numberFields': (string)[];
  /**
   * Text fields that hold numbers in German notation: 1.234,50.
   */
  'decimalCommaFields': (string)[];
  /**
   * Text fields that hold dates in German notation: 31.12.2026. They are converted to ISO 8601.
   */
  'germanDateFields': (string)[];
  /**
   * An absolute path on the hub's machine to write rejected rows to, one JSON object per line.
   * Empty: they become dead letters only.
   */
  'rejectsFile': (string);
  /**
   * The import fails when more rows than this are rejected. Unset: no limit.
   */
  'maxRejects'?: (number);
}
