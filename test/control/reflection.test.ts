import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { before, suite, test } from 'node:test';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import { credentials, makeGenericClientConstructor } from '@grpc/grpc-js';
import { load } from '@grpc/proto-loader';
import descriptor from 'protobufjs/ext/descriptor/index.js';
import { startControl } from './support.ts';

interface Answer {
  readonly fileDescriptorResponse: { readonly fileDescriptorProto: readonly Buffer[] } | null;
}

/** The part of FileDescriptorProto and DescriptorProto that these tests look at. */
interface DescribedFile {
  readonly name: string;
  readonly dependency?: readonly string[];
  readonly messageType?: readonly Message[];
}
interface Message {
  readonly name: string;
  readonly field?: readonly { name: string; jsonName?: string; typeName?: string }[];
  readonly nestedType?: readonly Message[];
  readonly options?: { readonly mapEntry?: boolean };
}

/** The files that a client gets when it asks where a symbol is defined. */
async function filesOf(symbol: string): Promise<readonly DescribedFile[]> {
  await using control = await startControl();
  const main = createRequire(import.meta.url).resolve('@grpc/reflection');
  const includeDirs = [path.join(main.slice(0, main.indexOf('/build/')), 'build/proto')];
  const name = 'grpc.reflection.v1.ServerReflection';
  const definition = await load('grpc/reflection/v1/reflection.proto', { includeDirs });
  const Client = makeGenericClientConstructor(definition[name] as never, name);
  const client = new Client(control.address, credentials.createInsecure());
  const call = client.ServerReflectionInfo as unknown as () => ClientDuplexStream<object, Answer>;
  const stream = call.call(client);
  stream.write({ fileContainingSymbol: symbol });
  const answer = await new Promise<Answer>((resolve, reject) => {
    stream.once('data', resolve).once('error', reject);
  });
  stream.end();
  client.close();
  const files = answer.fileDescriptorResponse?.fileDescriptorProto ?? [];
  return files.map(
    (file) => descriptor.FileDescriptorProto.decode(file).toJSON() as unknown as DescribedFile,
  );
}

function messageOf(files: readonly DescribedFile[], name: string): Message {
  const found = files
    .flatMap(({ messageType }) => messageType ?? [])
    .find((one) => one.name === name);
  assert.ok(found, `${name} is not among ${files.map((file) => file.name).join(', ')}`);
  return found;
}

suite('Reflection tells a client such as grpcurl', () => {
  let files: readonly DescribedFile[] = [];
  before(async () => {
    files = await filesOf('stellwerk.control.v1.StreamService');
  });

  test('the JSON names of fields, which it uses to print answers', () => {
    const fields = messageOf(files, 'ListStreamsRequest').field ?? [];
    assert.deepEqual(
      fields.slice(0, 2).map(({ name, jsonName }) => [name, jsonName]),
      [
        ['page_size', 'pageSize'],
        ['page_token', 'pageToken'],
      ],
    );
  });

  test('full names of types, and every file that the first one imports', () => {
    const since = messageOf(files, 'StreamStatus').field?.find(({ name }) => name === 'since');
    assert.equal(since?.typeName, '.google.protobuf.Timestamp');
    const served = new Set(files.map(({ name }) => name));
    for (const { name, dependency = [] } of files) {
      for (const needed of dependency ?? [])
        assert.ok(served.has(needed), `${name} needs ${needed}, which was not served`);
    }
  });

  test('the types of error details, including their maps', async () => {
    const details = await filesOf('google.rpc.ErrorInfo');
    const [entry] = messageOf(details, 'ErrorInfo').nestedType ?? [];
    assert.deepEqual([entry?.name, entry?.options?.mapEntry], ['MetadataEntry', true]);
    messageOf(details, 'BadRequest');
    messageOf(details, 'Duration');
  });
});
