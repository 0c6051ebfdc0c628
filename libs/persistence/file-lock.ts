import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { Problem } from '@ganh/kernel';

export interface FileLock {
  release(): void;
}

/** One process owns an embedded database. A lock left by a process that is gone is taken over. */
export function lockFile(path: string): FileLock {
  for (let attempt = 0; ; attempt++) {
    try {
      const fd = openSync(path, 'wx');
      writeSync(fd, String(process.pid));
      closeSync(fd);
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const pid = ownerOf(path);
      if (attempt > 2 || isAlive(pid)) {
        throw new Problem(
          'unavailable',
          `Gánh đang chạy (tiến trình ${pid}). Tắt nó trước, hoặc dùng giao diện của nó.`,
        );
      }
      rmSync(path, { force: true });
    }
  }
}

function ownerOf(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8')) || 0;
  } catch {
    return 0;
  }
}

function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
