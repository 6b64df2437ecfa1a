// Original file: proto/stellwerk/control/v1/imports.proto

import type { ImportFormat as _stellwerk_control_v1_ImportFormat, ImportFormat__Output as _stellwerk_control_v1_ImportFormat__Output } from '../../../stellwerk/control/v1/ImportFormat.ts';
import type { ImportEncoding as _stellwerk_control_v1_ImportEncoding, ImportEncoding__Output as _stellwerk_control_v1_ImportEncoding__Output } from '../../../stellwerk/control/v1/ImportEncoding.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What an import is to do.
 */
export interface ImportOrder {
  /**
   * The stream that takes the rows; its key, version and schema apply.
   */
  'stream'?: (string);
  /**
   * An absolute path on the hub's machine, or an address (http, https). For an upload what the
   * source is called. Gzip and zstd are unpacked.
   */
  'from'?: (string);
  /**
   * How the file is written.
   */
  'format'?: (_stellwerk_control_v1_ImportFormat);
  /**
   * How its text is encoded.
   */
  'encoding'?: (_stellwerk_control_v1_ImportEncoding);
  /**
   * CSV: what stands between fields, one character. Empty: what the first row has most of.
   */
  'delimiter'?: (string);
  /**
   * XML: the elements from the root to the record, as BMECAT/T_NEW_CATALOG/ARTICLE.
   */
  'recordPath'?: (string);
  /**
   * Excel: the sheet. Empty: the first.
   */
  'sheet'?: (string);
  /**
   * Text fields that hold numbers with a decimal point.
   */
  'numberFields'?: (string)[];
  /**
   * Text fields that hold numbers as Germans write them: 1.234,50.
   */
  'decimalCommaFields'?: (string)[];
  /**
   * Text fields that hold dates as Germans write them: 31.12.2026. They become ISO 8601.
   */
  'germanDateFields'?: (string)[];
  /**
   * An absolute path on the hub's machine where rejected rows are written, one JSON object a line.
   * Empty: they are dead letters only.
   */
  'rejectsFile'?: (string);
  /**
   * With more rejected rows than this the import fails. Absent: never.
   */
  'maxRejects'?: (number | string | Long);
  '_maxRejects'?: "maxRejects";
}

/**
 * What an import is to do.
 */
export interface ImportOrder__Output {
  /**
   * The stream that takes the rows; its key, version and schema apply.
   */
  'stream': (string);
  /**
   * An absolute path on the hub's machine, or an address (http, https). For an upload what the
   * source is called. Gzip and zstd are unpacked.
   */
  'from': (string);
  /**
   * How the file is written.
   */
  'format': (_stellwerk_control_v1_ImportFormat__Output);
  /**
   * How its text is encoded.
   */
  'encoding': (_stellwerk_control_v1_ImportEncoding__Output);
  /**
   * CSV: what stands between fields, one character. Empty: what the first row has most of.
   */
  'delimiter': (string);
  /**
   * XML: the elements from the root to the record, as BMECAT/T_NEW_CATALOG/ARTICLE.
   */
  'recordPath': (string);
  /**
   * Excel: the sheet. Empty: the first.
   */
  'sheet': (string);
  /**
   * Text fields that hold numbers with a decimal point.
   */
  'numberFields': (string)[];
  /**
   * Text fields that hold numbers as Germans write them: 1.234,50.
   */
  'decimalCommaFields': (string)[];
  /**
   * Text fields that hold dates as Germans write them: 31.12.2026. They become ISO 8601.
   */
  'germanDateFields': (string)[];
  /**
   * An absolute path on the hub's machine where rejected rows are written, one JSON object a line.
   * Empty: they are dead letters only.
   */
  'rejectsFile': (string);
  /**
   * With more rejected rows than this the import fails. Absent: never.
   */
  'maxRejects'?: (number);
}
