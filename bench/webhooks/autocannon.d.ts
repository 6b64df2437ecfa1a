/** The part of autocannon that the bench uses; it includes no types. */
declare module 'autocannon' {
  interface Percentiles {
    readonly p50: number;
    readonly p99: number;
    readonly max: number;
  }
  interface Result {
    readonly latency: Percentiles;
    readonly duration: number;
    readonly '2xx': number;
    readonly non2xx: number;
    readonly errors: number;
  }
  interface Request {
    readonly method: 'POST';
    readonly path: string;
    setupRequest(request: object, context: Record<string, string>): object;
    onResponse(status: number, body: string, context: Record<string, string>): void;
  }
  interface Options {
    readonly url: string;
    readonly connections: number;
    readonly duration: number;
    readonly overallRate?: number;
    readonly requests: readonly Request[];
  }
  export default function autocannon(options: Options): Promise<Result>;
}
