import type { LinkedId } from '../../domain/index.ts';
import { CliError } from '../exit.ts';

/** A slash inside an id. */
const SLASH = /%2F/gi;

/**
 * Reads `connector/entity/id`, or `name/id` for a key space that several systems share. The entity is everything between the
 * first and the last slash; a slash inside an id is written %2F.
 * @throws CliError usage
 */
export function readIdText(text: string): LinkedId {
  const first = text.indexOf('/');
  const last = text.lastIndexOf('/');
  const externalId = text.slice(last + 1).replaceAll(SLASH, '/');
  const isShared = first === last;
  const connector = isShared ? '' : text.slice(0, first);
  const entity = isShared ? text.slice(0, Math.max(first, 0)) : text.slice(first + 1, last);
  if (entity !== '' && externalId !== '' && (isShared || connector !== '')) {
    return { connector, entity, externalId };
  }
  throw new CliError(
    'usage',
    `"${text}" is not an id: write connector/entity/id, such as shop/customer/17. "stellwerk record" shows the ids.`,
  );
}

/** Collects the values of an option that may be repeated. */
export function collectId(text: string, before: readonly LinkedId[] = []): readonly LinkedId[] {
  return [...before, readIdText(text)];
}
