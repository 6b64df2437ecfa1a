import assert from 'node:assert/strict';
import type { Client } from '@grpc/grpc-js';
import { Metadata } from '@grpc/grpc-js';
import type { AnyMethod } from './any-method.ts';
import { allMethods, callAny, openClient } from './any-method.ts';
import type { GuardedControl } from './support.ts';
import { bearer } from './support.ts';

const methods = new Map((await allMethods()).map((method) => [method.name, method]));

export function method(name: string): AnyMethod {
  const found = methods.get(name);
  assert.ok(found, name);
  return found;
}

/** Returns a caller that calls methods by name, always with the same headers. */
export async function callerOf(control: GuardedControl, headers: Record<string, string>) {
  const client = openClient(control.address);
  return {
    call: (name: string, request: object = {}) => callAny(client, method(name), request, headers),
    client,
    [Symbol.dispose]: () => client.close(),
  };
}

export function headersOf(secret: string): Metadata {
  const metadata = new Metadata();
  metadata.set('authorization', bearer(secret).authorization);
  return metadata;
}

export function openedClient(control: GuardedControl): Client & Disposable {
  const client = openClient(control.address);
  return Object.assign(client, { [Symbol.dispose]: () => client.close() });
}
