/** Whether the kernel can be told to kill a child with its parent: util-linux's `setpriv` on Linux knows how. */
import { spawnSync } from 'node:child_process';

let known;

export function canDieWithParent() {
  known ??=
    process.platform === 'linux' &&
    spawnSync('setpriv', ['--pdeathsig', 'KILL', '--', process.execPath, '-v'], { stdio: 'ignore' })
      .status === 0;
  return known;
}
