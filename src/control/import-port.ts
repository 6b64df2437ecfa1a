import type { ImportEncoding, ImportFormat, ImportReading, ImportStatus } from '../domain/index.ts';

/** A requested import. The hub determines what is null. */
export interface ImportRequest {
  readonly stream: string;
  /** An absolute path on the hub's machine, or a URL (http, https). */
  readonly from: string;
  /** Null to determine it from the file's name. */
  readonly format: ImportFormat | null;
  readonly encoding: ImportEncoding | null;
  readonly reading: Omit<ImportReading, 'format' | 'encoding'>;
  readonly rejectsFile: string | null;
  readonly maxRejects: number | null;
  readonly requestedBy: string;
  /** Idempotency key of the import; null always starts a new one. */
  readonly requestId: string | null;
}

/** What the control API needs from a hub for bulk imports. `runtime` implements it. */
export interface ImportPort {
  /** Lists the imports that are not over and the newest hundred that are, newest first; answers from memory. */
  list(): readonly ImportStatus[];
  /** @throws Failure NOT_FOUND */
  get(id: string): ImportStatus;
  /**
   * Resolves when the import is stored durably, and has begun or waits for its turn.
   * @throws Failure NOT_FOUND if there is no such stream, INVALID_REQUEST, IMPORT_UNREADABLE, STORE_UNAVAILABLE,
   *   BUS_UNAVAILABLE
   */
  start(request: ImportRequest, signal: AbortSignal): Promise<ImportStatus>;
  /**
   * Like `start`, for bytes that the caller sends; begins when all bytes have arrived.
   * @param request its `from` is the name of the source
   */
  upload(
    request: ImportRequest,
    bytes: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<ImportStatus>;
}
