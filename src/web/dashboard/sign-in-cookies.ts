import { parseCookie, stringifySetCookie } from 'cookie';
import { Failure, failureCatalogue } from '../../domain/index.ts';
import type { FailureCode } from '../../domain/index.ts';

/** Lifetime of a ticket. */
const TICKET_S = 600;
/** Until the page to which the browser is sent has asked for it. */
const REFUSAL_S = 60;
const MESSAGE_MAX_CHARS = 600;

/** Cookies that a sign-in keeps in the browser on its way to the issuer and back. */
export class SignInCookies {
  readonly #secure: boolean;

  /** @param secure whether browsers use TLS; then no other host of the domain can set such a cookie (`__Host-`) */
  constructor(secure: boolean) {
    this.#secure = secure;
  }

  /** @returns a `set-cookie` header, like the others */
  keepTicket(ticket: string): string {
    return this.#set('sign-in', ticket, TICKET_S);
  }

  forgetTicket(): string {
    return this.#set('sign-in', '', 0);
  }

  ticketIn(header: string | undefined): string | null {
    return this.#read('sign-in', header);
  }

  /** For the page to which the browser is sent: an address could be read by others, and anyone could forge it. */
  keepRefusal({ code, message }: Failure): string {
    const shown = { code, message: message.slice(0, MESSAGE_MAX_CHARS) };
    return this.#set('refusal', JSON.stringify(shown), REFUSAL_S);
  }

  forgetRefusal(): string {
    return this.#set('refusal', '', 0);
  }

  refusalIn(header: string | undefined): Failure | null {
    const text = this.#read('refusal', header);
    return text === null ? null : readRefusal(text);
  }

  #name(what: string): string {
    return `${this.#secure ? '__Host-' : ''}stellwerk-${what}`;
  }

  #set(what: string, value: string, maxAge: number): string {
    // Lax, because the issuer's page sends the browser back.
    const discipline = {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.#secure,
    } as const;
    return stringifySetCookie({ name: this.#name(what), value, maxAge, ...discipline });
  }

  #read(what: string, header: string | undefined): string | null {
    return (header && parseCookie(header)[this.#name(what)]) || null;
  }
}

function readRefusal(text: string): Failure | null {
  try {
    const { code, message } = JSON.parse(text) as { code: string; message: string };
    if (!Object.hasOwn(failureCatalogue, code)) return null;
    return new Failure(code as FailureCode, { message: String(message) });
  } catch {
    return null; // Not written by the hub.
  }
}
