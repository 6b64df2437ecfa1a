import type { DeadLetter, ReplayPreview, ShownDeadLetter } from '../../domain/index.ts';
import { failureCatalogue, shownVersion } from '../../domain/index.ts';
import { differenceText } from '../difference-text.ts';
import { plainLine, plainText } from '../plain-text.ts';
import { table } from '../table.ts';
import { ago, count, cut, KEY_LENGTH, NOTHING } from '../words.ts';

const REASON_LENGTH = 80;

/** Formats dead letters as a table, one per line. */
export function letterTable(letters: readonly DeadLetter[], nowMs: number): string {
  return table(
    [
      { title: 'ID', align: 'right', cell: ({ id }) => id },
      { title: 'AT', cell: ({ lane, stream }) => lane ?? `${stream} (intake)` },
      { title: 'KEY', cell: ({ key, position }) => cut(key ?? position ?? NOTHING, KEY_LENGTH) },
      { title: 'CODE', cell: ({ code }) => code },
      { title: 'STATE', cell: ({ state, closing }) => closing ?? state },
      { title: 'ATTEMPTS', align: 'right', cell: ({ attempts }) => count(attempts) },
      { title: 'BURIED', cell: ({ buriedAtMs }) => ago(buriedAtMs, nowMs) },
      { title: 'REASON', cell: ({ reason }) => cut(reason, REASON_LENGTH) },
    ],
    letters,
  );
}

/** Formats everything about one dead letter. */
export function letterDetails(letter: ShownDeadLetter, nowMs: number): string {
  const { lane, stream, key, position, version, operation, closing, state, edited } = letter;
  const shown = version === null ? null : shownVersion(version, letter.versionIsTime);
  const remedy = Object.hasOwn(failureCatalogue, letter.code)
    ? failureCatalogue[letter.code].remedy
    : '';
  const facts = [
    ['id', letter.id],
    ['at', lane ?? `${stream}, at intake`],
    ...(key === null ? [] : [['key', key]]),
    ...(key !== null && position === null ? [] : [['row', position ?? NOTHING]]),
    ...(shown === null ? [] : [['version', `${shown} (${operation})`]]),
    ['state', closing ? `${state}: ${closing}` : state],
    ['buried', ago(letter.buriedAtMs, nowMs)],
    ['code', `${letter.code} (${letter.class}, at ${letter.stage})`],
    ['reason', letter.reason],
    ['what to do', remedy],
  ].map(([name = '', value = '']) => `${name.padEnd(12)}${plainLine(value)}`);
  const attempts = letter.history.map(
    ({ atMs, code, message }) =>
      `  ${new Date(atMs).toISOString()}  ${code}: ${plainLine(message)}`,
  );
  const content = letter.document ? JSON.stringify(letter.document, null, 2) : (letter.raw ?? '');
  return [
    ...facts,
    ...(attempts.length > 0 ? [`attempts    ${count(letter.attempts)} failed`, ...attempts] : []),
    ...(content ? [edited ? 'content     (edited)' : 'content', plainText(content)] : []),
  ].join('\n');
}

/** Formats what a replay would do, field by field. */
export function previewText(preview: ReplayPreview): string {
  const { id, effect, reason, operation, externalId, lastKnown, differences } = preview;
  const what = externalId === null ? 'new in the target' : `${externalId} in the target`;
  const against = lastKnown ? '' : '; the last delivered content is not known';
  const head = `${id}: ${EFFECTS[effect]} (${operation}, ${plainLine(what)}${against})`;
  const told = reason === null ? [] : [`  ${plainLine(reason)}`];
  const changes = effect === 'deliver' ? differences.map((one) => `  ${differenceText(one)}`) : [];
  const same =
    effect === 'deliver' && lastKnown && changes.length === 0 ? ['  no field differs'] : [];
  return [head, ...told, ...changes, ...same].join('\n');
}

const EFFECTS: Readonly<Record<ReplayPreview['effect'], string>> = {
  deliver: 'would be sent',
  unchanged: 'the target already has it',
  superseded: 'the target has a newer version',
  'dead-letter': 'would become a dead letter again',
};
