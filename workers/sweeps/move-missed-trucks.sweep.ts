import { Injectable } from '@nestjs/common';
import { TruckMovesService } from '../../src/pickups/truck-moves.service.js';
import type { Sweep } from './sweep.js';

/** Puts shipments whose truck has left, or whose calendar has changed, on another truck. */
@Injectable()
export class MoveMissedTrucksSweep implements Sweep {
  readonly name = 'move-missed-trucks';
  readonly everyMs = 30_000;

  constructor(private readonly truckMoves: TruckMovesService) {}

  async run(): Promise<number> {
    return (await this.truckMoves.followCalendars()) + (await this.truckMoves.moveMissed());
  }
}
