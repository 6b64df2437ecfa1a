import sax from 'sax';
import { Failure } from '../domain/index.ts';

/** What is told of an XML text, in its order. */
export interface XmlHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close(name: string): void;
}

/** Where the reading stands, from 1. */
export interface XmlPlace {
  line(): number;
  column(): number;
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
  const place = { line: () => parser.line + 1, column: () => parser.column };
  const handlers = handlersOf(place);
  parser.onopentag = ({ name, attributes }) =>
    handlers.open(name, attributes as Record<string, string>);
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
    if (!(error instanceof TypeError)) throw error;
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
