import type { Reply, SeenRequest } from '../../support/http-system.ts';

const CLIENT = `Basic ${Buffer.from('client:client-secret').toString('base64')}`;

/** The tokens of a PIM: they end after an hour, and a refresh token counts once. */
export class Tokens {
  readonly #ends = new Map<string, number>();
  readonly #refreshing = new Set<string>();
  #given = 0;
  /** By which the tokens end. */
  nowMs = Date.now();
  lifetimeS = 3_600;

  /** Ends all access tokens. */
  end(): void {
    this.#ends.clear();
  }

  /** Ends all refresh tokens. */
  endRefreshing(): void {
    this.#refreshing.clear();
  }

  isValid(authorization = ''): boolean {
    return (this.#ends.get(authorization) ?? 0) > this.nowMs;
  }

  answer({ headers, body }: SeenRequest): Reply {
    const given = body as Record<string, string>;
    if (headers.authorization !== CLIENT)
      return refusal('Parameter "client_id" is missing or does not match any client');
    if (given.grant_type === 'refresh_token') {
      if (!this.#refreshing.delete(given.refresh_token ?? ''))
        return refusal('Refresh token is invalid or has expired');
    } else if (
      `${given.grant_type} ${given.username} ${given.password}` !== 'password hub pa55word'
    ) {
      return refusal(`No user found for ${given.username} and ${given.password}`);
    }
    const nth = ++this.#given;
    this.#ends.set(`Bearer access-${nth}`, this.nowMs + this.lifetimeS * 1000);
    this.#refreshing.add(`refresh-${nth}`);
    const told = { access_token: `access-${nth}`, refresh_token: `refresh-${nth}` };
    return { body: { ...told, expires_in: this.lifetimeS, token_type: 'bearer', scope: null } };
  }
}

function refusal(message: string): Reply {
  return { status: 422, body: { code: 422, message } };
}
