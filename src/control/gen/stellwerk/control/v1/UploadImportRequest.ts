// Original file: proto/stellwerk/control/v1/imports.proto

import type { ImportOrder as _stellwerk_control_v1_ImportOrder, ImportOrder__Output as _stellwerk_control_v1_ImportOrder__Output } from '../../../stellwerk/control/v1/ImportOrder.ts';

/**
 * A part of an upload.
 */
export interface UploadImportRequest {
  /**
   * The import to run.
   */
  'order'?: (_stellwerk_control_v1_ImportOrder | null);
  /**
   * The next bytes of the file, at most 1 MB.
   */
  'content'?: (Buffer | Uint8Array | string);
  /**
   * The first message describes the import, all others carry its bytes.
   */
  'part'?: "order"|"content";
}

/**
 * A part of an upload.
 */
export interface UploadImportRequest__Output {
  /**
   * The import to run.
   */
  'order'?: (_stellwerk_control_v1_ImportOrder__Output | null);
  /**
   * The next bytes of the file, at most 1 MB.
   */
  'content'?: (Buffer);
}
