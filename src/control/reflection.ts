import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { MessageTypeDefinition, PackageDefinition } from '@grpc/proto-loader';
import { protoDir } from './proto-dir.ts';

/** The compiled proto files, a FileDescriptorSet. Made by ops/generate-proto.ts. */
export const DESCRIPTORS = 'descriptors.binpb';
/** Field 1 of a FileDescriptorSet, one file, with its length in front. */
const FILE_TAG = 0x0a;

/**
 * The control API as reflection serves it: the files as the protobuf compiler made them. The descriptors that proto-loader makes are no
 * substitute: they lack JSON names, map entries and full type names, so grpcurl prints `page_size` instead of `pageSize` and cannot read the
 * details of errors.
 */
export async function reflected(): Promise<PackageDefinition> {
  const set = await readFile(path.join(protoDir(), DESCRIPTORS));
  // The service takes the files of all entries and looks at nothing else.
  const entry = { fileDescriptorProtos: filesOf(set) } as MessageTypeDefinition<object, object>;
  return { [DESCRIPTORS]: entry };
}

function filesOf(set: Buffer): Buffer[] {
  const files: Buffer[] = [];
  for (let at = 0; at < set.length;) {
    if (set[at] !== FILE_TAG) throw new Error(`${DESCRIPTORS} is no FileDescriptorSet.`);
    const { value: length, next } = readVarint(set, at + 1);
    files.push(set.subarray(next, next + length));
    at = next + length;
  }
  return files;
}

/** A base 128 varint, least significant group first; see protobuf.dev/programming-guides/encoding. */
function readVarint(bytes: Buffer, from: number): { value: number; next: number } {
  let [value, next] = [0, from];
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[next++] ?? 0;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return { value, next };
  }
}
