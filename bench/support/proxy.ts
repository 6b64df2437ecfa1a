import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { once } from 'node:events';

/** How a proxy treats traffic. */
export type Weather = 'clear' | 'refusing' | 'silent' | 'unanswered' | 'slow';

const SLOW_MS = 300;

/** A TCP proxy on loopback that cuts, delays or swallows traffic. `change` also ends the existing connections. */
export class Proxy implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #targetPort: number;
  #weather: Weather = 'clear';
  #losing: string | null = null;

  private constructor(targetPort: number) {
    this.#targetPort = targetPort;
    this.#server = createServer((client) => this.#join(client, this.#targetPort));
  }

  static async open(targetPort: number): Promise<Proxy> {
    const proxy = new Proxy(targetPort);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** New connections lead to this port from now on. */
  leadTo(targetPort: number): void {
    this.#targetPort = targetPort;
  }

  /** Cuts all connections; new ones are treated in this way. */
  change(weather: Weather): void {
    this.#weather = weather;
    this.cut();
  }

  /** Keeps connections open but swallows all their traffic from now on: the other side never seems to answer. */
  swallow(): void {
    this.#weather = 'silent';
  }

  /** Swallows only the target's answers: it carries out every request, and nobody learns of it. */
  swallowAnswers(): void {
    this.#weather = 'unanswered';
  }

  /**
   * Loses the connection of the next request that contains this text: the target carries it out, its answers are
   * swallowed, and it does not learn when the client goes.
   */
  loseAnswerTo(text: string): void {
    this.#losing = text;
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(client: Socket, targetPort: number): void {
    if (this.#weather === 'refusing') {
      client.destroy();
      return;
    }
    const target = connect({ host: '127.0.0.1', port: targetPort });
    client.on('data', (bytes) => {
      if (this.#losing === null || !bytes.includes(this.#losing)) return;
      this.#losing = null;
      target.removeAllListeners('data');
      client
        .removeAllListeners('close')
        .removeAllListeners('error')
        .on('error', () => undefined);
    });
    this.#pass(client, target, ['silent']);
    this.#pass(target, client, ['silent', 'unanswered']);
  }

  #pass(from: Socket, to: Socket, swallowedIn: readonly Weather[]): void {
    this.#sockets.add(from);
    const slow = this.#weather === 'slow';
    from.on('data', (bytes) => {
      if (swallowedIn.includes(this.#weather)) return;
      if (slow) setTimeout(() => to.writable && to.write(bytes), SLOW_MS);
      else if (to.writable) to.write(bytes);
    });
    // When one side ends, so does the other; the reason is the nemesis, or the server behind.
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}
