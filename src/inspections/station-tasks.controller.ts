import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { StationScope } from '../accounts/scopes.js';
import { AppError } from '../http/app-error.js';
import { Access, Returns } from '../http/route.js';
import { ClaimsService } from '../queue/claims.service.js';
import { LeasesService } from '../queue/leases.service.js';
import * as contract from '../queue/queue.contract.js';
import { StationTasksService } from './station-tasks.service.js';

/** Claiming, keeping and giving back: what every task goes through, whatever is done at its stage. */
@ApiTags('Station')
@Controller('v1/station')
export class StationTasksController {
  constructor(
    private readonly claims: ClaimsService,
    private readonly leases: LeasesService,
    private readonly tasks: StationTasksService,
  ) {}

  /** The next task by due time; with `scan` the one whose order, waybill or shipment is in the packer's hand. */
  @Post('claims')
  @Access('station+packer')
  @Returns(200, 'The task that this station now holds, if there is one', contract.ClaimResult)
  async claim(
    @StationScope() station: StationScope,
    @Body({ schema: contract.ClaimBody }) body: contract.ClaimBody,
  ): Promise<contract.ClaimResult> {
    const { packerId } = station;
    if (!packerId) throw new AppError('packer_not_signed_in', 'Sign in at this station with a badge first.');
    const claim = await this.claims.claim({ ...station, packerId }, body);
    if (claim.task && body.scan !== undefined) {
      await this.tasks.noteClaimScan(station.warehouseId, claim.task, body.scan);
    }
    return {
      held: claim.task && (await this.tasks.held(station.warehouseId, claim.task)),
      nextReleaseAt: claim.nextReleaseAt?.toISOString() ?? null,
      passedOver: claim.passedOver,
    };
  }

  @Get('tasks/:taskId')
  @Access('station')
  @Returns(200, 'The task as the station shows it', contract.StationTask)
  async get(
    @StationScope() station: StationScope,
    @Param({ schema: contract.TaskParams }) params: z.infer<typeof contract.TaskParams>,
  ): Promise<contract.StationTask> {
    return this.tasks.task(station.warehouseId, params.taskId);
  }

  /** Keeps the lease, every ten seconds, and hears whether the order was stopped. */
  @Post('tasks/:taskId/heartbeat')
  @Access('station+packer')
  @Returns(200, 'The lease, the time, and whether to stop', contract.HeartbeatResult)
  async heartbeat(
    @StationScope() station: StationScope,
    @Param({ schema: contract.TaskParams }) params: z.infer<typeof contract.TaskParams>,
    @Body({ schema: contract.HeartbeatBody }) body: z.infer<typeof contract.HeartbeatBody>,
  ): Promise<z.infer<typeof contract.HeartbeatResult>> {
    const { leaseUntil, serverTime, stop } = await this.leases.heartbeat(station, params.taskId, body.token);
    return { leaseUntil: leaseUntil.toISOString(), serverTime: serverTime.toISOString(), stop };
  }

  /** Gives the task back; it is offered to the next station. */
  @Post('tasks/:taskId/release')
  @Access('station+packer')
  @Returns(204, 'Given back')
  async release(
    @StationScope() station: StationScope,
    @Param({ schema: contract.TaskParams }) params: z.infer<typeof contract.TaskParams>,
    @Body({ schema: contract.ReleaseBody }) body: z.infer<typeof contract.ReleaseBody>,
  ): Promise<void> {
    await this.leases.release(station, params.taskId, body.token);
  }
}
