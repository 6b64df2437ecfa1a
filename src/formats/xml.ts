import type { Json } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { Row } from './row.ts';
import { MAX_RECORD_SIZE, TOO_LARGE } from './row.ts';
import type { XmlHandlers, XmlPlace } from './sax.ts';
import { readXml, unreadable } from './sax.ts';
import { setField } from './set-field.ts';

const WHAT = 'The XML file';
const MAX_DEPTH = 100;

/**
 * Reads the elements at a path as documents: attributes become fields `@name`, child elements become fields by name, and several
 * of one name become a list. An element with only text becomes that text; text next to attributes or children becomes the field
 * `#text`.
 * @param path names from the root to the record, with namespace prefixes where the file has them
 * @throws Failure IMPORT_UNREADABLE at invalid XML, and when there is no element at the path
 */
export async function* xmlRows(
  bytes: AsyncIterable<Uint8Array>,
  path: readonly string[],
): AsyncGenerator<Row[]> {
  const rows: Row[] = [];
  let found = 0;
  const handlersOf = (place: XmlPlace) =>
    recordHandlers(place, path, (row) => {
      found++;
      rows.push(row);
    });
  for await (const _part of readXml(bytes, WHAT, handlersOf)) {
    if (rows.length > 0) yield rows.splice(0);
  }
  if (found > 0) return;
  throw new Failure('IMPORT_UNREADABLE', {
    message: `${WHAT} has no element ${path.join('/')}: name the elements from the root to the record.`,
  });
}

/** An element that is being read. */
interface Open {
  readonly name: string;
  readonly fields: Record<string, Json>;
  text: string;
  /** Only text so far. */
  isPlain: boolean;
}

/** Stands for the elements of a record that is too large. */
const dropped: Open = { name: '', fields: {}, text: '', isPlain: true };

function recordHandlers(
  place: XmlPlace,
  path: readonly string[],
  tell: (row: Row) => void,
): XmlHandlers {
  /** Names of the elements around the record; below, the elements inside it. */
  const around: string[] = [];
  const open: Open[] = [];
  let [line, start, isDropped] = [1, 0, false];

  /** Rejects the record as soon as it is too large, and drops what was read of it. */
  function measure(): void {
    const [record] = open;
    if (!record || isDropped || place.position() - start <= MAX_RECORD_SIZE) return;
    tell({ line, column: null, reason: TOO_LARGE, raw: JSON.stringify(record.fields) });
    open.fill(dropped);
    isDropped = true;
  }

  return {
    open(name, attributes) {
      if (open.length === 0) {
        around.push(name);
        if (around.length !== path.length) return;
        if (around.some((one, depth) => one !== path[depth])) return;
        [line, start, isDropped] = [place.line(), place.tagStart(), false];
      }
      if (open.length === MAX_DEPTH)
        throw unreadable(WHAT, place, 'its elements are nested too deeply');
      if (isDropped) {
        open.push(dropped);
        return;
      }
      const fields: Record<string, Json> = {};
      for (const [attribute, value] of Object.entries(attributes)) fields[`@${attribute}`] = value;
      open.push({ name, fields, text: '', isPlain: Object.keys(fields).length === 0 });
      measure();
    },
    text(text) {
      measure();
      const current = open.at(-1);
      if (current && !isDropped) current.text += text;
    },
    close() {
      measure();
      const closed = open.pop();
      const parent = open.at(-1);
      if (closed && parent) {
        if (!isDropped) addField(parent, closed);
        return;
      }
      around.pop();
      if (!closed || isDropped) return;
      if (closed.text.trim() !== '') closed.fields['#text'] = closed.text.trim();
      tell({ line, document: closed.fields });
    },
  };
}

function addField(parent: Open, { name, fields, text, isPlain }: Open): void {
  parent.isPlain = false;
  const trimmed = text.trim();
  if (!isPlain && trimmed !== '') fields['#text'] = trimmed;
  const value: Json = isPlain ? trimmed : fields;
  // Own fields only: an element may be called `constructor`.
  const known = Object.hasOwn(parent.fields, name) ? parent.fields[name] : undefined;
  if (known === undefined) setField(parent.fields, name, value);
  // A single element would be text or an object, so a list can only be one that was begun here.
  else if (Array.isArray(known)) (known as Json[]).push(value);
  else setField(parent.fields, name, [known, value]);
}
