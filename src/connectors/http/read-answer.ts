import type { Side } from './failures.ts';
import { refused } from './failures.ts';

/** Limits how much of an answer is read. */
export interface AnswerLimit {
  readonly maxBytes: number;
  /** Whether to leave the rest unread instead of refusing the answer. */
  readonly cut?: boolean;
}

/**
 * Reads the text of an answer in the encoding that its `content-type` names; without one in UTF-8, which JSON requires. A byte
 * order mark is dropped.
 * @throws Failure when the answer is too long
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
    // Unknown encoding name.
    return new TextDecoder().decode(bytes);
  }
}
