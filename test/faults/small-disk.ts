import { execFile } from 'node:child_process';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A separate file system that can be filled without filling the machine's. Needs root on Linux. */
export class SmallDisk implements AsyncDisposable {
  readonly #dir: string;

  private constructor(dir: string) {
    this.#dir = dir;
  }

  /**
   * @param megabytes the hub considers space short below 256 MB free (`bus/disk-room.ts`)
   * @returns null where this user may not mount; the fault is then left out
   */
  static async mount(dir: string, megabytes: number): Promise<SmallDisk | null> {
    await mkdir(dir, { recursive: true });
    try {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'tmpfs', dir]);
      return new SmallDisk(dir);
    } catch {
      return null;
    }
  }

  /** @param leftBytes free space to leave */
  async fill(leftBytes = 0): Promise<void> {
    await this.free();
    const { bavail, bsize } = await statfs(this.#dir);
    try {
      await writeFile(this.#filler, Buffer.alloc(bavail * bsize - leftBytes));
    } catch (error) {
      // The server has used some of the space meanwhile; the disk is full all the same.
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }

  async free(): Promise<void> {
    await rm(this.#filler, { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await run('umount', ['-l', this.#dir]);
  }

  get #filler(): string {
    return path.join(this.#dir, 'filler');
  }
}
