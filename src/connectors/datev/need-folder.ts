import { access, constants } from 'node:fs/promises';
import { Failure } from '../../connector-api/index.ts';

/** @throws Failure TARGET_UNAVAILABLE when the folder is away: what is missing in it then says nothing */
export async function needFolder(folder: string): Promise<void> {
  await access(folder, constants.R_OK | constants.W_OK).catch((error: unknown) => {
    throw new Failure('TARGET_UNAVAILABLE', {
      message: `The folder ${folder} cannot be written to: create it, or give the hub access.`,
      cause: error,
    });
  });
}
