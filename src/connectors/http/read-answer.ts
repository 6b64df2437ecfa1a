import type { Side } from './failures.ts';
import { refused } from './failures.ts';

/** What is read of an answer at most. */
export interface AnswerLimit {
  readonly maxBytes: number;
  /** Whether what is beyond is left unread instead of refusing the answer. */
  readonly cut?: boolean;
}

/**
 * The text of an answer, in the encoding that its `content-type` names; UTF-8, as JSON has to be, where it names none. A byte order
 * mark is left out.
 * @throws Failure when it is longer than it may be
 */
export async function readAnswer(
  response: Response,
  { maxBytes, cut = false }: AnswerLimit,
  side: Side,
  where: string,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push((chunk as Uint8Array).subarray(0, maxBytes - size));
    size += (chunk as Uint8Array).length;
    if (size <= maxBytes) continue;
    if (cut) break;
    throw refused(side, `${where} answered more than ${maxBytes} bytes: ask for smaller pages.`);
  }
  return decode(Buffer.concat(chunks), response.headers.get('content-type'));
}

function decode(bytes: Uint8Array, contentType: string | null): string {
  const charset = /;\s*charset="?([^\s";]+)/i.exec(contentType ?? '')?.[1];
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // Nobody knows that name.
    return new TextDecoder().decode(bytes);
  }
}
