import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MediaShelf } from './setting';

const SAVE_AFTER_MS = 200;

/** One JSON file, replaced as a whole by rename, so that a crash leaves the old or the new state and never half of one.
 * `:memory:` keeps nothing. */
export class StateFile<T> {
  private timer: NodeJS.Timeout | undefined;
  private saving: Promise<void> = Promise.resolve();
  private lastSaveMs = 0;

  constructor(
    private readonly path: string,
    private readonly current: () => T,
  ) {}

  static read<T>(path: string): T | undefined {
    if (path === ':memory:' || !existsSync(path)) return undefined;
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as T;
    } catch (error) {
      throw new Error(
        `cannot read the state in ${path} (delete it to start anew): ${String(error)}`,
        { cause: error },
      );
    }
  }

  /** Saves soon; many changes make one save, and a big state is saved less often. */
  touch(): void {
    if (this.path === ':memory:' || this.timer) return;
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        this.saving = this.saving.then(() => this.save());
      },
      Math.max(SAVE_AFTER_MS, this.lastSaveMs * 20),
    );
    this.timer.unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.saving;
    if (this.path === ':memory:') return;
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(`${this.path}.new`, JSON.stringify(this.current()));
    renameSync(`${this.path}.new`, this.path);
  }

  private async save(): Promise<void> {
    const started = Date.now();
    mkdirSync(dirname(this.path), { recursive: true });
    try {
      await writeFile(`${this.path}.new`, JSON.stringify(this.current()));
      await rename(`${this.path}.new`, this.path);
    } catch (error) {
      process.stderr.write(`sandbox: cannot save ${this.path}: ${String(error)}\n`);
    }
    this.lastSaveMs = Date.now() - started;
  }
}

/** Pictures lie beside the state file, one file each; with `:memory:` they stay in the process. */
export function mediaShelf(stateFile: string): MediaShelf {
  if (stateFile === ':memory:') {
    const kept = new Map<string, Buffer>();
    return { put: (name, bytes) => void kept.set(name, bytes), get: (name) => kept.get(name) };
  }
  const folder = `${stateFile.replace(/\.json$/, '')}-media`;
  const place = (name: string) => join(folder, name.replace(/[^A-Za-z0-9._-]/g, '_'));
  return {
    put(name, bytes) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(place(name), bytes);
    },
    get: (name) => (existsSync(place(name)) ? readFileSync(place(name)) : undefined),
  };
}
