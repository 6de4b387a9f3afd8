export function processCommand(pid: number): string | undefined;
export function processBirth(pid: number): string | undefined;
