import { Injectable } from '@nestjs/common';
import { ClipSegmentsCleaner } from '../../src/clips/segments-cleaner.js';
import type { Sweep } from './sweep.js';

/** Gives up recordings that stood still for a week, and deletes segments that nobody needs any more. */
@Injectable()
export class EvidenceSegmentsSweep implements Sweep {
  readonly name = 'evidence-segments';
  readonly everyMs = 10 * 60 * 1000;

  constructor(private readonly cleaner: ClipSegmentsCleaner) {}

  async run(): Promise<number> {
    await this.cleaner.forgetUploadDays();
    return (await this.cleaner.abandonOld()) + (await this.cleaner.dropLeftovers());
  }
}
