import { Readable } from 'node:stream';
import sax from 'sax';
import type { Json } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { Row } from './row.ts';

/** An element that is being read. */
interface Open {
  readonly name: string;
  readonly fields: Record<string, Json>;
  text: string;
  isPlain: boolean;
}

const MAX_DEPTH = 100;

/**
 * The elements at a path as documents: attributes are fields `@name`, child elements fields by their name, several of one name a
 * list. An element with text alone is that text; text beside attributes or children is the field `#text`.
 * @param path names from the root to the record, without namespace prefixes or with them as the file has them
 * @throws Failure IMPORT_UNREADABLE at what is no XML: behind it nothing can be trusted
 */
export async function* xmlRows(
  text: AsyncIterable<Uint8Array>,
  path: readonly string[],
): AsyncGenerator<Row[]> {
  const parser = sax.parser(true, { trim: false, normalize: false, position: true });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const above: string[] = [];
  const open: Open[] = [];
  let rows: Row[] = [];
  let [line, matched] = [1, 0];

  parser.onopentag = ({ name, attributes }) => {
    const current = open.at(-1);
    if (!current) {
      above.push(name);
      if (above.length !== path.length || above.some((one, depth) => one !== path[depth])) return;
      line = parser.line + 1;
      matched++;
    }
    if (open.length === MAX_DEPTH)
      throw unreadable(parser.line + 1, parser.column, 'elements lie too deep');
    const fields: Record<string, Json> = {};
    for (const [attribute, value] of Object.entries(attributes))
      fields[`@${attribute}`] = value as string;
    open.push({ name, fields, text: '', isPlain: Object.keys(fields).length === 0 });
  };
  parser.ontext = parser.oncdata = (piece) => {
    const current = open.at(-1);
    if (current) current.text += piece;
  };
  parser.onclosetag = () => {
    const closed = open.pop();
    if (!closed) return void above.pop();
    const parent = open.at(-1);
    if (parent) return addField(parent, closed);
    above.pop();
    if (closed.text.trim() !== '') closed.fields['#text'] = closed.text.trim();
    rows.push({ line, document: closed.fields });
  };
  parser.onerror = (error) => {
    throw unreadable(parser.line + 1, parser.column, error.message.split('\n')[0] ?? '');
  };

  try {
    for await (const bytes of Readable.from(text)) {
      parser.write(decoder.decode(bytes as Uint8Array, { stream: true }));
      if (rows.length > 0) yield rows.splice(0);
    }
    parser.write(decoder.decode()).close();
  } catch (error) {
    throw error instanceof TypeError
      ? unreadable(parser.line + 1, parser.column, 'it is no valid UTF-8: name its encoding')
      : error;
  }
  if (rows.length > 0) yield rows;
  rows = [];
  if (matched === 0) {
    throw new Failure('IMPORT_UNREADABLE', {
      message: `The XML file holds no element ${path.join('/')}: name the elements from the root to the record.`,
    });
  }
}

function addField(parent: Open, { name, fields, text, isPlain }: Open): void {
  parent.isPlain = false;
  const trimmed = text.trim();
  if (!isPlain && trimmed !== '') fields['#text'] = trimmed;
  const value: Json = isPlain ? trimmed : fields;
  const known = parent.fields[name];
  if (known === undefined) parent.fields[name] = value;
  else if (Array.isArray(known)) known.push(value);
  else parent.fields[name] = [known, value];
}

function unreadable(line: number, column: number, why: string): Failure {
  return new Failure('IMPORT_UNREADABLE', {
    message: `The XML file is broken in line ${line}, column ${column}: ${why}.`,
    details: { line, column },
  });
}
