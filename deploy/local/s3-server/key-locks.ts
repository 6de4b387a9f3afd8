/** Runs tasks of the same key one after the other, in the order they came; tasks of different keys run side by side. */
export class KeyLocks {
  private readonly tails = new Map<string, Promise<void>>();

  /** Whether any task is running or waiting. */
  get busy(): boolean {
    return this.tails.size > 0;
  }

  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const running = (this.tails.get(key) ?? Promise.resolve()).then(task);
    const tail = running.then(ignore, ignore);
    this.tails.set(key, tail);
    try {
      return await running;
    } finally {
      if (this.tails.get(key) === tail) this.tails.delete(key);
    }
  }
}

const ignore = (): void => undefined;
