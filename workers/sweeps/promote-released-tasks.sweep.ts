import { Injectable } from '@nestjs/common';
import { ReleasesService } from '../../src/queue/releases.service.js';
import type { Sweep } from './sweep.js';

/** Makes tasks ready when their release has come. */
@Injectable()
export class PromoteReleasedTasksSweep implements Sweep {
  readonly name = 'promote-released-tasks';
  readonly everyMs = 2_000;

  constructor(private readonly releases: ReleasesService) {}

  async run(): Promise<number> {
    return this.releases.promoteRecent();
  }
}

/** The same for everything that was released while no worker ran, or whose earlier stage ended in a crash. */
@Injectable()
export class PromoteForgottenTasksSweep implements Sweep {
  readonly name = 'promote-forgotten-tasks';
  readonly everyMs = 60_000;

  constructor(private readonly releases: ReleasesService) {}

  async run(): Promise<number> {
    return this.releases.promoteAll();
  }
}
