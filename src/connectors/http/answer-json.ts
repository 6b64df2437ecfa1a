import type { Json } from '../../connector-api/index.ts';
import { isJsonObject, parseSent, shortened } from '../../connector-api/index.ts';
import type { Answer, Side } from './failures.ts';
import { connectionFailure, refused } from './failures.ts';
import type { Search } from './spec.ts';

const MAX_SHOWN = 100;

type Body = Pick<Answer, 'headers' | 'body'>;

export function parseJson(answer: Body, side: Side, where: string): Json {
  try {
    return parseSent(answer.body);
  } catch {
    throw connectionFailure(
      new Error(`the answer is not JSON but ${otherThan(answer)}`),
      side,
      where,
    );
  }
}

/** A system that answers with a page usually asks for a sign-in, or a proxy answers for it: waiting seldom helps. */
function otherThan({ headers, body }: Body): string {
  if (body.trim() === '') return 'empty';
  const type = headers.get('content-type')?.split(';', 1)[0] ?? 'text of no type';
  const shown = `${type}: ${JSON.stringify(shortened(body.trim(), MAX_SHOWN))}`;
  if (!body.trimStart().startsWith('<')) return shown;
  return `${shown}. If that is the page of a sign-in or of a proxy, correct \`url\` or \`auth\` of the connector`;
}

/**
 * Refuses a whole HTML page as the answer to a write, whatever its status says: a sign-in, a notice of maintenance or a proxy stands
 * before the system, so nothing was written. Other texts pass, since some systems answer "OK" as text/html.
 * @throws Failure TARGET_UNAVAILABLE
 */
export function requireNoPage(answer: Body, where: string): void {
  if (!/^\s*<(!doctype html|html)\b/i.test(answer.body)) return;
  throw connectionFailure(new Error(`the answer is ${otherThan(answer)}`), 'target', where);
}

/**
 * Refuses a redirect as the answer to a write: a sign-in or a proxy stands before the system, or the system has moved, and that is not
 * the fault of a record. It is not followed, because the write may be meant for this address only.
 * @throws Failure TARGET_UNAVAILABLE
 */
export function requireNoRedirect({ status, headers }: Answer, where: string): void {
  if (status < 300 || status >= 400) return;
  // The rest may be confidential.
  const [to = ''] = (headers.get('location') ?? '').split(/[?#]/);
  const told = `the answer is a redirect (HTTP ${status}) to ${to === '' ? 'no address' : shortened(to, MAX_SHOWN)}, which is not followed: correct \`url\` or \`auth\` of the connector`;
  throw connectionFailure(new Error(told), 'target', where);
}

/**
 * Parses the answer to a write. One that is not JSON leaves open what was created, so the same write is repeated only if the target
 * can be asked for it.
 * @throws Failure TARGET_UNAVAILABLE with `reference`, else TARGET_MISCONFIGURED
 */
export function parseWritten(answer: Body, where: string, reference: Search | undefined): Json {
  try {
    return parseJson(answer, 'target', where);
  } catch (error) {
    if (reference) throw error;
    throw refused(
      'target',
      `${where} succeeded, but the answer is not JSON, so it is unknown what was created under which id: ${JSON.stringify(shortened(answer.body, MAX_SHOWN))}. Look for it in the target before you resume the lane, which sends it again; with \`reference\` the hub looks for it itself.`,
    );
  }
}

/**
 * Returns the value at a dotted path; the whole value when the path is absent; undefined where there is none. A field whose name is
 * the path, dots included (@odata.nextLink), goes first.
 */
export function valueAt(value: Json | undefined, path: string | undefined): Json | undefined {
  if (path === undefined) return value;
  if (isJsonObject(value) && Object.hasOwn(value, path)) return value[path];
  let here = value;
  for (const name of path.split('.')) here = isJsonObject(here) ? here[name] : undefined;
  return here;
}
