/**
 * Preloaded (`node --import`) into our own services where the kernel cannot tie them to their supervisor (no `setpriv`,
 * as on macOS): standard input is a pipe held by the supervisor, and its end means that the supervisor was killed.
 */
process.stdin.on('end', () => process.exit(1));
process.stdin.on('error', () => process.exit(1));
process.stdin.resume();
process.stdin.unref?.();
