/** Whether the server can be reached, by what became of the last request: the browser only knows of its own network card. */
class Reach {
  private reached = true;
  private readonly listeners = new Set<() => void>();

  note(reached: boolean): void {
    if (this.reached === reached) return;
    this.reached = reached;
    this.listeners.forEach((listener) => listener());
  }

  readonly isReached = (): boolean => this.reached;

  /** @returns how to stop listening */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

export const reach = new Reach();
