import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import { credentials, makeGenericClientConstructor } from '@grpc/grpc-js';
import { load } from '@grpc/proto-loader';
import { startControl } from './support.ts';

interface Reflected {
  readonly fileDescriptorResponse: { readonly fileDescriptorProto: readonly Buffer[] } | null;
}

test('reflection knows the types in which errors tell their details, as grpcurl asks for them', async () => {
  await using control = await startControl();
  const main = createRequire(import.meta.url).resolve('@grpc/reflection');
  const includeDirs = [path.join(main.slice(0, main.indexOf('/build/')), 'build/proto')];
  const name = 'grpc.reflection.v1.ServerReflection';
  const definition = await load('grpc/reflection/v1/reflection.proto', { includeDirs });
  const Client = makeGenericClientConstructor(definition[name] as never, name);
  const client = new Client(control.address, credentials.createInsecure());
  const call = client.ServerReflectionInfo as unknown as () => ClientDuplexStream<
    object,
    Reflected
  >;
  const stream = call.call(client);
  stream.write({ fileContainingSymbol: 'google.rpc.BadRequest' });
  const files = await new Promise<Reflected>((resolve, reject) => {
    stream.once('data', resolve).once('error', reject);
  });
  stream.end();
  client.close();
  const texts = (files.fileDescriptorResponse?.fileDescriptorProto ?? []).map(String);
  assert.ok(texts.some((text) => text.includes('BadRequest') && text.includes('ErrorInfo')));
  assert.ok(texts.some((text) => text.includes('Duration') && text.includes('google.protobuf')));
});
