import sax from 'sax';
import { Failure } from '../domain/index.ts';
import { MAX_RECORD_SIZE } from './row.ts';
import { setField } from './set-field.ts';

/** What is told of an XML text, in its order. */
export interface XmlHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close(name: string): void;
}

/** Where the reading stands. */
export interface XmlPlace {
  /** From 1. */
  line(): number;
  /** From 1. */
  column(): number;
  /** Characters read so far. */
  position(): number;
  /** The position where the tag began that was read last. */
  tagStart(): number;
}

/**
 * Reads XML and tells its elements; yields after every part that has come, so that its reader can hand on what it has made of it.
 * @param what the text is called in failures
 * @throws Failure IMPORT_UNREADABLE at what is no XML: behind it nothing can be trusted
 */
export async function* readXml(
  bytes: AsyncIterable<Uint8Array>,
  what: string,
  handlersOf: (place: XmlPlace) => XmlHandlers,
): AsyncGenerator<void> {
  const parser = sax.parser(true, { position: true });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const place = {
    line: () => parser.line + 1,
    column: () => parser.column,
    position: () => parser.position,
    tagStart: () => parser.startTagPosition,
  };
  const handlers = handlersOf(place);
  // Gathered here, as the parser loses one called `__proto__` and breaks behind one called `hasOwnProperty`.
  let attributes: Record<string, string> = {};
  let gathered: sax.Tag['attributes'] = {};
  parser.onopentagstart = (tag) =>
    ([attributes, gathered] = [{}, tag.attributes as typeof gathered]);
  parser.onattribute = ({ name, value }) => {
    // A tag with more than that is no part of a record, whatever else it says.
    const isTooLarge = parser.position - parser.startTagPosition > MAX_RECORD_SIZE;
    if (!isTooLarge && !Object.hasOwn(attributes, name)) setField(attributes, name, value);
    delete gathered[name];
  };
  parser.onopentag = ({ name }) => handlers.open(name, attributes);
  parser.ontext = parser.oncdata = (text) => handlers.text?.(text);
  parser.onclosetag = (name) => handlers.close(name);
  parser.onerror = (error) => {
    throw unreadable(what, place, error.message.split('\n')[0] ?? '');
  };
  try {
    for await (const part of bytes) {
      parser.write(decoder.decode(part, { stream: true }));
      yield;
    }
    parser.write(decoder.decode()).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw unreadable(what, place, 'it is no valid UTF-8; name its encoding');
  }
  yield;
}

export function unreadable(what: string, place: XmlPlace, why: string): Failure {
  return new Failure('IMPORT_UNREADABLE', {
    message: `${what} is broken in line ${place.line()}, column ${place.column()}: ${why}.`,
    details: { line: place.line(), column: place.column() },
  });
}
