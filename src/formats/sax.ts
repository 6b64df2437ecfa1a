import sax from 'sax';
import { Failure } from '../domain/index.ts';
import { MAX_RECORD_SIZE } from './row.ts';
import { setField } from './set-field.ts';

/** The parser refuses longer comments and attributes. */
Object.assign(sax, { MAX_BUFFER_LENGTH: MAX_RECORD_SIZE });

/** Receives the parts of an XML text in order. */
export interface XmlHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close(name: string): void;
}

/** The current position. */
export interface XmlPlace {
  /** From 1. */
  line(): number;
  /** From 1. */
  column(): number;
  /** Characters read so far. */
  position(): number;
  /** The position at which the latest tag began. */
  tagStart(): number;
}

/**
 * Reads XML and calls the handlers for its elements. Yields after every chunk, so that the caller can pass on its results.
 * @param what what to call the text in failures
 * @throws Failure IMPORT_UNREADABLE at invalid XML: nothing after it can be trusted
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
  // Collected here, because the parser loses an attribute called `__proto__` and breaks after one called `hasOwnProperty`.
  let attributes: Record<string, string> = {};
  let gathered: sax.Tag['attributes'] = {};
  parser.onopentagstart = (tag) =>
    ([attributes, gathered] = [{}, tag.attributes as typeof gathered]);
  parser.onattribute = ({ name, value }) => {
    // The record is rejected for its size anyway.
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
      // A text is handed over in parts: how long it becomes is not known.
      parser.write(decoder.decode(part, { stream: true })).flush();
      yield;
    }
    parser.write(decoder.decode()).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw unreadable(what, place, 'it is not valid UTF-8; name its encoding');
  }
  yield;
}

export function unreadable(what: string, place: XmlPlace, why: string): Failure {
  return new Failure('IMPORT_UNREADABLE', {
    message: `${what} is broken in line ${place.line()}, column ${place.column()}: ${why}.`,
    details: { line: place.line(), column: place.column() },
  });
}
