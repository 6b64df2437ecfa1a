import type { Json, JsonObject } from '../../connector-api/index.ts';
import { Failure, isJsonList, isJsonObject, shortened } from '../../connector-api/index.ts';
import { textOf } from '../common/text-of.ts';
import type { Answer } from '../http/failures.ts';

const MAX_SHOWN = 500;

/** Amazon tells with 403 that an access token has ended. Returns such an answer as HTTP has it. */
export function endedTokenAsStatus(answer: Answer): Answer {
  return answer.status === 403 && isAboutToken(answer.body) ? { ...answer, status: 401 } : answer;
}

/** Every other 403 says that the seller or the app may not do that. */
function isAboutToken(body: string): boolean {
  return errorsIn(body).some(({ details }) =>
    /\btoken\b.*\b(expired|revoked)\b/i.test(textOf(details)),
  );
}

/** Returns what the errors of an answer say; null if it has none, such as a proxy's page. */
export function reasonIn(body: string): string | null {
  const told = errorsIn(body).map(({ code, message, details }) => {
    const more = textOf(details);
    const isNew = more !== '' && more !== message;
    return `${textOf(message)}${isNew ? ` ${more}` : ''} (${textOf(code)})`;
  });
  return told.length === 0 ? null : told.join('; ');
}

function errorsIn(body: string): readonly JsonObject[] {
  if (!body.trimStart().startsWith('{')) return [];
  try {
    const value = JSON.parse(body) as Json;
    return isJsonObject(value) ? objectsIn(value.errors) : [];
  } catch {
    // A body that was cut.
    return [];
  }
}

/** What Amazon's issues with a submission say of the record. Warnings count only where there is nothing else. */
export function refusedFor(issues: Json | undefined): Failure {
  const all = objectsIn(issues);
  const errors = all.filter(({ severity }) => severity === 'ERROR');
  const told = (errors.length > 0 ? errors : all).map(({ code, message, attributeNames }) => {
    const names = isJsonList(attributeNames) ? attributeNames.map(textOf).join(', ') : '';
    return `${names === '' ? '' : `${names}: `}${textOf(message)} (${textOf(code)})`;
  });
  const why = told.length === 0 ? 'it names no reason' : told.join('; ');
  return new Failure('TARGET_REFUSED', {
    message: `Amazon refuses the listing: ${shortened(why, MAX_SHOWN)}`,
    details: { codes: all.map(({ code }) => textOf(code)) },
  });
}

export function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return isJsonList(value) ? value.filter(isJsonObject) : [];
}
