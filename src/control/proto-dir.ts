import { findPackageJSON } from 'node:module';
import path from 'node:path';

/** Returns the folder beside package.json, both for the sources and for the compiled package, which lies one folder deeper. */
export function protoDir(): string {
  const packageFile = findPackageJSON(import.meta.url);
  if (packageFile === undefined) throw new Error(`No package.json above ${import.meta.dirname}.`);
  return path.join(path.dirname(packageFile), 'proto');
}
