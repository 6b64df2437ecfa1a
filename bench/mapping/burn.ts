import type { Product } from '../relay/product.ts';

/** A mapping to the columns of the bench's table that uses this much CPU time for each record. */
export function burning(cpuMs: number) {
  return ({ price, updatedAt, ...product }: Product): object => {
    const until = cpuOfThread() + cpuMs * 1_000;
    while (cpuOfThread() < until);
    return { ...product, price: price.net, currency: price.currency, updated_at: updatedAt };
  };
}

/** Microseconds. */
function cpuOfThread(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}
