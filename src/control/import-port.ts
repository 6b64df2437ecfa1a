import type { ImportEncoding, ImportFormat, ImportReading, ImportStatus } from '../domain/index.ts';

/** What an import is asked to be; what is null the hub finds out. */
export interface ImportRequest {
  readonly stream: string;
  /** An absolute path on the hub's machine, or an address (http, https). */
  readonly from: string;
  /** Null: by the file's name. */
  readonly format: ImportFormat | null;
  readonly encoding: ImportEncoding | null;
  readonly reading: Omit<ImportReading, 'format' | 'encoding'>;
  readonly rejectsFile: string | null;
  readonly maxRejects: number | null;
  readonly requestedBy: string;
  /** A repeated one is the same import; null is always a new one. */
  readonly requestId: string | null;
}

/** What the control API needs of a hub for bulk imports. `runtime` implements it. */
export interface ImportPort {
  /** The newest hundred, newest first; answers from memory. */
  list(): readonly ImportStatus[];
  /** @throws Failure NOT_FOUND */
  get(id: string): ImportStatus;
  /**
   * Resolves when it is noted durably and begun, or waits for its turn.
   * @throws Failure NOT_FOUND without such a stream, INVALID_REQUEST, IMPORT_UNREADABLE, STORE_UNAVAILABLE, BUS_UNAVAILABLE
   */
  start(request: ImportRequest, signal: AbortSignal): Promise<ImportStatus>;
  /**
   * As `start`, of bytes that the caller sends; begins when all are there.
   * @param request its `from` is what the source is called
   */
  upload(
    request: ImportRequest,
    bytes: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<ImportStatus>;
}
