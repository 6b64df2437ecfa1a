import { Buffer } from 'node:buffer';
import type { AnyDefinition, PackageDefinition, ServiceDefinition } from '@grpc/proto-loader';

/** Field 1 of a FileDescriptorProto, its name, which protobufjs writes first. */
const NAME_TAG = 0x0a;
/** Field 3, one file that it imports. */
const DEPENDENCY_TAG = 0x1a;
const WELL_KNOWN = 'google_protobuf.proto';

/**
 * The definition as reflection can serve it. protobufjs merges the files of a package into one and leaves out what they import,
 * so that clients cannot resolve google.protobuf.Timestamp. The import is appended to the encoded file: protobuf reads a field
 * that follows later as if it stood in its place.
 */
export function reflectable(definition: PackageDefinition): PackageDefinition {
  const importing = new Map<string, Buffer>();
  const withImport = (file: Buffer): Buffer => {
    const name = nameOf(file);
    if (name === WELL_KNOWN) return file;
    const done = importing.get(name) ?? Buffer.concat([file, dependency(WELL_KNOWN)]);
    importing.set(name, done);
    return done;
  };
  const patched: PackageDefinition = {};
  for (const [name, entry] of Object.entries(definition)) {
    patched[name] = isType(entry)
      ? { ...entry, fileDescriptorProtos: entry.fileDescriptorProtos.map(withImport) }
      : entry;
  }
  return patched;
}

/** Messages and enums carry their file; services, in which a method could have that name, do not. */
function isType(
  entry: AnyDefinition,
): entry is Exclude<AnyDefinition, ServiceDefinition> & { fileDescriptorProtos: Buffer[] } {
  return Array.isArray(entry.fileDescriptorProtos);
}

/** Names are shorter than 128 bytes, so that their length takes one byte. */
function nameOf(file: Buffer): string {
  return file[0] === NAME_TAG ? file.toString('utf8', 2, 2 + (file[1] ?? 0)) : '';
}

function dependency(name: string): Buffer {
  return Buffer.from([DEPENDENCY_TAG, name.length, ...Buffer.from(name)]);
}
