import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A sender that is silent for this long counts as gone. */
const BODY_TIMEOUT_MS = 30_000;

/** A refusal that has an HTTP status but no failure code. */
export class HttpRefusal extends Error {
  readonly statusCode: number;
  readonly code: string;

  constructor(statusCode: number, code: string, message: string) {
    super(message);
    this.statusCode = statusCode;
    this.code = code;
  }
}

/**
 * Gives the routes of this plugin the bytes of a body as they arrived: the signature covers those, not a parsed and rewritten
 * form.
 * @param maxBytes limit of the request's body @param onPart called with the size of each part that arrives; throws to refuse it
 */
export function readRawBodies(
  server: FastifyInstance,
  contentType: RegExp,
  maxBytes: (request: FastifyRequest) => number,
  onPart: (request: FastifyRequest, bytes: number) => void = () => undefined,
): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    contentType,
    async (request: FastifyRequest, payload: AsyncIterable<Buffer>) => {
      requirePlain(request);
      const limit = maxBytes(request);
      if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
      request.raw.setTimeout(BODY_TIMEOUT_MS, () => request.raw.destroy());
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of payload) {
        size += chunk.length;
        if (size > limit) throw tooLarge(limit);
        onPart(request, chunk.length);
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    },
  );
  server.addContentTypeParser('*', ({ headers }: FastifyRequest) =>
    Promise.reject(notJson(headers)),
  );
}

/** What curl sends without `-H 'content-type: …'` is a form. */
function notJson({ 'content-type': type = 'not declared' }: IncomingHttpHeaders): HttpRefusal {
  const message = `The content type is ${type}; send JSON, and say so: application/json.`;
  return new HttpRefusal(415, 'CONTENT_TYPE', message);
}

/** @throws HttpRefusal 415 for bodies that are compressed or not in UTF-8 */
export function requirePlain({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw new HttpRefusal(
      415,
      'CONTENT_ENCODING',
      `The body is encoded with ${encoding}; send it unencoded.`,
    );
  }
  const [, charset = 'utf-8'] =
    /;\s*charset="?([^;"\s]+)/i.exec(headers['content-type'] ?? '') ?? [];
  if (/^utf-?8$/i.test(charset)) return;
  throw new HttpRefusal(415, 'CHARSET', `The body is in ${charset}; JSON is UTF-8 (RFC 8259).`);
}

function tooLarge(limit: number): HttpRefusal {
  return new HttpRefusal(413, 'BODY_TOO_LARGE', `The body is larger than ${limit} bytes.`);
}
