import type { Delivery, Json, JsonObject, TargetSettings } from '../../connector-api/index.ts';
import { Failure, isJsonList, isJsonObject, shortened } from '../../connector-api/index.ts';
import type { Outcomes } from '../common/deliver-partly.ts';
import { textOf } from '../common/text-of.ts';
import { sendTraced } from '../common/traced-request.ts';
import type { HttpClient } from '../http/client.ts';
import type { Answer } from '../http/failures.ts';
import { recordAnswer, recordFailure, refused } from '../http/failures.ts';
import { ROOT } from './api.ts';

const TYPE = 'application/vnd.akeneo.collection+json';
/** Not found, method not allowed, not acceptable, unsupported type: there is no such API. */
const WRONG_PLACE: ReadonlySet<number> = new Set([404, 405, 406, 415]);
/** A firewall before the PIM may refuse a request with 403 because of its size, but hardly one that is smaller. */
const LARGE_CHARS = 100_000;
const MAX_SHOWN = 100;

/** What is written of a record, and the id of its thing. */
export interface Line {
  readonly id: string;
  readonly content: JsonObject;
}

/** Where lines are sent, and the record that each of them belongs to. */
export interface Lines {
  readonly path: string;
  readonly settings: TargetSettings;
  readonly lineOf: (one: Delivery) => Line;
}

/**
 * Writes several things in one request, each in a line of its own, which has its own outcome. The PIM answers line by line while it
 * writes, so an answer may break off; what has no outcome then is sent again.
 * @returns the failure of what is left if no line was answered; null when every record has its outcome
 */
export async function sendLines(
  client: HttpClient,
  lines: Lines,
  part: readonly Delivery[],
  outcomes: Outcomes,
  signal: AbortSignal,
): Promise<Failure | null> {
  const where = `PATCH ${ROOT}/${lines.path}`;
  for (;;) {
    const open = part.filter((one) => !outcomes.has(one));
    if (open.length === 0) return null;
    const answer = await send(client, lines, open, signal);
    if (answer instanceof Failure) return answer;
    checkPlace(answer, where);
    const failure = recordFailure(recordAnswer(answer), where);
    if (failure) return failure;
    for (const line of linesIn(answer.body)) {
      const one = open[Number(line.line) - 1];
      if (!one) continue;
      const why = failureIn(line, where);
      const { id: externalId } = lines.lineOf(one);
      outcomes.set(one, why ? { kind: 'failed', failure: why } : { kind: 'applied', externalId });
    }
    if (!open.some((one) => outcomes.has(one))) return unanswered(answer, where);
  }
}

/** @returns a failure if the request as a whole is too large */
async function send(
  client: HttpClient,
  { path, settings, lineOf }: Lines,
  part: readonly Delivery[],
  signal: AbortSignal,
): Promise<Answer | Failure> {
  const content = part.map((one) => JSON.stringify(lineOf(one).content)).join('\n');
  const text = { type: TYPE, content };
  try {
    return await sendTraced(part, settings, (headers) =>
      client.send({ method: 'PATCH', path: `${ROOT}/${path}`, text, headers }, 'target', signal),
    );
  } catch (error) {
    const isForbidden = error instanceof Failure && error.details.status === 403;
    if (!isForbidden || (part.length === 1 && content.length <= LARGE_CHARS)) throw error;
    return new Failure('TARGET_REFUSED', {
      message: `${error.message}, or the record is too large for the target`,
      details: { status: 413 },
    });
  }
}

/** @throws Failure TARGET_MISCONFIGURED when there is no such API at the address */
function checkPlace(answer: Answer, where: string): void {
  const { status } = answer;
  if (!WRONG_PLACE.has(status) && (status < 300 || status >= 400)) return;
  const { reason } = recordAnswer(answer);
  throw refused(
    'target',
    `${where} was answered ${status}: ${shortened(reason, MAX_SHOWN)}. Correct \`url\`, which ends before /api, or \`entity\`.`,
  );
}

/** The lines of an answer. A PIM that fails in the middle may append something else. */
function linesIn(body: string): readonly JsonObject[] {
  return body
    .split('\n')
    .map(parsed)
    .filter(isJsonObject)
    .filter(({ line, status_code: status }) => Number(line) >= 1 && Number(status) >= 200);
}

function parsed(line: string): Json {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return null;
  }
}

/**
 * A PIM that failed at the first line answers with success and its own type, or with nothing; then the record may be at fault.
 * Anything else comes from something before the PIM.
 */
function unanswered(answer: Answer, where: string): Failure {
  const shown = shortened(answer.body, MAX_SHOWN);
  if (shown.trim() === '' || answer.headers.get('content-type')?.startsWith(TYPE))
    return new Failure('TARGET_BUSY', {
      message: `${where} was answered without an outcome of any line: ${shown}`,
      details: { status: 500 },
    });
  throw new Failure('TARGET_UNAVAILABLE', {
    message: `${where} was answered, but not by a PIM, so it is unknown whether anything was written: ${shown}`,
  });
}

function failureIn(line: JsonObject, where: string): Failure | null {
  const { status_code: status, message, errors } = line;
  const told = isJsonList(errors) ? errors.filter(isJsonObject).map(reasonIn) : [];
  const reason = told.length > 0 ? told.join('; ') : textOf(message);
  return recordFailure({ status: Number(status), reason, retryAfterMs: null }, where);
}

function reasonIn({ property, attribute, locale, scope, message }: JsonObject): string {
  const place = textOf(attribute) || textOf(property);
  const details = [locale, scope].map(textOf).filter((one) => one !== '');
  const within = details.length === 0 ? '' : ` (${details.join(', ')})`;
  return place === '' ? textOf(message) : `${place}${within}: ${textOf(message)}`;
}
