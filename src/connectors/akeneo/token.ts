import { LoginAuthorizer, requestLogin, toToken } from '../http/auth.ts';
import { reasonIn, refused } from '../http/failures.ts';
import type { AkeneoSettings, ConnectionAuth } from './spec.ts';

const PATH = '/api/oauth/v1/token';
const WHERE = `POST ${PATH}`;

/** Fetches tokens for a connection: a new one by the refresh token of the last one, or else by user and password. */
export function tokenAuthorizer(
  { url, timeoutMs }: Pick<AkeneoSettings, 'url' | 'timeoutMs'>,
  { clientId, clientSecret, user, password }: Omit<ConnectionAuth, 'kind'>,
): LoginAuthorizer {
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  let refresh: string | null = null;
  return new LoginAuthorizer(async (side) => {
    const ask = (grant: Readonly<Record<string, string>>) =>
      requestLogin(
        `${url.replace(/\/+$/, '')}${PATH}`,
        {
          headers: {
            'content-type': 'application/json',
            accept: 'application/json',
            authorization,
          },
          body: JSON.stringify(grant),
        },
        { timeoutMs, side, where: WHERE },
      );
    let told = refresh && (await ask({ grant_type: 'refresh_token', refresh_token: refresh }));
    // A refresh token ends by itself, and with the secret of the connection.
    if (!told || !told.answer.ok) {
      refresh = null;
      told = await ask({ grant_type: 'password', username: user, password });
    }
    const { answer, text } = told;
    if (!answer.ok) {
      const reason = [password, clientSecret].reduce(
        (shown, value) => shown.replaceAll(value, '***'),
        reasonIn(text),
      );
      throw refused(side, `${WHERE} was answered ${answer.status}: ${reason}`);
    }
    const { token, endsAtMs, refreshToken } = toToken(text, side, WHERE);
    refresh = refreshToken;
    return { headers: { authorization: `Bearer ${token}` }, endsAtMs };
  });
}
