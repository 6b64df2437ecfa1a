import { Failure } from '../../domain/index.ts';
import type { ApiKeysPort, ShownApiKey } from '../api-keys-port.ts';
import type { ServiceContext } from '../context.ts';
import type { AccessServiceHandlers } from '../gen/stellwerk/control/v1/AccessService.ts';
import {
  apiKeyMessage,
  callerMessage,
  readLimit,
  readOptionalMoment,
  roles,
} from '../messages/index.ts';
import { invalidRequest } from '../invalid-request.ts';
import { unary } from '../unary.ts';

const NAME = /^[^\p{C}]{1,100}$/u;
const ID = /^[0-9a-f]{16}$/;
const STREAM = /^[a-z0-9][a-z0-9-]{0,62}$/;
const MAX_STREAMS = 1_000;
const MAX_MS = 100 * 366 * 24 * 3_600_000;

export function accessService(context: ServiceContext): AccessServiceHandlers {
  return {
    WhoAmI: unary(context, (_request, { who }) => callerMessage(who)),
    ListApiKeys: unary(context, async () => ({
      keys: (await keysOf(context).list()).map(apiKeyMessage),
    })),
    CreateApiKey: unary(context, async ({ name, role, limitedTo, lifetime }) => {
      if (!NAME.test(name)) throw invalidRequest('name', 'takes 1 to 100 characters on one line');
      const lifetimeMs = readOptionalMoment(lifetime);
      if (lifetimeMs !== null && !(lifetimeMs > 0 && lifetimeMs <= MAX_MS)) {
        throw invalidRequest('lifetime', 'must be longer than 0, and at most a hundred years');
      }
      const streams = checkStreams(readLimit(limitedTo));
      const expiresAtMs = lifetimeMs === null ? null : Date.now() + lifetimeMs;
      const wish = { name, role: roles.readState(role, 'role'), streams, expiresAtMs };
      return shown(await keysOf(context).create(wish));
    }),
    RotateApiKey: unary(context, async ({ id, grace }) => {
      const graceMs = readOptionalMoment(grace) ?? 0;
      if (!(graceMs >= 0 && graceMs <= MAX_MS)) {
        throw invalidRequest('grace', 'must be 0 or longer, and at most a hundred years');
      }
      return shown(await keysOf(context).rotate(checkId(id), graceMs));
    }),
    RevokeApiKey: unary(context, async ({ id }) => ({
      key: apiKeyMessage(await keysOf(context).revoke(checkId(id))),
    })),
  };
}

function keysOf({ apiKeys }: ServiceContext): ApiKeysPort {
  if (apiKeys) return apiKeys;
  throw new Failure('COMMAND_REJECTED', { message: 'This hub does not store API keys.' });
}

function shown({ key, secret }: ShownApiKey) {
  return { key: apiKeyMessage(key), secret };
}

function checkStreams(streams: readonly string[] | null): readonly string[] | null {
  if (streams === null) return null;
  if (streams.length <= MAX_STREAMS && streams.every((name) => STREAM.test(name))) return streams;
  throw invalidRequest('limited_to', `takes at most ${MAX_STREAMS} names of streams`);
}

/** A whole key sent in this field by mistake must not appear in any log. */
function checkId(id: string): string {
  if (ID.test(id)) return id;
  throw invalidRequest(
    'id',
    'takes the sixteen hexadecimal digits between "swk_" and the next "_"',
  );
}
