import type { Json } from '../../connector-api/index.ts';
import { isJsonObject } from '../../connector-api/index.ts';
import { parseJson } from '../http/answer-json.ts';
import type { Answer } from '../http/failures.ts';
import { textOf } from './literals.ts';
import type { Write } from './write.ts';

/** How several requests are written into one. */
export interface BatchFormat {
  readonly headers: Readonly<Record<string, string>>;
  /** @param service the address of the service */
  write(
    writes: readonly Write[],
    service: URL,
  ): { readonly type: string; readonly content: string };
  /** The answers by the place of their writes. @throws Failure TARGET_UNAVAILABLE if it cannot be read */
  read(answer: Answer, writes: number): ReadonlyMap<number, Answer>;
}

/** OData JSON format 4.01, 19. */
export const jsonBatch: BatchFormat = {
  headers: { accept: 'application/json' },
  write(writes) {
    const requests = writes.map(({ method, path, headers, body }, nth) => ({
      ...{ id: String(nth), method, url: path, headers },
      ...(body ? { body } : {}),
    }));
    return { type: 'application/json', content: JSON.stringify({ requests }) };
  },
  read(answer) {
    const value = parseJson(answer, 'target', 'POST $batch');
    const told = isJsonObject(value) && Array.isArray(value.responses) ? value.responses : [];
    const answers = (told as readonly Json[])
      .filter(isJsonObject)
      .map(({ id, status, headers, body }): readonly [number, Answer] => [
        Number(id),
        {
          status: Number(status),
          headers: headersOf(headers),
          body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
        },
      ]);
    return new Map(answers);
  },
};

function headersOf(value: Json | undefined): Headers {
  const pairs = isJsonObject(value) ? Object.entries(value) : [];
  return headersIn(pairs.map(([name, text]) => [name, textOf(text)]));
}

const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
/** Latin-1 without control characters. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Leaves out what no header can be: within a batch they are plain text, in which the address of an entity may have any letter. */
export function headersIn(pairs: readonly (readonly [name: string, value: string])[]): Headers {
  const fit = pairs.filter(([name, value]) => NAME.test(name) && VALUE.test(value));
  return new Headers(fit.map(([name, value]) => [name, value]));
}
